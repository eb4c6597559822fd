"""One service point: what it is, how it came about, and what can be done about it now."""

import streamlit as st

from components.points import point, staff
from components.shell import auth
from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.query_params import asked
from components.wording.labels import badge
from components.wording.words import t
from db.points.permissions import PointsPermission
from db.points.queries.points import point_facts

actor = auth.require_page(PointsPermission.SEE_POINTS)
layout.back("points/points.py", t("Service points"))
facts, scheme = None, database.scheme()
with rule_errors(), database.reading() as s:
    facts = point_facts(s, actor, asked("point"))
if facts is None:
    st.stop()
layout.head(facts.row.name, badge(facts.row.status))
point.acts(actor, facts.row)
left, right = layout.halves()
with left:
    point.particulars(actor, scheme, facts)
with right:
    if facts.row.status in point.ADOPTED:
        point.opening(actor, facts.row)
        staff.section(actor, scheme, facts.row)
    st.subheader(t("How it came about"), anchor=False)
    point.course(scheme, facts)
