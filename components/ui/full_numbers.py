"""The one form that opens full numbers: what for, where the subject asks; after many in an hour, the own password."""

from collections.abc import Callable, Sequence

import streamlit as st
from sqlmodel import Session

from components.ui import database, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.wording.markdown import plain
from components.wording.refusals import say_refusal
from components.wording.words import minute_from, t
from db.actor import Actor
from db.errors import Conflict
from db.office.commands.openings import AT_THE_NUMBERS, Confirmed, allow_more
from db.office.commands.sign_in import check_password
from db.office.permissions import OfficePermission
from db.permissions import allows

# Called with a session and the reason; returns what is shown, a line each.
Open = Callable[[Session, str], Sequence[str]]


def may_see(actor: Actor) -> bool:
    return allows(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)


def form(actor: Actor, name: str, open_them: Open, *, with_reason: bool = False) -> None:
    """`name` tells whose numbers these are. Whoever may not see them is told so where a reason would be asked."""
    if not may_see(actor):
        if with_reason:
            st.text(t("Your role sees masked numbers only."))
        return
    given = Form(f"numbers-{name}")
    if state.noted(given.name):
        _ask_password(actor, given)
        return
    reason = given.text("reason", t("What for? This is recorded."), max_chars=100) if with_reason else ""
    if st.button(t("Show full numbers (recorded)"), key=given.key("press")):
        _show(given, open_them, reason)


def _show(given: Form, open_them: Open, reason: str) -> None:
    with rule_errors(given.slots):
        try:
            with database.session() as s:
                lines = open_them(s, reason)
        except Conflict as refusal:
            if refusal.code != "openings_spent":
                raise
            state.note(given.name, say_refusal(refusal))
            st.rerun()
        st.text("\n".join(line for line in lines if line))


def _ask_password(actor: Actor, given: Form) -> None:
    st.text(state.noted(given.name))
    with given.box():
        password = given.password("password", t("Password"))
        is_pressed = given.submit(t("Confirm"))
    if not is_pressed:
        return
    outcome = _confirm(actor, password)
    if outcome.is_right:
        given.forget()
        st.rerun()
    st.error(plain(_why_not(outcome)))


def _confirm(actor: Actor, password: str) -> Confirmed:
    user = state.user()
    with database.reading() as s:
        check = check_password(s, user.login if user else "", password, AT_THE_NUMBERS)
    with database.session() as s:
        return allow_more(s, actor, check)


def _why_not(outcome: Confirmed) -> str:
    if outcome.locked_until:
        return t("Too many wrong attempts. Please wait until {until}.", until=minute_from(outcome.locked_until))
    return t("This password is not right. You can try {n} more times.", n=outcome.n_left)
