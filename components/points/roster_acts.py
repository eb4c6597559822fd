"""What is done with a whole week of a roster: copied, proposed, printed, given up; and swaps that wait for an answer."""

from datetime import date

import streamlit as st

from components.paper.points.roster import roster_docx, roster_pdf
from components.points.turn_texts import turn_text
from components.ui import database, downloads
from components.ui.forms import Form, act, press
from components.wording.markdown import Markdown, md, plain
from components.wording.words import t
from db import clock
from db.actor import Actor
from db.points.commands.roster import copy_week, fill_week, give_up_roster
from db.points.commands.swaps import answer_swap
from db.points.models.staff import DutyIn
from db.points.queries.my_duties import SwapRow, swaps_at
from db.points.queries.roster import RosterWeek, propose_week


def acts(actor: Actor, week: RosterWeek, monday: date) -> None:
    is_coming = week.days[-1].day >= clock.today()
    with st.container(horizontal=True, vertical_alignment="center"):
        if is_coming:
            form = Form(f"copy-{week.point.id}-{monday}")
            work = lambda s: copy_week(s, actor, point_id=week.point.id, monday=monday, request_id=form.id)  # noqa: E731
            copied = lambda n: t("{n} turns copied from the week before.", n=n)  # noqa: E731
            press(form, t("Copy the week before"), work, copied, kind="secondary", icon=":material/content_copy:")
        _print(week)
        if week.since:
            _give_up(actor, week)
    if is_coming and week.n_missing and st.toggle(t("Show a proposal for the gaps"), key="roster-proposal"):
        _proposal(actor, week, monday)


def _proposal(actor: Actor, week: RosterWeek, monday: date) -> None:
    """All have about the same number of hours, and nobody is in two places. It counts with the press only."""
    form = Form(f"fill-{week.point.id}-{monday}")
    with database.reading() as s:
        found = propose_week(s, actor, week.point.id, monday)
    if not found:
        st.info(t("Nobody who serves here is free at these times."))
        return
    with st.container(border=True):
        for one, turn in found:
            st.text(t("{turn}: {name}", turn=turn_text(turn), name=one.name))
        duties = [DutyIn(staff_id=one.id, on_day=turn.day, opens=turn.opens, closes=turn.closes) for one, turn in found]
        work = lambda s: fill_week(s, actor, point_id=week.point.id, duties=duties, request_id=form.id)  # noqa: E731
        press(form, t("Put all {n} turns on the roster", n=len(found)), work, lambda n: t("{n} turns are on the roster.", n=n))


def _print(week: RosterWeek) -> None:
    office, printed = database.office().name, [week.point.name, *(duty.name for day in week.days for duty in day.duties)]
    with st.popover(t("Print"), icon=":material/print:"):
        st.caption(t("For the door or the desk: with names."))
        what = t("Duty roster")
        downloads.pdf(t("Roster (PDF)"), lambda: roster_pdf(office, week), what=what, printed=printed, key="roster-pdf")
        downloads.button(t("Roster (Word)"), lambda: roster_docx(office, week), what=what, kind=downloads.WORD, key="roster-docx")


def _give_up(actor: Actor, week: RosterWeek) -> None:
    with st.popover(t("Keep no roster"), icon=":material/event_busy:"):
        st.caption(t("For a point that needs nobody: the coming turns go, and no gaps are reported any more."))
        work = lambda s: give_up_roster(s, actor, point_id=week.point.id)  # noqa: E731
        act(t("Keep no roster here"), work, t("No roster is kept here any more."), key="give-up-roster")


def swaps(actor: Actor, point_id: int) -> None:
    """Those that wait; for whoever has no account the answer is pressed here, after asking them."""
    with database.reading() as s:
        rows = swaps_at(s, actor, point_id)
    if rows:
        st.subheader(t("Swaps that wait for an answer"), anchor=False)
    for row in rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"swap-{row.id}"):
            st.markdown(plain(said(row)), width="stretch")
            if row.has_account:
                st.caption(t("Answers on their own tablet."))
            else:
                answers(actor, row)


def said(row: SwapRow) -> Markdown:
    one, other, turn = row.from_name, row.to_name, turn_text(row.turn)
    if row.back is None:
        return md("{one} asks **{other}** to take over **{turn}**", one=one, other=other, turn=turn)
    back = turn_text(row.back)
    return md("{one} asks **{other}** to take over **{turn}** for **{back}**", one=one, other=other, turn=turn, back=back)


def answers(actor: Actor, row: SwapRow, *, is_oneself: bool = False) -> None:
    take = lambda s: answer_swap(s, actor, swap_id=row.id, is_taken=True)  # noqa: E731
    refuse = lambda s: answer_swap(s, actor, swap_id=row.id, is_taken=False)  # noqa: E731
    yes, no = (t("I take it over"), t("I cannot")) if is_oneself else (t("Takes it over"), t("Does not"))
    act(yes, take, t("Swapped. The roster is changed."), key=f"swap-yes-{row.id}", kind="primary")
    act(no, refuse, t("Recorded. The roster stays as it is."), key=f"swap-no-{row.id}")
