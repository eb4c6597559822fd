"""Paper lists of service points: made for one or all, printed, and those that are still out."""

import streamlit as st

from components.points import sheets
from components.shell import auth
from components.ui import database, layout, moves
from components.wording.markdown import plain
from components.wording.words import t
from db.points.permissions import PointsPermission
from db.points.queries.services import log_points

actor = auth.require_page(PointsPermission.KEEP_SERVICE_LOG)
scheme = database.scheme()
layout.back("points/services.py", t("Service log"))
layout.head(t("Paper lists"))
moves.link("points/key_in.py", t("Key a list in"), "keyboard")
with database.reading() as s:
    points = log_points(s, actor)
sheets.just_made(actor, scheme)
if points:
    sheets.make(actor, points)
else:
    st.info(plain(t("No service point is open yet: a list lies at one that is.")))
sheets.that_are_out(actor, scheme)
