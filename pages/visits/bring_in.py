"""Bring a form back that was filled in away from the office: looked at first, taken whole."""

import streamlit as st

from components.shell import auth
from components.ui import layout
from components.ui.forms import Form
from components.ui.import_flow import Flow
from components.visits import bring_in
from components.wording.markdown import plain
from components.wording.words import t
from db.visits.commands.visit_file import take_visits
from db.visits.permissions import VisitsPermission

actor = auth.require_page(VisitsPermission.PLAN_VISITS)
layout.back("visits/sheets.py", t("Paper sheets"))
layout.head(t("Bring a form back"))
hint = t("Download the form under “Paper sheets”, fill it in in Excel or WPS, and bring it back here.")
flow = Flow(
    actor,
    Form("visit-file"),
    before=lambda: st.info(plain(hint)),
    done=lambda n: t("{n} visits are taken in.", n=n),
    is_long=True,
)
if preview := flow.read(bring_in.look(actor)):
    bring_in.summary(preview)
    flow.problems(preview, named_by="door")
    n = len(preview.ready)
    flow.offer(
        preview,
        n,
        t("Take {n} visits in", n=n),
        lambda s, progress: take_visits(s, actor, preview=preview, progress=progress),
        nothing=t("There is no visit in this form that is not on file yet."),
    )
