"""The opening hours of a service point: its week, and days that differ."""

import streamlit as st

from components.points import door_notice, hours, hours_week
from components.shell import auth
from components.ui import database, layout, moves, query_params
from components.ui.errors import rule_errors
from components.wording.words import t
from db.permissions import allows
from db.points.permissions import PointsPermission
from db.points.queries.opening import opening_of
from db.points.queries.points import own_point

actor = auth.require_page(PointsPermission.KEEP_ROSTER)
with rule_errors():
    with database.reading() as s:
        point = own_point(s, actor, query_params.asked("point"))
        opening = opening_of(s, actor, point.id)
    moves.link("points/point.py", point.name, "arrow_back", {"point": str(point.id)})
    layout.head(t("Opening hours"), point.name)
    hours.days(actor, point)
    if allows(actor, PointsPermission.MANAGE_POINTS):
        st.subheader(t("The week"), anchor=False)
        hours_week.draw(actor, point, opening)
    st.subheader(t("On the door"), anchor=False)
    door_notice.draw(actor, point)
