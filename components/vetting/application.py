"""What can be done with one application beside deciding its step: opinions, correction, withdrawal, standing aside."""

import streamlit as st
from sqlmodel import Session

from components.ui import full_numbers, layout, moves
from components.ui.forms import Form, act, press
from components.vetting import kin
from components.wording.labels import label
from components.wording.markdown import plain
from components.wording.scheme_terms import category_name, named
from components.wording.words import document_day, moment, month, t
from db import clock
from db.actor import Actor
from db.id_numbers import age_on
from db.permissions import allows
from db.scheme import Scheme
from db.vetting.commands.disclosures import show_numbers_of_applicant
from db.vetting.commands.register import take_up_again, withdraw
from db.vetting.models.applications import Status
from db.vetting.permissions import VettingPermission
from db.vetting.queries.applications import ApplicationFacts

UNDER_WAY = (Status.WAITING, Status.RETURNED, Status.CLEARED, Status.ANNOUNCED)


def particulars(scheme: Scheme, facts: ApplicationFacts) -> None:
    born = t("{day}, {n} years old", day=document_day(facts.birth_date), n=age_on(facts.birth_date, clock.today()))
    layout.facts({
        t("Place"): facts.unit_name,
        t("Category"): category_name(scheme, facts.category),
        t("How the person came"): named(scheme.entry_ways, facts.entry_way),
        t("Sex"): label(facts.sex),
        t("Born"): born,
        t("ID number"): facts.id_number,
        t("Telephone"): facts.phone,
        t("Political status"): label(facts.political),
        t("Joined the party"): month(facts.party_joined),
        t("Ethnic group"): facts.nation,
        t("Education"): facts.education,
        t("Occupation"): facts.occupation,
        t("Employer"): facts.employer,
        t("Party organisation"): facts.party_organisation,
        t("Speciality"): facts.speciality,
        t("Recommended by"): facts.recommender,
        t("Remark"): facts.remark,
        t("Registered"): f"{label(facts.source)} · {moment(facts.registered_at)}",
        t("Receipt number"): facts.receipt,
    })  # fmt: skip


def numbers(actor: Actor, facts: ApplicationFacts) -> None:
    def opened(s: Session, _reason: str) -> tuple[str, str]:
        full = show_numbers_of_applicant(s, actor, application_id=facts.id)
        return full.id_number, full.phone

    full_numbers.form(actor, f"application-{facts.id}", opened)


def more(actor: Actor, facts: ApplicationFacts, unit_path: str, *, can_declare_kin: bool) -> None:
    """The rarer acts, each with its own small form."""
    with st.container(horizontal=True):
        if facts.status is not Status.APPOINTED and allows(actor, VettingPermission.REGISTER_APPLICANT):
            _registrar_acts(actor, facts, unit_path)
        if can_declare_kin:
            with st.popover(t("I am related to this person"), icon=":material/family_restroom:"):
                kin.own(actor, facts)


def _registrar_acts(actor: Actor, facts: ApplicationFacts, unit_path: str) -> None:
    if facts.status in (Status.RETURNED, Status.WITHDRAWN, Status.WAITING, Status.CLEARED):
        titles = {Status.RETURNED: t("Correct and hand in again"), Status.WITHDRAWN: ""}
        if title := titles.get(facts.status, t("Correct particulars")):
            is_main = facts.status is Status.RETURNED
            if st.button(plain(title), icon=":material/edit:", type="primary" if is_main else "secondary", key="correct"):
                moves.go("vetting/correct.py", {"application": str(facts.id)})
    if facts.status in UNDER_WAY:
        with st.popover(t("Relatives among reviewers"), icon=":material/family_restroom:"):
            kin.of_applicant(actor, facts, unit_path)
        with st.popover(t("Withdraw"), icon=":material/logout:"):
            _withdrawal(actor, facts)
    if facts.status is Status.WITHDRAWN:
        work = lambda s: take_up_again(s, actor, application_id=facts.id, seen=facts.version)  # noqa: E731
        act(t("Take up again"), work, t("Taken up again, from the first step."), key="take-up", icon=":material/redo:")


def _withdrawal(actor: Actor, facts: ApplicationFacts) -> None:
    form = Form(f"withdraw-{facts.id}")
    st.text(t("At the applicant's own wish. It can be taken up again."))
    note = form.text("note", t("How did the applicant say so?"))
    work = lambda s: withdraw(s, actor, application_id=facts.id, seen=facts.version, note=note)  # noqa: E731
    press(form, t("Withdraw the application"), work, t("The application is withdrawn."), kind="secondary")
