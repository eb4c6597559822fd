"""Visits so far: found by month, place, outcome and topic; one is opened, the list taken along."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, paged_list, query_params
from components.visits import visits
from components.wording.markdown import md, plain
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
found = paged_list.read(
    f"visits-{hash(wanted)}", lambda s, **page: (find_visits(s, actor, wanted, **page), count_visits(s, actor, wanted))
)
with aside.container():
    layout.head(t("Visits so far"), md("**{n}** entries", n=found.n_rows))
if wanted.steward_id or wanted.household_id:
    narrowed = t("Only of one household.") if wanted.household_id else t("Only of one steward.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(plain(narrowed), width="content")
        if st.button(t("Show all"), icon=":material/filter_alt_off:"):
            query_params.clear()
            st.rerun()
chosen = found.pick(
    lambda row: visits.table_row(scheme, row),
    mark=lambda row: (row.id, row.version),
    empty=t("No visit fits. Choose another month, or take a filter away."),
)
with st.container(horizontal=True):
    if len(chosen) == 1:
        paged_list.open_button(t("Open this visit"), "visits/visit.py", visit=chosen[0].id)
    visits.export(actor, scheme, wanted, found.n_rows)
