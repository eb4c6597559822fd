"""Correct an application: after a return everything, and on it goes; while it is under way, what does not change the person."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.ui.query_params import asked
from components.ui.unit_picker import pick_for
from components.vetting import applicant_form
from components.wording.words import t
from db.privacy import mask_id, mask_phone
from db.vetting.commands.register import change_and_resubmit, correct
from db.vetting.models.applications import Status
from db.vetting.permissions import VettingPermission
from db.vetting.queries.applications import application_facts, as_written
from db.vetting.queries.cases import find_case

actor = auth.require_page(VettingPermission.REGISTER_APPLICANT)
stored = None
with rule_errors(), database.reading() as s:
    facts = application_facts(s, actor, asked("application"))
    stored, case = as_written(s, actor, facts.id), find_case(s, actor, facts.id)
if stored is None:
    layout.back("vetting/applications.py", t("Applicants"))
    st.stop()

scheme, is_returned = database.scheme_of(facts.scheme_version_id), facts.status is Status.RETURNED
layout.head(t("Correct: {name}", name=facts.name))
form = Form(f"correct-{facts.id}")
if is_returned:
    unit = pick_for(actor, scheme, key=form.key("unit"), chosen_path=case.unit_path)
    form.slot("unit_id")
    stored = stored.model_copy(update={"unit_id": unit.id if unit else None})
else:
    st.info(t("While it is under way, name, ID number, category and place stay. For those, ask a reviewer to return it."))
id_number = applicant_form.id_field(form, kept=mask_id(stored.id_number))
with form.box():
    given = applicant_form.fields(form, scheme, id_number, stored, kept_phone=mask_phone(stored.phone))
    pressed = form.submit(t("Hand in again") if is_returned else t("Save"))
if pressed:
    with rule_errors(form.slots):
        with database.session() as s:
            if is_returned:
                change_and_resubmit(s, actor, application_id=facts.id, seen=facts.version, applicant=given)
            else:
                correct(s, actor, application_id=facts.id, seen=facts.version, applicant=given)
        form.forget()
        layout.flash_and_go(t("Saved."), "vetting/application.py", application=str(facts.id))
