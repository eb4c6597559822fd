"""Rounds under way and closed; one is made in a minute. The coming knock-on-doors day is offered on top."""

import streamlit as st

from components import auth, data, knock_days, layout, round_form, round_list, tables
from components.words import t
from db.permissions import Permission
from db.visits.models.rounds import RoundStatus
from db.visits.queries.rounds import count_rounds, rounds

actor = auth.require_page(Permission.PLAN_VISITS)
scheme = data.scheme()
with data.reading() as s:
    rows = rounds(s, actor, RoundStatus.OPEN, offset=tables.offset("rounds-open"), limit=tables.per_page())
    n_rows = count_rounds(s, actor, RoundStatus.OPEN)
layout.head(t("Rounds"), t("**{n}** under way", n=n_rows))
knock_days.coming(actor, scheme)
views = {"open": t("Under way"), "make": t("Make a round"), "closed": t("Closed rounds")}
view = st.segmented_control(
    t("View"), list(views), default="open", required=True, format_func=views.__getitem__, key="rounds-view",
    label_visibility="collapsed",
)  # fmt: skip
if view == "make":
    round_form.make(actor, scheme)
elif view == "closed":
    round_list.closed(actor)
else:
    round_list.under_way(rows, n_rows)
