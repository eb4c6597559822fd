"""A steward's day: how far the month is in words, then a card a door with what is due and one red button."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, moves
from components.visits import today
from components.wording.markdown import joined, md
from components.wording.scheme_terms import members_by_name
from components.wording.words import t
from db.visits.permissions import VisitsPermission
from db.visits.queries.day_list import count_households, day_list
from db.visits.queries.named import NamedCard, named_list

actor = auth.require_page(VisitsPermission.WRITE_VISITS)
scheme = database.scheme()
with database.reading() as s:
    households, people = day_list(s, actor), named_list(s, actor)
    n_households = count_households(s, actor)
whom = md("**{n}** {word}", n=len(people), word=members_by_name(scheme)) if people else ""
layout.head(t("Hello, {name}", name=actor.name), joined(" · ", [md("**{n}** households", n=n_households), whom]))
today.progress(actor)
today.own_people(actor, scheme)
cards = sorted([*households, *people], key=lambda card: card.need)
if not cards:
    st.info(t("No households have been given to you yet. The community office does that; please ask there."))
if n_households > len(households):
    st.caption(md("The {n} that need a visit most stand here.", n=len(households)))
for card in cards:
    today.draw_named(scheme, card) if isinstance(card, NamedCard) else today.draw(scheme, card)
moves.link("visits/visits.py", t("Visits so far"), "list")
if cards:
    st.caption(t("A paper sheet is just as good: please hand it in at the community office."))
