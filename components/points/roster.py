"""A point's week on the screen: a line a day with who comes, gaps in red and in words, and a turn put in few taps."""

from datetime import date, time, timedelta

import streamlit as st

from components.points.turn_texts import length_text, open_text, time_text
from components.ui.forms import Form, act, press
from components.wording.markdown import Markdown, joined, marked, md, plain, plainly
from components.wording.words import full_day, short_day, t
from db import clock
from db.actor import Actor
from db.points.commands.roster import put_duty, take_off_duty
from db.points.models.staff import DutyIn
from db.points.queries.roster import DutyRow, RosterDay, RosterWeek, monday_of
from db.points.queries.staff import StaffRow
from db.points.turns import Turn, in_shifts

_MINUTES = 1440
# The week before, this one, and those for which rosters are made.
_WEEKS = (-1, 0, 1, 2, 3)
_OTHER = "other"


def choose_week() -> date:
    """The Monday."""
    first = monday_of(clock.today())
    names = {-1: t("Last week"), 0: t("This week"), 1: t("Next week")}
    days = {n: first + timedelta(weeks=n) for n in _WEEKS}
    chosen = st.segmented_control(
        t("Which week?"), _WEEKS, default=0, required=True, key="roster-week", label_visibility="collapsed",
        format_func=plainly(lambda n: names.get(n) or t("From {day}", day=short_day(days[n]))),
    )  # fmt: skip
    return days[chosen]


def headline(week: RosterWeek) -> None:
    """From when to when, and how much is missing."""
    days = t("{first} to {last}", first=full_day(week.days[0].day), last=full_day(week.days[-1].day, with_year=False))
    n_gaps = sum(len(day.gaps) for day in week.days)
    if not any(day.open for day in week.days):
        said = plain(t("Not open in this week."))
    elif n_gaps:
        missing = length_text(week.n_missing)
        said = md(":red[:material/error: **{n}** gaps, {length} in all without anybody]", n=n_gaps, length=missing)
    else:
        said = md(":green[:material/check_circle: No gap]")
    st.markdown(joined("　", [days, said]))


def draw_day(actor: Actor, week: RosterWeek, day: RosterDay, people: list[StaffRow]) -> None:
    is_past = day.day < clock.today()
    with st.container(border=True, key=f"day-{day.day}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(_title(day)), width="stretch")
            if people and day.open and not is_past:
                with st.popover(t("Put a turn"), icon=":material/add:"):
                    _put(actor, week.point.id, day, people)
        for duty in day.duties:
            _duty(actor, duty)
        for gap in day.gaps:
            st.markdown(md(":red[:material/person_off: **{time}** nobody comes]", time=time_text(gap)))


def _title(day: RosterDay) -> Markdown:
    name = full_day(day.day, with_year=False)
    if not day.open:
        return marked("**{day}** :gray[{said}]", day=name, said=t("not open"))
    today = marked(":blue-badge[{said}]", said=t("today")) if day.day == clock.today() else ""
    return joined("　", [marked("**{day}** :gray[{said}]", day=name, said=open_text(day.open)), today])


def _duty(actor: Actor, duty: DutyRow) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"duty-{duty.id}"):
        gone = "" if duty.is_here else md(":red[no longer in service, will not come]")
        st.markdown(joined("　", [marked("{time} **{name}**", time=time_text(duty.turn), name=duty.name), gone]), width="stretch")
        if duty.turn.ends_at > clock.now():
            said = t("Taken off: {name}, {time}.", name=duty.name, time=time_text(duty.turn))
            act(t("Take off"), lambda s: take_off_duty(s, actor, duty_id=duty.id), said, key=f"off-{duty.id}", kind="tertiary")


def _put(actor: Actor, point_id: int, day: RosterDay, people: list[StaffRow]) -> None:
    """Who, and which of the gaps; any other time by hand."""
    form, names = Form(f"put-{point_id}-{day.day}"), {one.id: one.name for one in people}
    who = st.pills(
        t("Who comes?"), list(names), default=next(iter(names)) if len(names) == 1 else None, key=form.key("who"),
        format_func=plainly(names.__getitem__),
    )  # fmt: skip
    form.slot("staff")
    turn = _when(form, day)
    for field in ("day", "closes"):
        form.slot(field)
    given = DutyIn(staff_id=who, on_day=day.day, opens=turn.opens, closes=turn.closes)
    said = t("{name} comes on {day}, {time}.", name=names.get(who or 0, ""), day=full_day(day.day), time=time_text(turn))
    press(form, t("Put on the roster"), lambda s: put_duty(s, actor, point_id=point_id, duty=given, request_id=form.id), said)


def _when(form: Form, day: RosterDay) -> Turn:
    shifts = in_shifts(day.gaps)
    offered = {str(n): turn for n, turn in enumerate(sorted({*day.gaps, *shifts}) or day.open)}
    chosen = st.pills(
        t("When?"), [*offered, _OTHER], default="0", required=True, key=form.key("when"),
        format_func=plainly(lambda key: time_text(offered[key]) if key in offered else t("Another time")),
    )  # fmt: skip
    return offered[chosen] if chosen in offered else _by_hand(form, day)


def _by_hand(form: Form, day: RosterDay) -> Turn:
    """An end that is not after the beginning is one of the next day."""
    first = day.open[0]
    with st.container(horizontal=True):
        begins = st.time_input(t("From"), _time(first.opens), step=900, key=form.key("from"))
        ends = st.time_input(t("Until"), _time(first.closes), step=900, key=form.key("until"))
    opens, closes = (moment.hour * 60 + moment.minute for moment in (begins, ends))
    return Turn(day.day, opens, closes if closes > opens else closes + _MINUTES)


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
