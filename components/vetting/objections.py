"""Reading and examining one objection."""

import streamlit as st
from sqlmodel import Session

from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.forms import Form, press
from components.wording.labels import badge
from components.wording.markdown import md
from components.wording.words import t
from db.actor import Actor
from db.vetting.commands.disclosures import ObjectionText, read_objection
from db.vetting.commands.objections import examine_objection, refuse_after_objection
from db.vetting.models.announcements import ObjectionStatus
from db.vetting.models.applications import Status
from db.vetting.queries.announcements import ObjectionRow
from db.vetting.queries.cases import find_case


def examine(actor: Actor, row: ObjectionRow) -> None:
    """The buttons for one objection that was chosen in the list."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(badge(row.status))
        st.text(t("About {name}", name=row.applicant), width="stretch")
        if st.button(t("Read it (recorded)"), type="primary", key=f"read-{row.id}"):
            with rule_errors():
                with database.session() as s:
                    text = read_objection(s, actor, objection_id=row.id)
                st.dialog(md("Objection to {name}", name=row.applicant), width="medium")(_examine)(actor, row, text)
    if row.status is ObjectionStatus.UPHELD and row.application_status in (Status.ANNOUNCED, Status.CLEARED):
        _end(actor, row)


def _examine(actor: Actor, row: ObjectionRow, text: ObjectionText) -> None:
    st.text(text.text)
    layout.facts({t("Objector"): text.objector or t("anonymous"), t("Contact"): text.contact, t("Finding"): text.finding})
    if row.status is not ObjectionStatus.OPEN:
        return
    form = Form(f"examine-{row.id}")
    finding = form.lines("finding", t("What was found?"), max_chars=1000)
    verdicts = {False: t("Not upheld: appointment goes on"), True: t("Upheld: bars the appointment")}
    verdict = form.choose("verdict", t("Result"), list(verdicts), shown=verdicts.__getitem__)
    work = lambda s: examine_objection(s, actor, objection_id=row.id, is_upheld=bool(verdict), finding=finding)  # noqa: E731
    press(form, t("Record the result"), work, t("The result is recorded."), disabled=verdict is None)


def _end(actor: Actor, row: ObjectionRow) -> None:
    form = Form(f"end-{row.id}")
    note = form.text("note", t("What the applicant is told. It must not hint at who objected."), max_chars=300)

    def work(s: Session) -> None:
        seen = find_case(s, actor, row.application_id).version
        refuse_after_objection(s, actor, application_id=row.application_id, seen=seen, note=note)

    press(form, t("End this application"), work, t("The application is ended."), kind="secondary")
