"""At the desk: one form, one column."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout
from components.ui.forms import Form
from components.ui.unit_picker import pick_for
from components.vetting import applicant_form, lookalikes
from components.wording.words import t
from db.vetting.commands.register import register
from db.vetting.models.applications import ApplicantIn
from db.vetting.permissions import VettingPermission

actor = auth.require_page(VettingPermission.REGISTER_APPLICANT)
scheme = database.scheme()
layout.back("vetting/applications.py", t("Applicants"))
layout.head(t("Register an applicant"))

form = Form("register")
column, _ = st.columns([3, 1]) if not layout.is_narrow() else (st.container(), None)
with column:
    unit = pick_for(actor, scheme, key=form.key("unit"))
    form.slot("unit_id")
    id_number = applicant_form.id_field(form)
    with form.box():
        given = applicant_form.fields(form, scheme, id_number, ApplicantIn())
        override = lookalikes.reason(form, actor)
        pressed = form.submit(t("Register"))
if pressed:
    written = given.model_copy(update={"unit_id": unit.id if unit else None})
    work = lambda s: register(s, actor, applicant=written, override=override, request_id=form.id)  # noqa: E731
    said = t("{name} is registered and waits for the first step.", name=written.name)
    form.save(work, said, asking=lookalikes.asked(form, actor))
