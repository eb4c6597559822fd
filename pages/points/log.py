"""A service is written down at a point in two taps: what, and for whom."""

import streamlit as st

from components.points import log
from components.shell import auth
from components.ui import database, layout
from components.wording.markdown import plain
from components.wording.words import t
from db.permissions import allows
from db.points.permissions import PointsPermission
from db.points.queries.services import log_points, own_last_services

actor = auth.require_page(PointsPermission.LOG_SERVICES)
scheme = database.scheme()
if allows(actor, PointsPermission.KEEP_SERVICE_LOG):
    layout.back("points/services.py", t("Service log"))
with database.reading() as s:
    points = log_points(s, actor)
if not points:
    layout.head(t("Write a service down"))
    st.info(
        plain(t("There is no open service point where you write. Stewards write where they serve: the community enters that."))
    )
    st.stop()
aside = st.container()
point = log.choose(points)
with aside:
    layout.head(t("Write a service down"), point.name)
with database.reading() as s:
    rows = own_last_services(s, actor, point.id)
left, right = layout.halves(3, 2)
with left:
    log.taps(actor, scheme, point)
    log.training(actor, scheme, point)
    log.lead(actor, scheme, point)
with right:
    log.last_lines(actor, scheme, rows)
