"""The duty roster of a point, a week at a time: who comes when, and where nobody does."""

import streamlit as st

from components.points import roster, roster_acts
from components.shell import auth
from components.ui import database, layout, moves
from components.ui.errors import rule_errors
from components.ui.query_params import asked
from components.wording.words import t
from db.points.permissions import PointsPermission
from db.points.queries.roster import week_of
from db.points.queries.staff import staff_of

actor = auth.require_page(PointsPermission.KEEP_ROSTER)
point_id, week = asked("point"), None
if not point_id:
    moves.go("points/rosters.py")
layout.back("points/rosters.py", t("Duty rosters"))
head = st.container()
monday = roster.choose_week()
with rule_errors(), database.reading() as s:
    week, people = week_of(s, actor, point_id, monday), [one for one in staff_of(s, actor, point_id) if one.is_here]
if week is None:
    st.stop()
with head:
    layout.head(t("Duty roster: {name}", name=week.point.name))
roster.headline(week)
if not people:
    st.info(t("Nobody serves here yet. Take somebody on first, on the page of the point."), icon=":material/badge:")
if not people and st.button(t("To the point"), icon=":material/storefront:"):
    moves.go("points/point.py", {"point": str(point_id)})
roster_acts.acts(actor, week, monday)
roster_acts.swaps(actor, point_id)
for day in week.days:
    roster.draw_day(actor, week, day, people)
