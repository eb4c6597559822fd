"""Appointments: who can be appointed today, and what keeps the others."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, moves, tables
from components.ui.errors import rule_errors
from components.ui.forms import Form, ask_once
from components.vetting.announcement_days import said_of_short_ones
from components.vetting.decide_bar import say_outcome
from components.wording.labels import role_title
from components.wording.markdown import md, plain
from components.wording.scheme_terms import category_name, steward_title
from components.wording.words import day, language, t
from db import clock
from db.vetting.commands.appoint import appoint
from db.vetting.permissions import VettingPermission
from db.vetting.queries.announcements import AppointeeRow, appointees

actor = auth.require_page(VettingPermission.APPOINT)
scheme, form = database.scheme(), Form("appoint")
with database.reading() as s:
    rows = appointees(s, actor, clock.today())
    too_short = said_of_short_ones(s, actor, {row.announcement_id for row in rows if row.bar != "days"})
n_ready = sum(row.bar == "" for row in rows)
layout.head(t("Appointments"), md("**{n}** people can be appointed", n=n_ready))
for said in too_short:
    st.warning(plain(said), icon=":material/event_busy:")
BARS = {
    "": t("can be appointed"),
    "open": t("an objection is being examined"),
    "upheld": t("an objection was upheld"),
}


def bar_text(row: AppointeeRow) -> str:
    return BARS.get(row.bar) or t("announced until {day}", day=day(row.ends_on))


ticked = tables.table(
    [
        {
            t("Name"): row.name,
            t("Place"): row.unit_name,
            t("Category"): category_name(scheme, row.category),
            t("State"): bar_text(row),
        }
        for row in rows
    ],
    marks=[(row.application_id, row.version, row.bar) for row in rows],
    key=form.key("people"),
    empty=t("Nobody is announced. Whoever has been announced appears here."),
)


def press() -> None:
    with rule_errors():
        seen = {row.application_id: row.version for row in chosen}
        with database.session() as s:
            outcome = appoint(s, actor, seen=seen, request_id=form.id)
        form.forget()
        say_outcome(outcome, {row.application_id: row.name for row in rows}, "{n} people are appointed. Print their cards.")
        st.rerun()


decider = scheme.appointment.decider
chosen = [rows[index] for index in ticked]
if rows and actor.role is not decider:
    st.info(md("Appointing is the task of: {role}.", role=role_title(decider, scheme, language())))
elif chosen:
    title = steward_title(scheme)
    years = t("The term is {n} years from today.", n=scheme.steward.term_years)
    st.caption(plain(years))
    if st.button(md("Appoint {n} people as {title}", n=len(chosen), title=title), type="primary", key=form.key("press")):
        ask_once(t("Appoint"), t("Each gets a number and a card. {years}", years=years), press)
elif n_ready:
    st.caption(t("Tick whoever is to be appointed; the box at the top ticks all."))
if st.button(t("Print cards"), icon=":material/print:"):
    moves.go("vetting/cards.py")
