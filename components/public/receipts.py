"""What a person does on the public pages: keep the receipt, ask with it, withdraw, raise an objection."""

import streamlit as st

from components.shell.browser import address
from components.ui import database, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.wording.labels import label
from components.wording.markdown import md
from components.wording.scheme_terms import step_name
from components.wording.words import moment, t
from db.errors import NotFound
from db.vetting.commands.entries import count_use, withdraw_by_receipt
from db.vetting.commands.objections import ObjectionIn, object_in_public
from db.vetting.models.applications import EntryStatus
from db.vetting.queries.announcements import AnnouncedPerson
from db.vetting.queries.progress import Progress, progress


def receipt(number: str) -> None:
    """Shown once after registering."""
    st.success(t("You are registered. The grid worker will call and meet you."), icon=":material/check_circle:")
    st.markdown(md("Your receipt number: **{number}**", number=number))
    st.text(t("Please write it down or take a picture. With it you can ask how things stand, or withdraw."))
    if st.button(t("Done"), type="primary", key="receipt-done"):
        state.finish("receipt")
        st.rerun()


def ask() -> None:
    form = Form("ask")
    with form.box():
        number = form.text("receipt", t("Receipt number"), max_chars=12)
        pressed = form.submit(t("Ask"))
    if pressed:
        with rule_errors(form.slots):
            with database.session() as s:
                count_use(s, "receipt", address())
                found = progress(s, number)
            if found is None:
                raise NotFound("receipt_not_found", "receipt")
            state.note("asked", (number, found))
    if asked := state.noted("asked"):
        _answer(*asked)


def _answer(number: str, found: Progress) -> None:
    with st.container(border=True):
        st.text(f"{found.name} · {label(found.status)} · {moment(found.since)}")
        if found.step_key and found.scheme_version_id:
            st.text(t("Step: {step}", step=step_name(database.scheme_of(found.scheme_version_id), found.step_key)))
        if found.note:
            st.text(t("What you are told: {note}", note=found.note))
        if found.is_being_examined:
            st.text(t("Something that was said during the announcement is being examined."))
        if found.status is EntryStatus.WAITING:
            st.text(t("The grid worker has not met you yet."))
    if found.can_withdraw and st.button(t("Withdraw my registration"), key="withdraw-own"):
        with rule_errors():
            with database.session() as s:
                is_known = withdraw_by_receipt(s, receipt=number, address=address())
            if not is_known:
                raise NotFound("receipt_not_found")
            state.finish("asked")
            state.flash(t("Your registration is withdrawn. You can take it up again at the office."))
            st.rerun()


def objection_form(people: list[AnnouncedPerson]) -> None:
    """Anonymous or with a name; either counts the same."""
    form = Form("public-objection")
    shown = {person.application_id: f"{person.name} · {person.unit_name}" for person in people}
    with form.box():
        person = form.choose("person", t("About whom?"), list(shown), shown=shown.__getitem__)
        text = form.lines("text", t("What would you like to tell us?"), max_chars=2000)
        objector = form.text("objector", t("Your name (may stay empty)"), max_chars=50)
        contact = form.text("contact", t("How to reach you (may stay empty)"), max_chars=100)
        st.caption(t("What you write is confidential. The person never learns who wrote it."))
        pressed = form.submit(t("Send"))
    if pressed:
        given = ObjectionIn(person or 0, text, objector, contact)
        with rule_errors(form.slots):
            if person is None:
                raise NotFound("nobody_chosen", "person")
            with database.session() as s:
                object_in_public(s, objection=given, address=address(), request_id=form.id)
            form.done(t("Thank you. It has been received and will be examined."))
