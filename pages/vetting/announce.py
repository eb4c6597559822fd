"""Announcements: who waits to be announced, what hangs on the wall, the poster."""

import streamlit as st

from components import auth, data, layout, tables
from components.announcements import detail, list_row
from components.days import days_explained
from components.errors import rule_errors
from components.forms import Form
from components.vetting import category_name
from components.words import day, t
from db import clock
from db.calendar import work_calendar
from db.permissions import Permission
from db.vetting.commands.announce import announce
from db.vetting.queries.announcements import announcements, cleared_people

actor = auth.require_page(Permission.ANNOUNCE)
scheme, form = data.scheme(), Form("announce")
with data.reading() as s:
    people, posted, calendar = cleared_people(s, actor), announcements(s, actor), work_calendar(s)
layout.head(t("Announcements"), t("**{n}** people wait", n=len(people)))

st.subheader(t("To be announced"), anchor=False)
ticked = tables.table(
    [
        {
            t("Name"): row.name,
            t("Place"): row.unit_name,
            t("Category"): category_name(scheme, row.category),
            t("Passed"): day(clock.local(row.cleared_at).date()),
        }
        for row in people
    ],
    key=form.key("people"),
    empty=t("Nobody waits to be announced. Whoever passes the last review appears here."),
)
if people:
    chosen = [people[index] for index in ticked] or people
    last = posted[0].contact if posted else ""
    contact = form.text("contact", t("Where objections can be brought: place and telephone"), last, max_chars=200)
    n_days = scheme.announcement.days
    days_explained(calendar.count(clock.today(), n_days), n_days)
    for_all = t("Announce all {n} people", n=len(chosen))
    title = for_all if not ticked else t("Announce the {n} ticked people", n=len(chosen))
    if st.button(title, type="primary", icon=":material/campaign:", key=form.key("press")):
        with rule_errors(form.slots):
            seen = {row.application_id: row.version for row in chosen}
            with data.session() as s:
                announce(s, actor, seen=seen, contact=contact, request_id=form.id)
            form.done(t("{n} people are announced. Print the poster below.", n=len(chosen)))

if posted:
    st.subheader(t("Announcements so far"), anchor=False)
    rows = [list_row(row, clock.today()) for row in posted]
    if opened := tables.table(rows, key="announcements", mode="single-row", empty=""):
        detail(actor, scheme, posted[opened[0]])
