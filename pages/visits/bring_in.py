"""Bring a form back that was filled in away from the office: looked at first, taken whole."""

import streamlit as st

from components import auth, data, jobs, layout, sheets, state, visit_file_import
from components.errors import rule_errors
from components.forms import Form
from components.words import t
from db.permissions import Permission

actor = auth.require_page(Permission.PLAN_VISITS)
layout.back("visits/sheets.py", t("Paper sheets"))
layout.head(t("Bring a form back"))
form, key = Form("visit-file"), f"visit-file-{actor.user_id}"


def finish(message: str) -> None:
    for name in (key, f"{key}-take"):
        jobs.forget(name)
    form.done(message)


def looked_at(job: jobs.Job) -> None:
    preview = job.outcome
    visit_file_import.looked_at(preview)
    n = len(preview.ready)
    if n and st.button(t("Take {n} visits in", n=n), type="primary", key=form.key("take")):
        with rule_errors():
            data.require_still(state.user())
            jobs.start(f"{key}-take", t("Writing"), visit_file_import.take(actor, preview))
            st.rerun()
    if not n:
        st.info(t("There is no visit in this form that is not on file yet."))
    if st.button(t("Put this form away"), key=form.key("away")):
        finish(t("Nothing was changed."))


if jobs.find(f"{key}-take"):
    done = jobs.show(f"{key}-take")
    if done and done.error is None:
        finish(t("{n} visits are taken in.", n=done.outcome))
    if done and st.button(t("Back to the form")):
        jobs.forget(f"{key}-take")
        st.rerun()
    st.stop()
file = sheets.chosen_file(form)
known = jobs.find(key)
if file and (known is None or known.mark != file.file_id):
    jobs.start(key, t("Reading the file"), visit_file_import.look(actor, file.getvalue()), file.file_id)
job = jobs.show(key)
if job and job.error is None:
    looked_at(job)
elif not file:
    jobs.forget(key) if job else None
    st.info(t("Download the form under “Paper sheets”, fill it in in Excel or WPS, and bring it back here."))
