"""One visit, written down: the promise first, then taps; one press saves, and the answer says what was saved."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.query_params import asked
from components.visits import write
from components.wording.words import day, moment, t
from db import clock
from db.visits.commands.photos import add_photo
from db.visits.commands.write import forget_draft, write_visit
from db.visits.models.visits import VisitIn
from db.visits.permissions import VisitsPermission
from db.visits.queries.day_list import day_list, household_card
from db.visits.queries.drafts import draft_of
from db.visits.queries.rounds import open_rounds_of
from db.visits.queries.visit_days import own_visit_days

actor = auth.require_page(VisitsPermission.WRITE_VISITS)
scheme, card = database.scheme(), None
with rule_errors(), database.reading() as s:
    card = household_card(s, actor, asked("household"))
    begun, others = draft_of(s, actor, card.household_id), day_list(s, actor)
    rounds, days = open_rounds_of(s, actor, card.household_id), own_visit_days(s, actor)
layout.back("visits/today.py", t("My visits"))
if card is None:
    st.stop()
form = write.resume(f"visit-{card.household_id}", card)
given = write.as_begun(form, begun[0] if begun else None)
layout.head(f"{card.door} · {card.name}", card.unit_name)
if given.household_ids:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(t("You had begun to write this. Please go on."), icon=":material/draft:")
        if st.button(t("Begin anew"), icon=":material/restart_alt:"):
            with database.session() as s:
                forget_draft(s, actor, household_ids=[card.household_id])
            write.forget(form)
            st.rerun()
written: VisitIn = write.fields(form, scheme, card, given, others, days, rounds)
photo = write.photo(form, scheme)
if st.button(t("Save"), type="primary", key=form.key("save"), width="stretch"):
    with rule_errors(form.slots):
        with database.session() as s:
            ids = write_visit(s, actor, visit=written, request_id=form.id)
            if photo:
                add_photo(s, actor, visit_id=ids[0], content=photo)
        write.forget(form)
        said = t("Saved on the office's computer: {door} {name}, visited {day}, written {moment}.", door=card.door,
                 name=card.name, day=day(written.visited_on or clock.today()), moment=moment(clock.now()))  # fmt: skip
        layout.flash_and_go(said, "visits/today.py")
write.keep(actor, form, written)
