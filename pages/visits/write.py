"""One visit, written down: the promise first, then taps; one press saves, and the answer says what was saved."""

import streamlit as st

from components import auth, data, layout, visit_form
from components.address import number
from components.errors import rule_errors
from components.words import day, moment, t
from db import clock
from db.permissions import Permission
from db.visits.commands.photos import add_photo
from db.visits.commands.write import forget_draft, write_visit
from db.visits.models.visits import VisitIn
from db.visits.queries.day_list import day_list, home_card
from db.visits.queries.drafts import draft_of
from db.visits.queries.rounds import open_rounds_of

actor = auth.require_page(Permission.WRITE_VISITS)
scheme, wanted, card = data.scheme(), st.query_params.get("id", ""), None
with rule_errors(), data.reading() as s:
    card = home_card(s, actor, number(wanted))
    begun, others = draft_of(s, actor, card.household_id), day_list(s, actor)
    asked = open_rounds_of(s, actor, card.household_id)
layout.back("visits/today.py", t("My visits"))
if card is None:
    st.stop()
form = visit_form.resume(f"visit-{card.household_id}", card)
given = visit_form.as_begun(form, begun[0] if begun else None)
layout.head(f"{card.door} · {card.name}", card.unit_name)
if given.household_ids:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(t("You had begun to write this. Please go on."), icon=":material/draft:")
        if st.button(t("Begin anew"), icon=":material/restart_alt:"):
            with data.session() as s:
                forget_draft(s, actor, household_ids=[card.household_id])
            visit_form.forget(form)
            st.rerun()
written: VisitIn = visit_form.fields(form, scheme, card, given, others, asked)
photo = visit_form.photo(form, scheme)
if st.button(t("Save"), type="primary", key=form.key("save"), width="stretch"):
    with rule_errors(form.slots):
        with data.session() as s:
            ids = write_visit(s, actor, visit=written, request_id=form.id)
            if photo:
                add_photo(s, actor, visit_id=ids[0], content=photo)
        visit_form.forget(form)
        said = t("Saved on the office's computer: {door} {name}, visited {day}, written {moment}.", door=card.door,
                 name=card.name, day=day(written.visited_on or clock.today()), moment=moment(clock.now()))  # fmt: skip
        layout.flash_and_go(said, "visits/today.py")
visit_form.keep(actor, form, written)
