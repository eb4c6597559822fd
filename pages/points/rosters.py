"""Where somebody will be missing in the next days; and the way to every roster."""

import streamlit as st

from components.points import rosters
from components.shell import auth
from components.ui import database, layout
from components.wording.markdown import md
from components.wording.words import t
from db.points.permissions import PointsPermission
from db.points.queries.my_duties import swaps_to_answer
from db.points.queries.roster import gaps_ahead
from db.points.queries.staff import put_forward

actor = auth.require_page(PointsPermission.KEEP_ROSTER)
n_days = database.scheme().points.looks_ahead_days
with database.reading() as s:
    missing, waiting, swaps = gaps_ahead(s, actor), put_forward(s, actor), swaps_to_answer(s, actor)
layout.head(t("Duty rosters"))
rosters.waiting(actor, waiting)
rosters.swaps(actor, swaps)
st.subheader(md("Gaps until {day}", day=rosters.last_day(n_days)), anchor=False)
rosters.gaps(missing)
st.subheader(t("All rosters"), anchor=False)
rosters.every(actor)
