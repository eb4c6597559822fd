"""Households of one steward handed over: all or part, to one or several, for good or until a day."""

from datetime import timedelta

import streamlit as st

from components.ledger import coverage_shares
from components.ledger.hand_over import along, load_form, papers
from components.ledger.steward_picker import pick_steward
from components.shell import auth
from components.ui import database, layout, tables
from components.ui.errors import rule_errors
from components.ui.forms import Form, press
from components.ui.query_params import asked, member
from components.wording.markdown import joined, md
from components.wording.scheme_terms import members_by_name
from components.wording.words import t
from db import clock, day_bounds
from db.ledger.commands.assign import hand_over
from db.ledger.models.households import HouseholdKind
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import HouseholdFilter, find_households
from db.ledger.queries.named import NamedFilter, find_named
from db.ledger.queries.stewards import most_for
from db.vetting.queries.stewards import steward_facts

actor = auth.require_page(LedgerPermission.ASSIGN)
scheme = database.scheme()
kind = member("kind", HouseholdKind.FAMILY)
layout.back("ledger/coverage.py", t("Coverage"))
leaving = None
with rule_errors(), database.reading() as s:
    leaving = steward_facts(s, actor, asked("steward"), clock.today())
    rows = find_households(s, actor, HouseholdFilter(kind=kind, steward_id=leaving.row.id), limit=200)
    people = find_named(s, actor, NamedFilter(steward_id=leaving.row.id))[0] if kind is HouseholdKind.FAMILY else []
if leaving is None:
    st.stop()
form = Form(f"hand-over-{leaving.row.id}")
whom = md("**{n}** {word}", n=len(people), word=members_by_name(scheme)) if people else ""
layout.head(t("Hand over from {name}", name=leaving.row.name), joined(" · ", [md("**{n}** households", n=len(rows)), whom]))
with st.popover(t("Lighter load"), icon=":material/spa:"):
    load_form(actor, leaving.row.id, most_for(scheme, kind))
if kind is HouseholdKind.FAMILY and rows:
    coverage_shares.clear_of_steward(actor, scheme, leaving.row.id)
ticked = tables.table(
    [{t("Door"): row.door, t("Head"): row.name, t("Belongs to"): row.unit_name} for row in rows],
    marks=[(row.id, row.steward_id) for row in rows],
    key=form.key("households"),
    empty=t("Nobody is left to hand over."),
)
chosen = [rows[index] for index in ticked] or rows
if rows:
    st.caption(t("Nothing ticked: all of them. To share them out, tick some, hand them over, and go on with the rest."))
if rows or people:
    to = pick_steward(actor, scheme, kind, leaving.row.unit_path, key=form.key("to"), but=leaving.row.id)
    spans = {"good": t("For good"), "until": t("Until a day (stands in)")}
    span = form.choose("span", t("For how long?"), list(spans), shown=spans.__getitem__, value="good")
    until = None
    if span == "until":
        usual = clock.today() + timedelta(days=30)
        until = form.day("until", t("Until which day?"), day_bounds.stand_in(clock.today()), usual)
    given, members = {row.id: to for row in chosen}, dict.fromkeys(along(form, scheme, people, for_good=until is None), to)
    work = lambda s: hand_over(  # noqa: E731
        s, actor, from_id=leaving.row.id, given=given, members=members, until=until, request_id=form.id
    )
    title, said = t("Hand {n} households over", n=len(chosen)), t("{n} households are handed over.", n=len(chosen))
    if members:
        title, said = (
            t("Hand over to others"),
            t("Handed over: {n} households, {people} people.", n=len(chosen), people=len(members)),
        )
    press(form, title, work, said, disabled=to is None)
    papers(actor, scheme, leaving.row, rows, chosen, people, list(members))
