"""Users and the roles they hold."""

import streamlit as st

from components.office import users
from components.shell import auth
from components.ui import database, layout, moves, state, tables
from components.ui.forms import search_field
from components.wording.labels import role_title
from components.wording.markdown import md
from components.wording.scheme_terms import named
from components.wording.words import aside, language, listed, t
from db.office.permissions import OfficePermission
from db.office.queries import RoleRow, UserRow, find_users
from db.text import clean

actor = auth.require_page(OfficePermission.MANAGE_USERS)
scheme = database.scheme()
search = clean(state.widget("users-search") or "")
with database.reading() as s:
    found = find_users(s, actor, search=search, limit=200)
layout.head(t("Users and roles"), md("**{n}** users", n=len(found)))
with st.container(horizontal=True, vertical_alignment="bottom"):
    search_field("users", t("User name or name"))
    if st.button(t("Who is signed in"), icon=":material/devices:"):
        moves.go("office/sessions.py")


def state_of(user: UserRow) -> str:
    if user.is_closed:
        return t("closed")
    if user.is_locked:
        return t("locked after wrong passwords")
    return t("password to be changed") if user.must_change_password else t("active")


def role_said(role: RoleRow) -> str:
    title = named(scheme.departments, role.department) if role.department else role_title(role.role, scheme, language())
    return aside(title, role.unit_name)


rows = [
    {
        t("User name"): user.login,
        t("Name"): user.name,
        t("Roles"): listed([role_said(r) for r in user.roles]),
        t("State"): state_of(user),
    }
    for user in found
]
ticked = tables.table(
    rows, marks=[user.id for user in found], key=f"users-{search}", mode="single-row", empty=t("Nobody fits this search.")
)
if ticked:
    users.change(actor, scheme, found[ticked[0]])
else:
    users.add(actor, scheme)
