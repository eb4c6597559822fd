"""Announcements: who waits to be announced, what hangs on the wall, the poster."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, tables
from components.ui.errors import rule_errors
from components.ui.forms import Form, ask_once
from components.vetting.announcement import days_explained, detail, list_row
from components.wording.markdown import md
from components.wording.refusals import say_code
from components.wording.scheme_terms import category_name
from components.wording.words import day, full_day, t
from db import clock
from db.calendar import work_calendar
from db.vetting.commands.announce import announce, days_for
from db.vetting.permissions import VettingPermission
from db.vetting.queries.announcements import announcements, cleared_people

actor = auth.require_page(VettingPermission.ANNOUNCE)
scheme, form = database.scheme(), Form("announce")
with database.reading() as s:
    people, posted, calendar = cleared_people(s, actor), announcements(s, actor), work_calendar(s)
layout.head(t("Announcements"), md("**{n}** people wait", n=len(people)))

st.subheader(t("To be announced"), anchor=False)
ticked = tables.table(
    [
        {
            t("Name"): row.name,
            t("Place"): row.unit_name,
            t("Category"): category_name(scheme, row.category),
            t("Passed"): day(clock.local(row.cleared_at).date()),
            t("State"): say_code(row.bar, name=row.name) if row.bar else t("can be announced"),
        }
        for row in people
    ],
    marks=[(row.application_id, row.version, row.bar) for row in people],
    key=form.key("people"),
    empty=t("Nobody waits to be announced. Whoever passes the last review appears here."),
)
chosen = [people[index] for index in ticked]
if people and not chosen:
    st.caption(t("Tick whoever is to be announced; the box at the top ticks all."))


def post() -> None:
    seen = {row.application_id: row.version for row in chosen}
    with rule_errors():
        with database.session() as s:
            announce(s, actor, seen=seen, contact=contact, request_id=form.id)
        form.done(t("{n} people are announced. Print the poster below.", n=len(chosen)))


if chosen:
    last = posted[0].contact if posted else ""
    contact = form.text("contact", t("Where objections can be brought: place and telephone"), last, max_chars=200)
    with database.reading() as s:
        n_days = days_for(s, actor, [row.application_id for row in chosen])
    counted = calendar.count(clock.today(), n_days)
    last_day = full_day(counted[-1].day)
    said = md("Posted today, it runs until **{day}**: {n} working days, the day of posting not counted.", day=last_day, n=n_days)
    days_explained(counted, said)
    if st.button(
        md("Announce the {n} ticked people", n=len(chosen)), type="primary", icon=":material/campaign:", key=form.key("press")
    ):
        sentence = t("{n} people go on the wall and on the public page for {days} working days.", n=len(chosen), days=n_days)
        ask_once(t("Announce"), sentence, post)

if posted:
    st.subheader(t("Announcements so far"), anchor=False)
    rows = [list_row(row, clock.today()) for row in posted]
    marks = [(row.id, row.status) for row in posted]
    if opened := tables.table(rows, marks=marks, key="announcements", mode="single-row", empty=""):
        detail(actor, scheme, posted[opened[0]])
