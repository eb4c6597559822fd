"""Service points by where they stand in their lives; one is opened, wished for, or set up."""

import streamlit as st

from components.points import points, slips
from components.shell import auth
from components.ui import database, layout, moves, paged_list
from components.wording.markdown import md
from components.wording.words import t
from db.permissions import allows
from db.points.permissions import PointsPermission
from db.points.queries.points import count_points, find_points

actor = auth.require_page(PointsPermission.SEE_POINTS)
scheme = database.scheme()
aside = st.empty()
if allows(actor, PointsPermission.PROPOSE_POINTS):
    with st.container(horizontal=True):
        if st.button(t("Wish for one"), icon=":material/lightbulb:", type="primary"):
            moves.go("points/propose.py")
        slips.offer(actor)
        if allows(actor, PointsPermission.KEEP_SERVICE_LOG):
            moves.link("points/services.py", t("Service log"), "list_alt")
wanted = points.ask(actor, scheme)
found = paged_list.read(
    f"points-{hash(wanted)}", lambda s, **page: (find_points(s, actor, wanted, **page), count_points(s, actor, wanted))
)
with aside.container():
    layout.head(t("Service points"), md("**{n}** here", n=found.n_rows))
chosen = found.pick(
    lambda row: points.table_row(scheme, row),
    mark=lambda row: (row.id, row.version),
    empty=t("No service point here. Whoever misses one wishes for it; the office can also set one up by its own decision."),
)
if len(chosen) == 1:
    paged_list.open_button(t("Open {name}", name=chosen[0].name), "points/point.py", point=chosen[0].id)
