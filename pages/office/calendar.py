"""Working days: what the program knows, and what the office sets itself."""

from datetime import date, timedelta
from functools import partial

import streamlit as st

from components.shell import auth
from components.ui import database, layout, tables
from components.ui.forms import Form, act
from components.wording.labels import label
from components.wording.markdown import md
from components.wording.words import day as day_text
from components.wording.words import full_day, t
from db import clock, day_bounds
from db.calendar import changed_days, work_calendar
from db.office.commands.calendar import clear_day, set_day
from db.office.permissions import OfficePermission
from db.office.queries import user_names

actor = auth.require_page(OfficePermission.EDIT_CALENDAR)
today, form = clock.today(), Form("calendar")
with database.reading() as s:
    calendar, changed = work_calendar(s), changed_days(s)
    names = user_names(s, [row.made_by for row in changed if row.made_by])
layout.head(t("Working days"))
next_year = date(today.year + 1, 1, 2)
if not calendar.is_known(next_year):
    st.warning(md("The arrangement of {year} is not in the program yet. Until the days that are exchanged are published and "
                 "entered here, weekends and statutory festivals are left out.", year=str(next_year.year)))  # fmt: skip


def said(done: str, n_later: int) -> str:
    """With what the change did to what is running."""
    moved = t("{n} announcements, steps, letters and must-visits end later now. Posters say so when they are printed anew.",
              n=n_later)  # fmt: skip
    return t("{done} {moved}", done=done, moved=moved) if n_later else done


left, right = layout.halves()
with left:
    st.subheader(t("The next four weeks"), anchor=False)
    days = [today + timedelta(days=n) for n in range(28)]
    tables.listing([{t("Day"): full_day(day), t("Kind"): label(calendar.kind(day))} for day in days], key="next-weeks", empty="")
with right:
    st.subheader(t("Set a day"), anchor=False)
    with form.box():
        day = form.day("day", t("Day"), day_bounds.working_day(today), today) or today
        works = {True: t("We work"), False: t("We are off")}
        is_working = form.choose("works", t("What is it?"), list(works), shown=works.__getitem__, value=False)
        note = form.text("note", t("Why (may stay empty)"), max_chars=60)
        st.caption(t("What is running ends later when a day is set off, and stays so when that is taken back. A day that is made "
                     "working counts only for what begins afterwards. Announcements say in public what was "
                     "changed."))  # fmt: skip
        pressed = form.submit(t("Save"))
    if pressed:
        work = lambda s: set_day(s, actor, day=day, is_working=bool(is_working), note=note)  # noqa: E731
        form.save(work, partial(said, t("{day} is set.", day=full_day(day))))
    for row in changed:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            when, who = day_text(clock.local(row.made_at).date()), names.get(row.made_by or 0, "")
            parts = (full_day(row.day), works[bool(row.is_working)], row.note, t("set on {when} by {who}", when=when, who=who))
            st.text(" · ".join(filter(None, parts)), width="stretch")
            work = partial(clear_day, actor=actor, day=row.day)
            back = partial(said, t("{day} is as published again.", day=full_day(row.day)))
            act(t("Take back"), work, back, key=f"clear-{row.day}")
