"""One visit as a story: what was found and said at the left, how it was written at the right; mended by who may."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, moves
from components.ui.errors import rule_errors
from components.ui.query_params import asked
from components.visits import correct, visit
from components.wording.markdown import md
from components.wording.words import t
from db.permissions import allows
from db.visits.commands.correct import may_correct
from db.visits.models.visits import VisitStatus
from db.visits.permissions import VisitsPermission
from db.visits.queries.visits import find_visit, visit_facts

actor = auth.require_page(VisitsPermission.SEE_VISITS)
layout.back("visits/visits.py", t("Visits so far"))
facts, scheme, is_mine = None, database.scheme(), False
with rule_errors(), database.reading() as s:
    facts = visit_facts(s, actor, asked("visit"))
    is_mine = may_correct(actor, scheme, find_visit(s, actor, facts.row.id))
if facts is None:
    st.stop()
layout.head(visit.title(facts), visit.aside(facts))
stands = facts.row.status is VisitStatus.STANDS
may = stands and is_mine and allows(actor, VisitsPermission.WRITE_VISITS)
with st.container(horizontal=True):
    if may:
        correct.withdraw(actor, facts)
    if facts.row.door and st.button(t("Open the household"), icon=":material/home:"):
        moves.go("ledger/household.py", {"household": str(facts.row.household_id)})
if may:
    correct.correct(actor, scheme, facts)
elif stands and allows(actor, VisitsPermission.WRITE_VISITS):
    days = scheme.visiting.correct_within_days
    st.caption(md("Visits can be corrected by oneself within {days} days. Please ask the grid worker to do it.", days=days))
left, right = layout.halves()
with left:
    visit.facts_of(scheme, facts)
    visit.raised(scheme, facts)
    visit.promises(facts)
    visit.photos(actor, facts)
with right:
    visit.story(scheme, facts)
