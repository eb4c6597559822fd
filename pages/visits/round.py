"""One round: what was met, not met and raised, what was answered, by unit and steward, and the doors that are left."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, moves
from components.ui.errors import rule_errors
from components.ui.forms import ask_once
from components.ui.query_params import asked
from components.visits import round, round_due, rounds
from components.wording.labels import badge
from components.wording.markdown import joined
from components.wording.words import t
from db.visits.commands.rounds import close_round
from db.visits.models.rounds import RoundStatus
from db.visits.permissions import VisitsPermission
from db.visits.queries.round_facts import round_facts

actor = auth.require_page(VisitsPermission.PLAN_VISITS)
layout.back("visits/rounds.py", t("Rounds"))
facts, scheme = None, database.scheme()
with rule_errors(), database.reading() as s:
    facts = round_facts(s, actor, scheme, asked("round"))
if facts is None:
    st.stop()
row = facts.row


def close() -> None:
    with rule_errors():
        with database.session() as s:
            close_round(s, actor, round_id=row.id)
        layout.flash_and_go(t("The round is closed."), "visits/round.py", round=str(row.id))


layout.head(row.name, badge(row.status))
st.markdown(joined(" · ", [row.unit_name, *rounds.kind_and_days(row)]))
if row.status is RoundStatus.OPEN:
    with st.container(horizontal=True):
        if st.button(t("Print the sheets"), icon=":material/print:", type="primary"):
            moves.go("visits/sheets.py", {"round": str(row.id)})
        if row.is_own and st.button(t("Close the round"), icon=":material/stop_circle:"):
            ask_once(t("Close the round"), t("Visits written down later no longer count for it."), close)
round.numbers(row)
left, right = layout.halves()
with left:
    round.raised(scheme, facts)
    round.answers(facts)
with right:
    round.shares(actor, facts)
round_due.listed(actor, row)
