"""Visits at a glance: a month in four numbers, by unit and month by month; then who was not met, and whom to help."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, query_params
from components.visits import closed_months, months_chart, overview, overview_lists
from components.visits.month_picker import month_text, pick_month
from components.wording.markdown import plainly
from components.wording.words import t
from db import clock
from db.ledger.permissions import LedgerPermission
from db.permissions import allows
from db.visits.checks import month_of
from db.visits.permissions import VisitsPermission
from db.visits.queries.overview import by_unit, count_not_met

actor = auth.require_page(VisitsPermission.SEE_VISIT_OVERVIEW)
aside = st.empty()
this = month_of(clock.today())
month = pick_month("visits-month", query_params.month() or this) or this
with database.reading() as s:
    rows = by_unit(s, actor, month, query_params.place(actor))
    top, below = rows[0], rows[1:]
    n_not_met = count_not_met(s, actor, overview.LONG_DAYS, top.path)
with aside.container():
    layout.head(t("{place}: visits at a glance", place=top.name), month_text(month))
if top.path != actor.unit_path:
    layout.back("visits/overview.py", t("The whole unit"))
pressed = overview.numbers(actor, month, top, n_not_met)
overview.people(actor, database.scheme(), month, top.path)
if pressed:
    query_params.put("show", pressed)
    st.rerun()
views = list(overview_lists.VIEWS) if allows(actor, LedgerPermission.SEE_HOUSEHOLDS) else ["units", "help"]
asked = query_params.key("show", views) or "units"
view = st.segmented_control(
    t("Show"), views, default=asked, required=True, key=f"visits-show-{asked}",
    format_func=plainly(lambda key: t(overview_lists.VIEWS[key])), label_visibility="collapsed",
)  # fmt: skip
if view == "units":
    left, right = layout.halves(3, 2)
    with left:
        overview.units(below)
        closed_months.draw(actor, top.path)
    with right:
        months_chart.draw(actor, top.path)
elif view == "not_met":
    overview_lists.not_met(actor, top.path, overview.LONG_DAYS)
elif view == "help":
    overview_lists.stewards(actor, month, top.path)
else:
    overview_lists.moved(actor, top.path)
