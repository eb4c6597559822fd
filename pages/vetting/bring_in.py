"""Bring in a list of applicants as the office has it: look first, then take in what is sound."""

import streamlit as st

from components.shell import auth
from components.ui import column_titles, database, layout, spreadsheets, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.wording.words import t
from db.office.models import ListKind
from db.vetting.applicant_import import ApplicantsPreview, applicant_columns, preview_applicants
from db.vetting.commands.import_applicants import import_applicants
from db.vetting.permissions import VettingPermission

actor = auth.require_page(VettingPermission.IMPORT_APPLICANTS)
layout.back("vetting/applications.py", t("Applicants"))
layout.head(t("Bring in a list"))
form = Form("bring_in")


def replacements(preview: ApplicantsPreview) -> dict[str, str]:
    """For each name of a place that is not known: which one is meant."""
    chosen = {}
    for name, known in preview.strangers.items():
        label = t("“{name}” is not known. Which one is meant?", name=name)
        meant = st.selectbox(label, list(known), index=None, key=form.key(f"place-{name}"), placeholder=t("None: leave out"))
        if meant:
            chosen[name] = meant
    return chosen


def look(uploaded: list[spreadsheets.Sheet]) -> ApplicantsPreview:
    with column_titles.asked(actor, ListKind.APPLICANTS, uploaded, applicant_columns), database.reading() as s:
        preview = preview_applicants(s, actor, uploaded)
    if preview.strangers and (chosen := replacements(preview)):
        with database.reading() as s:
            return preview_applicants(s, actor, uploaded, replaced=chosen)
    return preview


with rule_errors():
    if uploaded := spreadsheets.uploaded(form):
        preview = look(uploaded)
        n_new, n_wrong = len(preview.accepted), len(preview.problem_rows)
        n_known = len(preview.known)
        st.markdown(
            t(
                "{n} rows: **{new}** can be registered, {known} are registered already, **{wrong}** need correcting",
                n=preview.n_rows, new=n_new, known=n_known, wrong=n_wrong,
            )
        )  # fmt: skip
        spreadsheets.problems(preview.table, preview.problems, named_by="name")
        with st.container(horizontal=True):
            if n_new and st.button(t("Register {n} people", n=n_new), type="primary", key=form.key("take")):
                with database.session() as s:
                    n_taken = import_applicants(s, actor, preview=preview, request_id=form.id)
                state.flash(t("{n} people are registered and wait for the first step.", n=n_taken))
                form.forget()
                st.switch_page("vetting/applications.py")
            if n_wrong:
                spreadsheets.report_button(preview.table, preview.problem_rows, preview.problems, key=form.key("report"))
    else:
        st.info(t("Titles, merged cells and footers may stay as they are. You see what was understood before anything is saved."))
