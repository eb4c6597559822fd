"""One visit as a story: what was found and said at the left, how it was written at the right; mended by who may."""

import streamlit as st

from components import auth, data, layout, visit_correct, visit_story
from components.address import number
from components.errors import rule_errors
from components.words import t
from db.permissions import Permission, allows
from db.visits.commands.correct import may_correct
from db.visits.models.visits import VisitStatus
from db.visits.queries.visits import find_visit, visit_facts

actor = auth.require_page(Permission.SEE_VISITS)
layout.back("visits/visits.py", t("Visits so far"))
wanted, facts, scheme, is_mine = st.query_params.get("id", ""), None, data.scheme(), False
with rule_errors(), data.reading() as s:
    facts = visit_facts(s, actor, number(wanted))
    is_mine = may_correct(actor, scheme, find_visit(s, actor, facts.row.id))
if facts is None:
    st.stop()
layout.head(visit_story.title(facts), visit_story.aside(facts))
stands = facts.row.status is VisitStatus.STANDS
may = stands and is_mine and allows(actor, Permission.WRITE_VISITS)
with st.container(horizontal=True):
    if may:
        visit_correct.withdraw(actor, facts)
    if facts.row.door and st.button(t("Open the household"), icon=":material/home:"):
        st.switch_page("ledger/household.py", query_params={"id": str(facts.row.household_id)})
if may:
    visit_correct.correct(actor, scheme, facts)
elif stands and allows(actor, Permission.WRITE_VISITS):
    days = scheme.visiting.correct_within_days
    st.caption(t("Visits can be corrected by oneself within {days} days. Please ask the grid worker to do it.", days=days))
left, right = layout.halves()
with left:
    visit_story.facts_of(scheme, facts)
    visit_story.raised(scheme, facts)
    visit_story.promises(facts)
    visit_story.photos(actor, facts)
with right:
    visit_story.story(scheme, facts)
