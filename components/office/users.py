"""Add a user; give and take roles, set a password, lift a lock, close."""

from functools import partial

import streamlit as st
from sqlmodel import Session

from components.office.role_fields import role_fields
from components.ui import database
from components.ui.errors import rule_errors
from components.ui.forms import Form, act, press
from components.wording.labels import role_title
from components.wording.markdown import plain
from components.wording.scheme_terms import named
from components.wording.words import language, t
from db.actor import Actor
from db.errors import Invalid
from db.office.commands.sign_in import lift_lock
from db.office.commands.users import add_user, change_user, close_user, give_role, reopen_user, reset_password, take_role
from db.office.models import UserIn
from db.office.queries import UserRow
from db.scheme import Scheme

PASSWORD_HINT = "First password; the person changes it at the first sign-in"


def add(actor: Actor, scheme: Scheme) -> None:
    form = Form("add_user")
    with st.expander(t("Add a user"), icon=":material/person_add:", expanded=True):
        login = form.text("login", t("User name to sign in with"), max_chars=40)
        name = form.text("name", t("Name"), max_chars=50)
        password = form.text("password", t(PASSWORD_HINT), max_chars=128)
        phone = form.text("phone", t("Telephone (may stay empty)"), max_chars=24)
        id_number = form.text("id_number", t("ID number (may stay empty; so that nobody decides on themselves)"), max_chars=24)
        role = role_fields(form, actor, scheme)
        pressed = st.button(t("Add"), type="primary", key=form.key("press"))
    if pressed:
        with rule_errors(form.slots):
            if role is None:
                raise Invalid("unit_missing", "unit")
            given = UserIn(login=login, name=name, password=password, phone=phone, id_number=id_number, roles=[role])
            with database.session() as s:
                add_user(s, actor, user=given)
            form.done(t("{name} can sign in now and chooses a password of their own.", name=name))


def change(actor: Actor, scheme: Scheme, user: UserRow) -> None:
    st.subheader(plain(user.name), anchor=False)
    _roles(actor, scheme, user)
    with st.container(horizontal=True):
        with st.popover(t("Give a role"), icon=":material/add:"):
            _give(actor, scheme, user)
        with st.popover(t("New password"), icon=":material/key:"):
            _password(actor, user)
        with st.popover(t("Name and telephone"), icon=":material/edit:"):
            _particulars(actor, user)
        if user.is_locked:
            act(t("Lift the lock"), lambda s: lift_lock(s, actor, user_id=user.id), t("{name} can try again.", name=user.name),
                key=f"unlock-{user.id}", icon=":material/lock_open:")  # fmt: skip
        _close(actor, user)


def _roles(actor: Actor, scheme: Scheme, user: UserRow) -> None:
    for role in user.roles:
        department = f" · {named(scheme.departments, role.department)}" if role.department else ""
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.text(f"{role_title(role.role, scheme, language())} · {role.unit_name}{department}", width="stretch")
            work = partial(take_role, actor=actor, role_id=role.id)
            act(t("Take this role away"), work, t("The role is taken away."), key=f"take-{role.id}")


def _give(actor: Actor, scheme: Scheme, user: UserRow) -> None:
    form = Form(f"give-{user.id}")
    role = role_fields(form, actor, scheme)

    def work(s: Session) -> None:
        if role is None:
            raise Invalid("unit_missing", "unit")
        give_role(s, actor, user_id=user.id, role=role)

    press(form, t("Give this role"), work, t("The role is given."))


def _password(actor: Actor, user: UserRow) -> None:
    form = Form(f"password-{user.id}")
    password = form.text("password", t(PASSWORD_HINT), max_chars=128)
    said = t("The password is set. {name} is signed out everywhere.", name=user.name)
    press(form, t("Set the password"), lambda s: reset_password(s, actor, user_id=user.id, password=password), said)


def _particulars(actor: Actor, user: UserRow) -> None:
    form = Form(f"user-{user.id}")
    name = form.text("name", t("Name"), user.name, max_chars=50)
    phone = form.text("phone", t("Telephone; empty takes {masked} away", masked=user.phone or "—"), max_chars=24)
    id_number = form.text("id_number", t("ID number (may stay empty; so that nobody decides on themselves)"), max_chars=24)
    work = lambda s: change_user(s, actor, user_id=user.id, name=name, phone=phone, id_number=id_number)  # noqa: E731
    press(form, t("Save"), work, t("Saved."))


def _close(actor: Actor, user: UserRow) -> None:
    title, verb = (t("Open the account again"), reopen_user) if user.is_closed else (t("Close the account"), close_user)
    work = lambda s: verb(s, actor, user_id=user.id)  # noqa: E731
    act(title, work, t("Saved."), key=f"close-{user.id}", icon=":material/block:")
