"""Bring a form back that was filled in away from the office: looked at first, taken whole."""

import streamlit as st

from components.shell import auth
from components.ui import background, database, layout, spreadsheets, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.visits import bring_in
from components.wording.words import t
from db.visits.permissions import VisitsPermission

actor = auth.require_page(VisitsPermission.PLAN_VISITS)
layout.back("visits/sheets.py", t("Paper sheets"))
layout.head(t("Bring a form back"))
form, key = Form("visit-file"), f"visit-file-{actor.user_id}"


def finish(message: str) -> None:
    background.forget(key, f"{key}-take")
    form.done(message)


def looked_at(job: background.Job) -> None:
    preview = job.outcome
    bring_in.looked_at(preview)
    n = len(preview.ready)
    if n and st.button(t("Take {n} visits in", n=n), type="primary", key=form.key("take")):
        with rule_errors():
            database.require_still(state.user())
            background.start(f"{key}-take", t("Writing"), bring_in.take(actor, preview))
            st.rerun()
    if not n:
        st.info(t("There is no visit in this form that is not on file yet."))
    if st.button(t("Put this form away"), key=form.key("away")):
        finish(t("Nothing was changed."))


if background.find(f"{key}-take"):
    done = background.show(f"{key}-take")
    if done and done.error is None:
        finish(t("{n} visits are taken in.", n=done.outcome))
    if done and st.button(t("Back to the form")):
        background.forget(f"{key}-take")
        st.rerun()
    st.stop()
file = spreadsheets.chosen_file(form)
known = background.find(key)
if file and (known is None or known.mark != file.file_id):
    background.start(key, t("Reading the file"), bring_in.look(actor, file.getvalue()), file.file_id)
job = background.show(key)
if job and job.error is None:
    looked_at(job)
elif not file:
    background.forget(key) if job else None
    st.info(t("Download the form under “Paper sheets”, fill it in in Excel or WPS, and bring it back here."))
