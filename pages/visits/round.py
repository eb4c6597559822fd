"""One round: what was met, not met and raised, what was answered, by unit and steward, and the doors that are left."""

import streamlit as st

from components import auth, data, layout, round_due, round_list, round_view
from components.errors import plain, rule_errors
from components.forms import ask_once
from components.labels import badge
from components.words import t
from db.permissions import Permission
from db.visits.commands.rounds import close_round
from db.visits.models.rounds import RoundStatus
from db.visits.queries.round_facts import round_facts

actor = auth.require_page(Permission.PLAN_VISITS)
layout.back("visits/rounds.py", t("Rounds"))
wanted, facts, scheme = st.query_params.get("id", ""), None, data.scheme()
with rule_errors(), data.reading() as s:
    facts = round_facts(s, actor, scheme, int(wanted) if wanted.isdecimal() and len(wanted) < 10 else 0)
if facts is None:
    st.stop()
row = facts.row


def close() -> None:
    with rule_errors():
        with data.session() as s:
            close_round(s, actor, round_id=row.id)
        layout.flash_and_go(t("The round is closed."), "visits/round.py", id=str(row.id))


layout.head(plain(row.name), badge(row.status))
st.markdown(" · ".join([plain(row.unit_name), *round_list.kind_and_days(row)]))
if row.status is RoundStatus.OPEN:
    with st.container(horizontal=True):
        if st.button(t("Print the sheets"), icon=":material/print:", type="primary"):
            st.switch_page("visits/sheets.py", query_params={"round": str(row.id)})
        if row.is_own and st.button(t("Close the round"), icon=":material/stop_circle:"):
            ask_once(t("Close the round"), t("Visits written down later no longer count for it."), close)
round_view.numbers(row)
left, right = layout.halves()
with left:
    round_view.raised(scheme, facts)
    round_view.answers(facts)
with right:
    round_view.shares(actor, facts)
round_due.listed(actor, row)
