"""Rounds under way and closed; one is made in a minute. The coming knock-on-doors day is offered on top."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout
from components.visits import knock_day, round_new, rounds
from components.wording.markdown import md, plainly
from components.wording.words import t
from db.visits.models.rounds import RoundStatus
from db.visits.permissions import VisitsPermission

actor = auth.require_page(VisitsPermission.PLAN_VISITS)
scheme = database.scheme()
found = rounds.find(actor, RoundStatus.OPEN)
layout.head(t("Rounds"), md("**{n}** under way", n=found.n_rows))
knock_day.coming(actor, scheme)
views = {"open": t("Under way"), "make": t("Make a round"), "closed": t("Closed rounds")}
view = st.segmented_control(
    t("View"), list(views), default="open", required=True, format_func=plainly(views.__getitem__), key="rounds-view",
    label_visibility="collapsed",
)  # fmt: skip
if view == "make":
    round_new.make(actor, scheme)
elif view == "closed":
    rounds.closed(actor)
else:
    rounds.under_way(found)
