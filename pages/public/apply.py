"""Register by oneself, and ask with the receipt how things stand. No sign-in."""

import streamlit as st

from components.public import receipts
from components.shell import auth
from components.shell.browser import address
from components.ui import database, layout, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.ui.unit_picker import pick_in_public
from components.vetting import applicant_form
from components.wording.markdown import plainly
from components.wording.scheme_terms import steward_title
from components.wording.words import t
from db.errors import Conflict
from db.vetting.commands.entries import submit_entry
from db.vetting.models.applications import ApplicantIn

auth.public_page()
office, scheme = database.office(), database.scheme()
title = steward_title(scheme)
layout.head(t("Register as {title}", title=title), office.name)


def entry_form() -> None:
    form = Form("apply")
    st.text(t("After registering, the grid worker meets you and confirms it. Your data are used for this only."))
    st.subheader(t("Where would you like to serve?"), anchor=False)
    unit = pick_in_public(scheme, key=form.key("unit"))
    form.slot("unit_id")
    id_number = applicant_form.id_field(form)
    with form.box():
        given = applicant_form.fields(form, scheme, id_number, ApplicantIn(), with_recommender=False)
        pressed = form.submit(t("Register"))
    if pressed:
        written = given.model_copy(update={"unit_id": unit.id if unit else None})
        with rule_errors(form.slots):
            with database.session() as s:
                receipt = submit_entry(s, applicant=written, address=address(), request_id=form.id)
            if not receipt:
                raise Conflict("entry_waiting", "id_number")
            form.forget()
            state.note("receipt", receipt)
            st.rerun()


if receipt := state.noted("receipt"):
    receipts.receipt(receipt)
elif office.is_apply_open:
    choice = st.segmented_control(
        t("What would you like to do?"), ["apply", "ask"], default="apply", required=True, key="apply-choice",
        format_func=plainly(lambda key: {"apply": t("Register"), "ask": t("Ask how things stand")}[key]),
    )  # fmt: skip
    entry_form() if choice == "apply" else receipts.ask()
else:
    st.info(t("Registration by oneself is closed at the moment. Please come to the office."))
    receipts.ask()
