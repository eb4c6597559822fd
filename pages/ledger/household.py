"""One household or shop: facts at the left, what changed at the right, what can be done now on top."""

import streamlit as st

from components.ledger import household, household_people, household_story, named
from components.shell import auth
from components.ui import database, layout, pieces
from components.ui.errors import rule_errors
from components.ui.pieces import Place
from components.ui.query_params import asked
from components.wording.labels import badge
from components.wording.markdown import joined, md
from components.wording.words import t
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import household_facts
from db.ledger.queries.story import household_story as read_story
from db.ledger.queries.story import origin
from db.permissions import allows

actor = auth.require_page(LedgerPermission.SEE_HOUSEHOLDS)
layout.back("ledger/households.py", t("Households and shops"))
facts, scheme = None, database.scheme()
with rule_errors(), database.reading() as s:
    facts = household_facts(s, actor, asked("household"))
    lines, came = read_story(s, actor, facts.row.id), origin(s, actor, facts.row.id)
if facts is None:
    st.stop()

steward = facts.row.steward_name or t("nobody")
layout.head(facts.row.title or facts.row.door, joined(" ", [badge(facts.status), md("Steward: **{name}**", name=steward)]))
household.acts(actor, scheme, facts)

left, right = layout.halves(2, 3)
with left:
    st.subheader(t("Particulars"), anchor=False)
    household_story.particulars(scheme, facts)
    if facts.row.kind == "family" and (facts.members or allows(actor, LedgerPermission.EDIT_HOUSEHOLDS)):
        st.subheader(t("People at home"), anchor=False)
        household_people.members(actor, facts)
        named.of_household(actor, scheme, facts)
        pieces.draw(Place.HOUSEHOLD_BELOW_PEOPLE, actor, facts)
with right:
    pieces.draw(Place.HOUSEHOLD_ABOVE_STORY, actor, facts)
    st.subheader(t("Changes so far"), anchor=False)
    household_story.story(actor, scheme, lines, came)
