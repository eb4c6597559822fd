"""A visit to somebody looked after by name, written down: three taps and a sentence; the answer says what was saved."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.query_params import asked
from components.visits import named
from components.wording.scheme_terms import members_by_name
from components.wording.words import day, moment, t
from db import clock
from db.actor import Role
from db.visits.commands.named import forget_named_draft, write_named_visit
from db.visits.models.named import NamedVisitIn
from db.visits.permissions import VisitsPermission
from db.visits.queries.named import named_card, named_draft_of
from db.visits.queries.visit_days import own_visit_days

actor = auth.require_page(VisitsPermission.WRITE_VISITS)
card = None
with rule_errors(), database.reading() as s:
    card = named_card(s, actor, asked("member"))
    begun, days = named_draft_of(s, actor, card.member_id), own_visit_days(s, actor)
is_steward, scheme = actor.role is Role.STEWARD, database.scheme()
after = "visits/today.py" if is_steward else "ledger/named_members.py"
layout.back(after, t("My visits") if is_steward else members_by_name(scheme) or t("Households and shops"))
if card is None:
    st.stop()
form = named.resume(card)
given = named.as_begun(form, begun)
layout.head(f"{card.door} · {card.name}", card.unit_name)
if card.need_said:
    st.text(card.need_said)
if given != NamedVisitIn():
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(t("You had begun to write about this person. Please go on."), icon=":material/draft:")
        if st.button(t("Begin anew"), icon=":material/restart_alt:"):
            with database.session() as s:
                forget_named_draft(s, actor, member_id=card.member_id)
            named.forget(form)
            st.rerun()
written = named.fields(form, actor, card.member_id, given, days)
if st.button(t("Save"), type="primary", key=form.key("save"), width="stretch"):
    with rule_errors(form.slots):
        with database.session() as s:
            write_named_visit(s, actor, member_id=card.member_id, visit=written, request_id=form.id)
        named.forget(form)
        said = t("Saved on the office's computer: {door} {name}, visited {day}, written {moment}.", door=card.door,
                 name=card.name, day=day(written.visited_on or clock.today()), moment=moment(clock.now()))  # fmt: skip
        params = {} if is_steward else {"member": str(card.member_id)}
        layout.flash_and_go(said, after if is_steward else "ledger/named_member.py", **params)
named.keep(actor, form, card.member_id, written)
