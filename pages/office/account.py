"""My own account: the password, and where I am signed in."""

from functools import partial

import streamlit as st

from components.shell import auth
from components.ui import database, layout, state
from components.ui.errors import rule_errors
from components.ui.forms import Form, act
from components.wording.words import moment, t
from db.errors import Invalid
from db.office.commands.sign_in import change_own_password, end_session
from db.office.permissions import OfficePermission
from db.office.queries import open_sessions

actor = auth.require_page(OfficePermission.OWN_ACCOUNT)
me = state.user()
layout.head(t("My account"))


def password_form() -> None:
    form = Form("own_password")
    with form.box():
        old = form.password("old", t("Present password"))
        new = form.password("password", t("New password: at least 8 characters, not digits alone"))
        again = form.password("again", t("The new password once more"))
        pressed = form.submit(t("Change the password"))
    if pressed:
        with rule_errors(form.slots):
            if new != again:
                raise Invalid("passwords_differ", "again")
            with database.session() as s:
                change_own_password(s, actor.user_id, old=old, new=new, keep_session=me.session_id)
            form.forget()
            said = t("Your password is changed. Other machines are signed out.")
            layout.flash_and_go(said, "home/home.py" if me.must_change_password else "office/account.py")


def own_sessions() -> None:
    with database.reading() as s:
        others = [row for row in open_sessions(s, user_id=actor.user_id) if row.id != me.session_id]
    st.subheader(t("Signed in elsewhere"), anchor=False)
    if not others:
        st.text(t("You are signed in on this machine only."))
    for row in others:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            seen = moment(row.seen_at)
            st.text(t("{device}, last seen {moment}", device=row.device or t("Unknown machine"), moment=seen), width="stretch")
            work = partial(end_session, actor=actor, session_id=row.id)
            act(t("Sign out there"), work, t("Signed out there."), key=f"end-{row.id}")


if me.must_change_password:
    st.warning(t("Somebody else set your password. Please choose your own before you go on."))
password_form()
if not me.must_change_password:
    own_sessions()
