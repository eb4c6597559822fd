"""Meetings: those to come, those that were; one is opened or planned."""

import streamlit as st

from components.decisions import meetings
from components.shell import auth
from components.ui import database, layout, moves, paged_list, query_params
from components.wording.markdown import md, plainly
from components.wording.words import t
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.meetings import count_meetings, find_meetings
from db.permissions import allows

actor = auth.require_page(DecisionsPermission.SEE_MEETINGS)
scheme = database.scheme()
aside = st.empty()
with st.container(horizontal=True):
    if allows(actor, DecisionsPermission.HOLD_MEETINGS) and st.button(
        t("Plan a meeting"), icon=":material/event:", type="primary"
    ):
        moves.go("decisions/plan.py")
    if st.button(t("What was decided"), icon=":material/pending_actions:"):
        moves.go("decisions/decisions.py")
default = query_params.key("view", meetings.VIEWS) or "coming"
view = st.segmented_control(
    t("View"), list(meetings.VIEWS), default=default, required=True, key=f"meetings-view-{default}", label_visibility="collapsed",
    format_func=plainly(lambda key: t(meetings.VIEWS[key][0])),
)  # fmt: skip
statuses = meetings.VIEWS[view][1]
found = paged_list.read(
    f"meetings-{view}", lambda s, **page: (find_meetings(s, actor, statuses, **page), count_meetings(s, actor, statuses))
)
with aside.container():
    layout.head(t("Meetings"), md("**{n}** in all", n=found.n_rows))
chosen = found.pick(
    lambda row: meetings.table_row(scheme, row), mark=lambda row: (row.id, row.version), empty=t("No meeting here.")
)
if len(chosen) == 1:
    paged_list.open_button(t("Open {name}", name=chosen[0].title), "decisions/meeting.py", meeting=chosen[0].id)
