"""One announcement: why it ends when it does, its people, its poster, and taking it down."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components.paper.vetting.poster import poster_docx
from components.ui import database, downloads, tables
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.vetting.announcement_days import calendar_said, said_afterwards
from components.wording.labels import label
from components.wording.markdown import Markdown, md, plain
from components.wording.scheme_terms import category_name
from components.wording.words import day, full_day, t
from db import clock
from db.actor import Actor
from db.calendar import CountedDay, work_calendar
from db.scheme import Scheme
from db.vetting.commands.announce import announce_again, withdraw_announcement
from db.vetting.models.announcements import AnnouncementStatus
from db.vetting.queries.announcement_days import AnnouncementDays, days_of
from db.vetting.queries.announcements import AnnouncedPerson, AnnouncementRow, announced_people


def state_of(row: AnnouncementRow, today: date) -> str:
    if row.status is AnnouncementStatus.WITHDRAWN:
        return label(row.status)
    return t("until {day}", day=day(row.ends_on)) if row.is_running(today) else t("over since {day}", day=day(row.ends_on))


def list_row(row: AnnouncementRow, today: date) -> dict[str, str]:
    return {
        t("No."): f"{row.year}-{row.number}",
        t("Place"): row.unit_name,
        t("Posted"): day(row.posted_on),
        t("State"): state_of(row, today),
        t("People"): str(row.n_people),
        t("Not yet appointed"): str(row.n_waiting),
        t("Kept back by an objection"): str(row.n_barred),
    }


def _poster(scheme: Scheme, row: AnnouncementRow) -> bytes:
    with database.reading() as s:
        return poster_docx(database.office(), scheme, row, announced_people(s, row.id), days_of(s, row))


def people_table(scheme: Scheme, people: Sequence[AnnouncedPerson], *, key: str) -> None:
    """All that is public of each."""
    rows = [
        {
            t("Name"): p.name,
            t("Sex"): label(p.sex),
            t("Age"): str(p.age),
            t("Category"): category_name(scheme, p.category),
            t("Place"): p.unit_name,
        }
        for p in people
    ]
    tables.listing(rows, key=key, empty=t("Nobody is left in this announcement."))


def detail(actor: Actor, scheme: Scheme, row: AnnouncementRow) -> None:
    """The people as announced, the poster, and the two acts that are left while it hangs."""
    with database.reading() as s:
        people_table(scheme, announced_people(s, row.id), key=f"announced-{row.id}")
        days = days_of(s, row)
    _changes(row, days)
    with st.expander(t("Until when, and why")):
        days_explained(days.days, md(
            "It runs until **{day}**: {n} working days, the day of posting not counted.",
            day=full_day(row.ends_on), n=row.n_days,
        ))  # fmt: skip
    if row.reason:
        st.text(t("Taken down: {reason}", reason=row.reason))
    if row.status is AnnouncementStatus.WITHDRAWN:
        return
    with st.container(horizontal=True):
        downloads.button(
            t("Download the poster (Word)"), lambda: _poster(scheme, row), kind=downloads.WORD,
            what=t("Announcement {number}", number=f"{row.year}-{row.number}"), type="primary",
        )  # fmt: skip
        with st.popover(t("Take down or run again"), icon=":material/undo:"):
            _take_down(actor, row)


def _changes(row: AnnouncementRow, days: AnnouncementDays) -> None:
    """What the calendar did to it, and what is to be done about that."""
    if said := calendar_said(row, days, with_names=True):
        st.info(plain("\n".join(said)), icon=":material/event:")
    if row.is_running(clock.today()):
        if row.ends_on > row.first_ends_on:
            st.warning(t("Posters of before say an earlier day. Please print it anew and hang it up."))
    elif row.status is AnnouncementStatus.RUNNING and (said := said_afterwards(row, days)):
        st.warning(plain("\n".join(said)), icon=":material/event_busy:")


def _take_down(actor: Actor, row: AnnouncementRow) -> None:
    form = Form(f"take-down-{row.id}")
    st.text(t("The time of an announcement cannot be shortened. Run again, it hangs for the full time."))
    reason = form.text("reason", t("Why?"), max_chars=500)
    if st.button(t("Take down"), key=form.key("down")):
        with rule_errors(form.slots):
            with database.session() as s:
                taken = withdraw_announcement(s, actor, announcement_id=row.id, reason=reason)
            form.done(t("Taken down. {n} people wait to be announced again.", n=len(taken)))
    if st.button(t("Take down and announce again today"), key=form.key("again")):
        with rule_errors(form.slots):
            with database.session() as s:
                announce_again(s, actor, announcement_id=row.id, reason=reason, request_id=form.id)
            form.done(t("Announced again for the full time, from {day}.", day=day(clock.today())))


def days_explained(days: Sequence[CountedDay], said: Markdown) -> None:
    """The last day as it is said, and on a press every day with whether it counts and why."""
    st.markdown(plain(said))
    with database.reading() as s:
        calendar = work_calendar(s)
    if not all(calendar.is_known(counted.day) for counted in days):
        st.warning(t("The arrangement of that year is not in the program: weekends and statutory festivals are left out, "
                     "days that are exchanged are not known. Please check."))  # fmt: skip
    with st.expander(t("Which days count?")):
        tables.listing(
            [
                {
                    t("Day"): full_day(counted.day),
                    t("Counts"): t("counts") if counted.counts else t("does not count"),
                    t("Why"): label(counted.kind),
                }
                for counted in days
            ],
            key=f"days-{days[-1].day}",
            empty="",
        )
