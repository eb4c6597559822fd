"""What was done at the service points: found by month, point and thing; sums by month; wrong lines are taken back."""

import streamlit as st

from components.points import services
from components.shell import auth
from components.ui import database, layout, moves, paged_list
from components.wording.markdown import md
from components.wording.words import t
from db.points.permissions import PointsPermission
from db.points.queries.services import count_services, find_services, log_points

actor = auth.require_page(PointsPermission.KEEP_SERVICE_LOG)
scheme = database.scheme()
layout.back("points/points.py", t("Service points"))
aside = st.empty()
with st.container(horizontal=True):
    moves.link("points/log.py", t("Write a service down"), "add_circle")
    moves.link("points/sheets.py", t("Paper lists"), "print")
    moves.link("points/leads.py", t("Leads"), "flag")
with database.reading() as s:
    points = log_points(s, actor)
wanted = services.ask(scheme, points)
found = paged_list.read(
    f"services-{hash(wanted)}", lambda s, **page: (find_services(s, actor, wanted, **page), count_services(s, actor, wanted))
)
with aside.container():
    layout.head(t("Service log"), md("**{n}** lines", n=found.n_rows))
chosen = found.table(
    lambda row: services.table_row(scheme, row),
    mark=lambda row: (row.id, row.is_taken_back),
    empty=t("Nothing is written down here. Choose another month, or take a filter away."),
)
services.acts(actor, chosen)
st.subheader(t("By month"), anchor=False)
services.sums(actor, wanted.point_id)
