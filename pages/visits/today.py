"""A steward's day: how far the month is in words, then a card a door with what is due and one red button."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, moves
from components.visits import today
from components.wording.markdown import md
from components.wording.words import t
from db.visits.permissions import VisitsPermission
from db.visits.queries.day_list import day_list

actor = auth.require_page(VisitsPermission.WRITE_VISITS)
scheme = database.scheme()
with database.reading() as s:
    cards = day_list(s, actor)
layout.head(t("Hello, {name}", name=actor.name), md("**{n}** households", n=len(cards)))
today.progress(actor)
if not cards:
    st.info(t("No households have been given to you yet. The community office does that; please ask there."))
for card in cards:
    today.draw(scheme, card)
moves.link("visits/visits.py", t("Visits so far"), "list")
if cards:
    st.caption(t("A paper sheet is just as good: please hand it in at the community office."))
