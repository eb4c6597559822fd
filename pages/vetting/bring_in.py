"""Bring in a list of applicants as the office has it: look first, then take in what is sound."""

import streamlit as st

from components.shell import auth
from components.ui import layout
from components.ui.forms import Form
from components.ui.import_flow import Flow
from components.vetting import bring_in
from components.wording.markdown import md, plain
from components.wording.words import t
from db.office.models import ListKind
from db.vetting.applicant_import import applicant_columns
from db.vetting.commands.import_applicants import import_applicants
from db.vetting.permissions import VettingPermission

actor = auth.require_page(VettingPermission.IMPORT_APPLICANTS)
layout.back("vetting/applications.py", t("Applicants"))
layout.head(t("Bring in a list"))
hint = t("Titles, merged cells and footers may stay as they are. You see what was understood before anything is saved.")
flow = Flow(
    actor,
    Form("bring_in"),
    before=lambda: st.info(plain(hint)),
    done=lambda n: t("{n} people are registered and wait for the first step.", n=n),
    then="vetting/applications.py",
    titles=(ListKind.APPLICANTS, applicant_columns),
)
if preview := flow.read(lambda s, sheets, _: bring_in.look(s, actor, sheets, flow.form)):
    n_new, n_wrong = len(preview.accepted), len(preview.problem_rows)
    st.markdown(
        md("{n} rows: **{new}** can be registered, {known} are registered already, **{wrong}** need correcting",
          n=preview.n_rows, new=n_new, known=len(preview.known), wrong=n_wrong)
    )  # fmt: skip
    flow.problems(preview, named_by="name")
    take = lambda s, _: import_applicants(s, actor, preview=preview, request_id=flow.form.id)  # noqa: E731
    flow.offer(preview, n_new, t("Register {n} people", n=n_new), take)
