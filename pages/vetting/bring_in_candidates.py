"""Bring in a list of party members who could serve: look first, then take in what is sound."""

import streamlit as st

from components.shell import auth
from components.ui import layout
from components.ui.forms import Form
from components.ui.import_flow import Flow
from components.vetting import bring_in
from components.wording.labels import label
from components.wording.markdown import md, plain
from components.wording.words import t
from db.office.models import ListKind
from db.vetting.candidate_import import candidate_columns
from db.vetting.commands.candidates import take_candidates
from db.vetting.models.candidates import MemberKind
from db.vetting.permissions import VettingPermission

actor = auth.require_page(VettingPermission.IMPORT_CANDIDATES)
layout.back("vetting/candidates.py", t("Candidates"))
layout.head(t("Bring candidates in"))
form = Form("bring_in_candidates")
usual = form.choose("usual", t("Those of whom the list does not say it are"), list(MemberKind), shown=label)
hint = t("Name and where they live are needed; ID number, telephone, age, speciality and employer are taken if they are there. "
         "Somebody on file is known again by the ID number, or by name and telephone.")  # fmt: skip
flow = Flow(
    actor,
    form,
    before=lambda: st.info(plain(hint)),
    done=lambda n: t("{n} candidates are taken in.", n=n),
    then="vetting/candidates.py",
    titles=(ListKind.CANDIDATES, candidate_columns),
)
if preview := flow.read(lambda s, sheets, _: bring_in.look_at_candidates(s, actor, sheets, form, usual)):
    n_new, n_wrong = len(preview.accepted), len(preview.problem_rows)
    st.markdown(
        md("{n} rows: **{new}** can be taken in, {known} are on file already, {serving} are stewards or applicants, "
           "**{wrong}** need correcting",
          n=preview.n_rows, new=n_new, known=len(preview.known), serving=len(preview.serving), wrong=n_wrong)
    )  # fmt: skip
    flow.problems(preview, named_by="name")
    take = lambda s, _: take_candidates(s, actor, preview=preview, request_id=form.id)  # noqa: E731
    flow.offer(preview, n_new, t("Take {n} candidates in", n=n_new), take)
