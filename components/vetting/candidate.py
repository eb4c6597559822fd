"""One candidate: what the list said, and the registration form filled with it."""

import streamlit as st
from sqlmodel import Session

from components.ui import database, full_numbers, layout, moves, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.ui.unit_picker import pick_for
from components.vetting import applicant_form, lookalikes
from components.vetting.candidates import age_text
from components.wording.labels import label
from components.wording.markdown import plain
from components.wording.scheme_terms import category_name, named
from components.wording.words import month, t
from db.actor import Actor
from db.permissions import allows
from db.scheme import Scheme
from db.vetting.commands.candidates import can_take_up, remove_candidate, take_up
from db.vetting.commands.disclosures import show_numbers_of_candidate
from db.vetting.models.applications import ApplicantIn
from db.vetting.permissions import VettingPermission
from db.vetting.queries.candidates import CandidateFacts, candidate_as_written


def particulars(facts: CandidateFacts) -> None:
    age = age_text(facts.born)
    layout.facts({
        t("Lives"): f"{facts.unit_name} {facts.door}".strip(),
        t("Kind of party member"): label(facts.kind),
        t("Sex"): label(facts.sex) if facts.sex else "",
        t("Age"): age,
        t("ID number"): facts.id_number,
        t("Telephone"): facts.phone,
        t("Speciality"): facts.speciality,
        t("Employer"): facts.employer,
        t("Party organisation"): facts.party_organisation,
        t("Joined the party"): month(facts.party_joined),
        t("Remark"): facts.remark,
    })  # fmt: skip


def numbers(actor: Actor, facts: CandidateFacts) -> None:
    def opened(s: Session, _reason: str) -> tuple[str, str]:
        full = show_numbers_of_candidate(s, actor, candidate_id=facts.id)
        return full.id_number, full.phone

    if facts.id_number or facts.phone:
        full_numbers.form(actor, f"candidate-{facts.id}", opened)


def removal(actor: Actor, facts: CandidateFacts) -> None:
    if not allows(actor, VettingPermission.IMPORT_CANDIDATES):
        return
    with st.popover(t("Remove from the candidates"), icon=":material/delete:"):
        st.text(t("The entry is deleted for good. An application that was made from it stays."))
        if st.button(t("Delete for good"), key="remove-candidate"):
            with rule_errors():
                with database.session() as s:
                    remove_candidate(s, actor, candidate_id=facts.id)
                layout.flash_and_go(t("The entry is deleted."), "vetting/candidates.py")


def becoming(actor: Actor, facts: CandidateFacts) -> None:
    """The press that makes an applicant, or why there is none."""
    if facts.application_id:
        st.success(t("Has become an applicant."))
        if st.button(t("Open the application"), icon=":material/open_in_full:", type="primary"):
            moves.go("vetting/application.py", {"application": str(facts.application_id)})
    elif facts.is_steward:
        st.info(t("Is a steward already and need not be registered. The entry can be removed."))
    elif facts.is_applicant:
        st.info(t("Is registered in this round already; please go on under “Applicants”. The entry can be removed."))
    elif allows(actor, VettingPermission.REGISTER_APPLICANT):
        _form(actor, facts)


def _form(actor: Actor, facts: CandidateFacts) -> None:
    """One press where the list says all that registration needs; else the form asks for the rest."""
    scheme, form = database.scheme(), Form(f"candidate-{facts.id}")
    with database.reading() as s:
        written = candidate_as_written(s, actor, scheme, facts.id)
        is_complete = can_take_up(s, actor, written)
    st.subheader(t("Make an applicant of this person"), anchor=False)
    if is_complete:
        said = category_name(scheme, written.category), named(scheme.entry_ways, written.entry_way)
        hint = t("The list says all that is needed. Registered as {category}, {way}.", category=said[0], way=said[1])
        st.caption(plain(hint))
        if st.button(t("Register as an applicant"), type="primary", icon=":material/how_to_reg:", key=form.key("at-once")):
            _take_up(actor, facts, form, written)
        with st.expander(t("Look at it first, or correct it"), expanded=state.noted(form.name) is not None):
            _fields(actor, facts, form, scheme, written)
    else:
        st.caption(t("Filled with what the list says. What is missing is asked here; the rules of registration hold."))
        _fields(actor, facts, form, scheme, written)


def _fields(actor: Actor, facts: CandidateFacts, form: Form, scheme: Scheme, written: ApplicantIn) -> None:
    unit = pick_for(actor, scheme, key=form.key("unit"), chosen_path=facts.unit_path)
    form.slot("unit_id")
    id_number = applicant_form.id_field(form, kept=facts.id_number)
    with form.box():
        given = applicant_form.fields(form, scheme, id_number, written, kept_phone=facts.phone)
        override = lookalikes.reason(form, actor)
        pressed = form.submit(t("Register as an applicant"))
    if pressed:
        _take_up(actor, facts, form, given.model_copy(update={"unit_id": unit.id if unit else None}), override)


def _take_up(actor: Actor, facts: CandidateFacts, form: Form, given: ApplicantIn, override: str = "") -> None:
    work = lambda s: take_up(  # noqa: E731
        s, actor, candidate_id=facts.id, applicant=given, override=override, request_id=form.id
    )
    said = t("{name} is registered and waits for the first step.", name=given.name)
    form.save(work, said, asking=lookalikes.asked(form, actor))
