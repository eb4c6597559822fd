"""What departments said of one applicant, and what can be done about a missing or an objecting one."""

from collections.abc import Sequence

import streamlit as st

from components.ui import database
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.wording.labels import badge
from components.wording.markdown import joined, marked, md
from components.wording.scheme_terms import named
from components.wording.words import moment, t
from db.actor import Actor
from db.permissions import allows
from db.scheme import Scheme
from db.vetting.commands.disclosures import OpinionText, read_opinions
from db.vetting.commands.opinions import ask_again, excuse_missing
from db.vetting.permissions import VettingPermission
from db.vetting.queries.applications import ApplicationFacts, opinion_progress


def opinions(actor: Actor, scheme: Scheme, facts: ApplicationFacts) -> None:
    """How many departments answered; what they said only on a press, which is recorded."""
    with database.reading() as s:
        progress = opinion_progress(s, actor, facts.id)
    answered = md("Departments: **{answered}** of {n} answered", answered=progress.n_answered, n=progress.n_asked)
    excused = t(", {n} excused", n=progress.n_excused) if progress.n_excused else ""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(joined("", [answered, excused]), width="stretch")
        if allows(actor, VettingPermission.READ_OPINIONS) and st.button(t("Read the opinions (recorded)"), key="read-opinions"):
            with rule_errors():
                with database.session() as s:
                    texts = read_opinions(s, actor, application_id=facts.id)
                st.dialog(md("Opinions on {name}", name=facts.name), width="medium")(_texts)(actor, scheme, texts)


def _texts(actor: Actor, scheme: Scheme, texts: Sequence[OpinionText]) -> None:
    for text in texts:
        with st.container(border=True):
            whose = named(scheme.departments, text.department)
            st.markdown(marked("**{whose}** {badge}", whose=whose, badge=badge(text.status)))
            if text.reason:
                st.text(text.reason)
            if text.excuse:
                st.text(t("Goes on without this reply: {reason}", reason=text.excuse))
            for former in text.former_excuses:
                st.caption(
                    md("Was to go on without this reply, until {at}: {reason} ({name})", at=moment(former.ended_at),
                       reason=former.reason, name=former.user_name)
                )  # fmt: skip
            _opinion_acts(actor, text)


def _opinion_acts(actor: Actor, text: OpinionText) -> None:
    form = Form(f"opinion-{text.opinion_id}")
    if text.may_be_excused and allows(actor, VettingPermission.EXCUSE_MISSING_REPLY):
        reason = form.text("reason", t("Why go on without this reply?"))
        if st.button(t("Excuse this one"), key=form.key("excuse")):
            with rule_errors(form.slots):
                with database.session() as s:
                    excuse_missing(s, actor, opinion_id=text.opinion_id, reason=reason)
                form.done(t("Recorded, for this person and this department."))
    can_ask = text.may_be_asked_again and allows(actor, VettingPermission.ASK_DEPARTMENTS)
    if can_ask and st.button(t("Ask this department again"), key=form.key("again")):
        with rule_errors():
            with database.session() as s:
                ask_again(s, actor, opinion_id=text.opinion_id)
            form.done(t("The department is asked again."))
