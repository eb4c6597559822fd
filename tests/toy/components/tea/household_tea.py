"""On a household's page: its cups."""

import streamlit as st

from components.ui import database
from components.wording.markdown import md
from db.actor import Actor
from db.ledger.queries.households import HouseholdFacts
from db.tea.models import TeaSum


def draw(_actor: Actor, facts: HouseholdFacts) -> None:
    with database.reading() as s:
        kept = s.get(TeaSum, facts.row.id)
    st.caption(md("Cups of tea: {count}", count=kept.n_cups if kept else 0))
