"""What can be done with a steward's service, each act with its own small form."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st
from sqlmodel import Session

from components.ui import database, full_numbers, state
from components.ui.errors import rule_errors
from components.ui.forms import Form, press
from components.wording.markdown import plain
from components.wording.words import t
from db.actor import Actor
from db.vetting.commands.appoint import reappoint
from db.vetting.commands.disclosures import show_numbers_of_steward
from db.vetting.commands.stewards import change_phone, dismiss, end_term, resign, resume, suspend
from db.vetting.models.stewards import StewardStatus
from db.vetting.queries.stewards import StewardFacts, StewardRow

Verb = Callable[..., None]


def acts(actor: Actor, facts: StewardFacts) -> None:
    """Only those that the present state allows."""
    row = replace(facts.row, version=state.shown_before("steward", facts.row.id, facts.row.version))
    with st.container(horizontal=True):
        if row.status is StewardStatus.SUSPENDED:
            _act(actor, row, "resume", t("Back in service"), t("What was settled? (may stay empty)"), resume)
        if row.status is StewardStatus.ACTIVE:
            _act(actor, row, "suspend", t("Suspend"), t("Why, and until when?"), suspend)
        if row.status is not StewardStatus.ENDED:
            with st.popover(t("End service"), icon=":material/logout:"):
                _ending(actor, row)
            with st.popover(t("New telephone"), icon=":material/call:"):
                _phone(actor, row)
        if row.status is not StewardStatus.SUSPENDED:
            _again(actor, row)


def _act(actor: Actor, row: StewardRow, key: str, title: str, asks: str, verb: Verb) -> None:
    form = Form(f"{key}-{row.id}")
    with st.popover(plain(title)):
        reason = form.text("reason", asks, max_chars=300)
        press(form, title, lambda s: verb(s, actor, steward_id=row.id, seen=row.version, reason=reason), t("Saved."))


def _ending(actor: Actor, row: StewardRow) -> None:
    form = Form(f"end-{row.id}")
    verbs: dict[str, tuple[str, Verb]] = {
        "resign": (t("Resigned"), resign),
        "end_term": (t("Term over, not renewed"), end_term),
        "dismiss": (t("Dismissed by the organisation"), dismiss),
    }
    how = form.choose("how", t("How does it end?"), list(verbs), shown=lambda k: verbs[k][0])
    reason = form.text("reason", t("Reason"), max_chars=300)
    if how:
        verb = verbs[how][1]
        press(form, t("End service"), lambda s: verb(s, actor, steward_id=row.id, seen=row.version, reason=reason), t("Saved."))


def _phone(actor: Actor, row: StewardRow) -> None:
    form = Form(f"phone-{row.id}")
    phone = form.text("phone", t("New telephone"), max_chars=24)
    press(form, t("Save"), lambda s: change_phone(s, actor, steward_id=row.id, seen=row.version, phone=phone), t("Saved."))


def _again(actor: Actor, row: StewardRow) -> None:
    form = Form(f"again-{row.id}")
    if not st.button(t("Appoint for another term"), icon=":material/redo:", key=form.key("press")):
        return
    with rule_errors():
        with database.session() as s:
            result = reappoint(s, actor, steward_id=row.id, seen=row.version, request_id=form.id)
        said = {
            "vetting": t("The scheme vets again: a new application waits for the first step."),
            "appointed": t("Appointed for another term."),
        }
        form.done(said[result])


def numbers(actor: Actor, steward_id: int) -> None:
    def opened(s: Session, _reason: str) -> tuple[str, str]:
        full = show_numbers_of_steward(s, actor, steward_id=steward_id)
        return full.id_number, full.phone

    full_numbers.form(actor, f"steward-{steward_id}", opened)
