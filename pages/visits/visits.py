"""Visits so far: found by month, place, outcome and topic; one is opened, the list taken along."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, moves, tables
from components.visits import visits
from components.wording.words import t
from db.permissions import allows
from db.visits.permissions import VisitsPermission
from db.visits.queries.visits import count_visits, find_visits

actor = auth.require_page(VisitsPermission.SEE_VISITS)
scheme = database.scheme()
if allows(actor, VisitsPermission.SEE_VISIT_OVERVIEW):
    layout.back("visits/overview.py", t("Visits at a glance"))
else:
    layout.back("visits/today.py", t("My visits"))
aside = st.empty()
wanted = visits.ask(actor, scheme)
key = f"visits-{hash(wanted)}"
with database.reading() as s:
    rows = find_visits(s, actor, wanted, offset=tables.offset(key), limit=tables.per_page())
    n_rows = count_visits(s, actor, wanted)
with aside.container():
    layout.head(t("Visits so far"), t("**{n}** entries", n=n_rows))
if wanted.steward_id or wanted.household_id:
    narrowed = t("Only of one household.") if wanted.household_id else t("Only of one steward.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(narrowed, width="content")
        if st.button(t("Show all"), icon=":material/filter_alt_off:"):
            st.query_params.clear()
            st.rerun()
ticked = tables.pick(
    [visits.table_row(scheme, row) for row in rows],
    marks=[(row.id, row.version) for row in rows],
    key=key,
    empty=t("No visit fits. Choose another month, or take a filter away."),
)
tables.pager(key, n_rows)
with st.container(horizontal=True):
    if len(ticked) == 1:
        row = rows[ticked[0]]
        if tables.is_card_list() or st.button(t("Open this visit"), icon=":material/open_in_full:", type="primary"):
            moves.go("visits/visit.py", {"id": str(row.id)})
    visits.export(actor, scheme, wanted, n_rows)
