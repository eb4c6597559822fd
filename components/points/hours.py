"""When a point is open, for those who look after it: in words, what comes, and closing it for a day or longer."""

from datetime import date, timedelta

import streamlit as st
from sqlmodel import Session

from components.points.texts import hours_text, other_days_text, state_text
from components.points.time_fields import time_from, time_until
from components.ui import database, moves
from components.ui.forms import Form, act, press
from components.wording.markdown import marked, plainly
from components.wording.words import t
from db import clock, day_bounds
from db.actor import Actor
from db.permissions import allows
from db.points.commands.hours import ENDED, end_other_days, put_other_days
from db.points.hours_checks import MOST_WHY
from db.points.models.points import OtherDaysIn
from db.points.opening import Opening, state_at
from db.points.permissions import PointsPermission
from db.points.queries.opening import OtherDaysRow, coming_days, opening_of
from db.points.queries.points import PointRow

_NINE, _FIVE = 9 * 60, 17 * 60


def section(actor: Actor, point: PointRow) -> None:
    """On the point's page: how it stands now, closing it for a day, and the way to its week and its notice."""
    days(actor, point)
    if _may_close(actor, point):
        moves.link("points/hours.py", t("Opening hours and the notice for the door"), "schedule", {"point": str(point.id)})


def _may_close(actor: Actor, point: PointRow) -> bool:
    return point.is_own and point.status not in ENDED and allows(actor, PointsPermission.KEEP_ROSTER)


def days(actor: Actor, point: PointRow) -> None:
    """How it stands now, its weekdays, and the days that differ, each with its end."""
    with database.reading() as s:
        opening, coming = opening_of(s, actor, point.id), coming_days(s, actor, point.id)
    in_words(opening)
    may_close = _may_close(actor, point)
    for row in coming:
        _coming(actor, row, may_end=may_close)
    if may_close:
        with st.container(horizontal=True):
            with st.popover(t("Close it for a day or longer"), icon=":material/door_front:"):
                _close(actor, point)
            with st.popover(t("Other hours for some days"), icon=":material/more_time:"):
                _other_hours(actor, point)


def in_words(opening: Opening) -> None:
    """`● 开到 20:00`, and below it the weekdays."""
    now = state_at(opening, clock.now())
    if now.is_open:
        st.markdown(marked(":green[**● {said}**]", said=state_text(now)))
    else:
        st.markdown(marked("**○ {said}**", said=state_text(now)))
    st.text(hours_text(opening) or t("Nobody has said yet when it is open."))


def _coming(actor: Actor, row: OtherDaysRow, *, may_end: bool) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.text(other_days_text(row.days), width="content")
        if may_end:
            has_begun = row.days.from_on <= clock.today()
            act(t("End it today") if has_begun else t("Drop this plan"), lambda s: end_other_days(s, actor, other_days_id=row.id),
                t("The usual hours hold again."), key=f"end-days-{row.id}")  # fmt: skip


def _close(actor: Actor, point: PointRow) -> None:
    form = Form(f"close-days-{point.id}")
    first, last = _which_days(form)
    why = form.text("why", t("Why? It stands on the public page."), max_chars=MOST_WHY, placeholder=t("e.g. no water"))
    days = OtherDaysIn(from_on=first, until=last, why=why)
    press(
        form, t("Close it"), lambda s: _put(s, actor, point, days, form), t("“{name}” is closed on these days.", name=point.name)
    )


def _other_hours(actor: Actor, point: PointRow) -> None:
    form = Form(f"other-days-{point.id}")
    first, last = _which_days(form)
    with st.container(horizontal=True):
        opens = time_from(form.key("opens"), _NINE)
        closes = time_until(form.key("closes"), _FIVE)
    form.slot("hours")
    why = form.text("why", t("Why? It stands on the public page. It may stay empty."), max_chars=MOST_WHY)
    days = OtherDaysIn(from_on=first, until=last, hours=[[opens, closes]], why=why)
    press(
        form,
        t("Save"),
        lambda s: _put(s, actor, point, days, form),
        t("“{name}” has other hours on these days.", name=point.name),
    )


def _put(s: Session, actor: Actor, point: PointRow, days: OtherDaysIn, form: Form) -> int:
    return put_other_days(s, actor, point_id=point.id, days=days, request_id=form.id)


def _which_days(form: Form) -> tuple[date, date]:
    """Today, tomorrow, from today to a day, or any days to come."""
    today = clock.today()
    tomorrow = today + timedelta(days=1)
    names = {"today": t("Today"), "tomorrow": t("Tomorrow"), "until": t("Until a day, from today"), "days": t("Other days")}
    chosen = st.segmented_control(
        t("On which days?"),
        list(names),
        default="today",
        required=True,
        format_func=plainly(names.__getitem__),
        key=form.key("days"),
    )
    first = tomorrow if chosen == "tomorrow" else today
    if chosen == "days":
        first = form.day("from_on", t("First day"), day_bounds.other_days_start(today), tomorrow) or tomorrow
    last = first
    if chosen in ("until", "days"):
        last = form.day("until", t("Last day"), day_bounds.other_days_end(first), first) or first
    return first, last
