"""The week of a point, as few rows as it has different times: on which days, from when, until when."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from sqlmodel import Session

from components.points.texts import weekly_text
from components.points.time_fields import time_from, time_until
from components.ui import state
from components.ui.forms import Form, press
from components.wording.markdown import md, plain, plainly
from components.wording.words import t, weekday
from db.actor import Actor
from db.points.commands.hours import set_hours
from db.points.opening import Opening, Times
from db.points.queries.points import PointRow

_EVERY, _WORK = (1, 2, 3, 4, 5, 6, 7), (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Line:
    """A time and the weekdays on which it begins; without days it is left out."""

    days: tuple[int, ...]
    opens: int = 9 * 60
    closes: int = 17 * 60 + 30


# What offices begin with.
_USUAL: dict[str, tuple[Line, ...]] = {
    "daily": (Line(_EVERY, 8 * 60, 20 * 60),),
    "work": (Line(_WORK),),
    "halves": (Line(_EVERY, 8 * 60, 11 * 60 + 30), Line(_EVERY, 14 * 60, 17 * 60 + 30)),
}


def lines_of(weekly: Sequence[Times]) -> list[Line]:
    """Each time once, with all its days."""
    days: dict[tuple[int, int], tuple[int, ...]] = {}
    for day, times in enumerate(weekly, 1):
        for pair in times:
            days[pair] = (*days.get(pair, ()), day)
    return [Line(on, opens, closes) for (opens, closes), on in sorted(days.items())]


def weekly_of(lines: Sequence[Line]) -> tuple[Times, ...]:
    return tuple(tuple(sorted({(line.opens, line.closes) for line in lines if day in line.days})) for day in _EVERY)


def draw(actor: Actor, point: PointRow, opening: Opening) -> None:
    form, seen = Form(f"hours-{point.id}"), state.shown_before("hours", point.id, point.version)
    turn, lines = state.noted(form.name) or (0, lines_of(opening.weekly) or [Line(())])
    _usual(form, turn)
    written = [_line(form, turn, n, line) for n, line in enumerate(lines)]
    if st.button(t("One more time"), icon=":material/add:", key=form.key("more")):
        _begin_with(form, turn, [*written, Line(())])
    rests = st.toggle(t("Closed on public holidays"), opening.rests_on_holidays, key=form.key("holidays"))
    weekly = weekly_of(written)
    st.markdown(md("Open: **{hours}**", hours=weekly_text(weekly, but_holidays=rests) or t("no day chosen yet")))
    form.slot("hours")

    def work(s: Session) -> None:
        set_hours(s, actor, point_id=point.id, seen=seen, weekly=weekly, is_closed_on_holidays=rests, request_id=form.id)

    press(form, t("Save the opening hours"), work, t("The opening hours are saved."))


def _usual(form: Form, turn: int) -> None:
    """One press fills the rows in."""
    names = {"daily": t("Every day"), "work": t("Monday to Friday"), "halves": t("Every day, mornings and afternoons")}
    with st.container(horizontal=True):
        for key, name in names.items():
            if st.button(plain(name), key=form.key(key)):
                _begin_with(form, turn, list(_USUAL[key]))


def _begin_with(form: Form, turn: int, lines: list[Line]) -> None:
    """Fields keep what they hold: other lines are drawn under other keys."""
    state.note(form.name, (turn + 1, lines))
    st.rerun()


def _line(form: Form, turn: int, n: int, line: Line) -> Line:
    with st.container(border=True):
        days = st.pills(
            t("On which weekdays?"), _EVERY, selection_mode="multi", default=line.days, format_func=plainly(weekday),
            key=form.key(f"days-{turn}-{n}"),
        )  # fmt: skip
        with st.container(horizontal=True):
            opens = time_from(form.key(f"opens-{turn}-{n}"), line.opens)
            closes = time_until(form.key(f"closes-{turn}-{n}"), line.closes)
    return Line(tuple(sorted(days)), opens, closes)
