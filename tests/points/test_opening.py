"""When a point is open: against a slow reference, and the cases that a reader would ask about."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import clock
from db.calendar import DayKind, WorkCalendar
from db.points.opening import (
    Interval,
    Opening,
    OtherDays,
    State,
    intervals,
    overlapping,
    state_at,
)
from tests.points import reference

DAY = 1440
NINE, NOON, FIVE, EIGHT = 540, 720, 1020, 1200
MONDAY = date(2026, 11, 23)
DAILY = (((NINE, FIVE),),) * 7
AHEAD = 6

# Days around which something happens: weeks, year ends, the leap day, National Day.
DAYS = [date(2026, 11, 22), date(2026, 12, 30), date(2027, 12, 30), date(2028, 2, 27), date(2026, 9, 29), date(2027, 2, 27)]
moments = st.builds(
    lambda day, more, minute, zone: reference.at(day + timedelta(days=more), minute).astimezone(timezone(timedelta(hours=zone))),
    st.sampled_from(DAYS), st.integers(0, 8), st.integers(0, DAY - 1), st.sampled_from([0, 8, -5, 14]),
)  # fmt: skip
# Whole hours, so that times touch; a minute here and there, so that they nearly do.
edges = st.integers(0, 24).map(lambda hour: hour * 60) | st.integers(0, DAY)
times = st.builds(lambda opens, long: (opens % DAY, opens % DAY + max(long, 1)), edges, edges)
days_of_times = st.lists(times, max_size=3)


@st.composite
def plans(draw):
    weekly = {weekday: draw(days_of_times) for weekday in draw(st.sets(st.integers(1, 7)))}
    start = draw(st.sampled_from(DAYS))
    others = [
        (start + timedelta(days=first), start + timedelta(days=first + long), draw(days_of_times | st.just([])))
        for first, long in draw(st.lists(st.tuples(st.integers(-2, 10), st.integers(0, 5)), max_size=4))
    ]
    holidays = {start + timedelta(days=n) for n in draw(st.sets(st.integers(-2, 10), max_size=4))}
    return {"weekly": weekly, "others": others, "holidays": holidays}


def opening_of(plan):
    return Opening(
        tuple(tuple(plan["weekly"].get(weekday, ())) for weekday in range(1, 8)),
        tuple(OtherDays(first, last, tuple(hours)) for first, last, hours in plan["others"]),
        plan["holidays"].__contains__,
    )


def _on_the_wall(moment):
    return reference.wall_clock(moment) if moment else None


@settings(max_examples=400, deadline=None)
@given(plans(), moments)
def test_open_or_not_and_until_when_is_what_looking_at_every_minute_says(plan, moment):
    state, (day, minute) = state_at(opening_of(plan), moment, looks_ahead=AHEAD), reference.wall_clock(moment)
    assert state.is_open == reference.is_open(plan, day, minute)
    change = reference.next_change(plan, moment, AHEAD + 2)
    said = state.until if state.is_open else state.opens_at
    if said is not None:
        assert _on_the_wall(said) == change
    else:
        # Nothing is said only of what lies beyond the days that are looked at.
        assert change is None or change >= (day + timedelta(days=AHEAD), 0)


@settings(max_examples=200, deadline=None)
@given(plans(), moments)
def test_a_running_closure_ends_with_the_last_day_that_is_closed(plan, moment):
    state, (day, _) = state_at(opening_of(plan), moment, looks_ahead=AHEAD), reference.wall_clock(moment)
    if not state.is_open:
        assert state.last_day == reference.closed_until(plan, day)


@settings(max_examples=120, deadline=None)
@given(plans(), st.sampled_from(DAYS), st.integers(0, 3))
def test_the_intervals_of_days_hold_exactly_the_minutes_at_which_it_is_open(plan, first, long):
    last = first + timedelta(days=long)
    found = intervals(opening_of(plan), first, last)
    held = {
        reference.wall_clock(one.start + timedelta(minutes=n))
        for one in found
        for n in range(round((one.end - one.start).total_seconds() / 60))
    }
    days = [first + timedelta(days=n) for n in range(long + 1)]
    assert held == {(day, minute) for day in days for minute in range(DAY) if reference.is_open(plan, day, minute)}
    assert all(before.end < after.start for before, after in zip(found, found[1:], strict=False))


@settings(max_examples=200, deadline=None)
@given(st.lists(days_of_times, min_size=7, max_size=7))
def test_hours_overlap_when_two_begin_so_that_both_hold_a_minute(weekly):
    held: dict[int, int] = {}
    for n, day in enumerate(weekly):
        for opens, closes in day:
            for minute in range(n * DAY + opens, n * DAY + closes):
                held[minute % (7 * DAY)] = held.get(minute % (7 * DAY), 0) + 1
    assert (overlapping([tuple(day) for day in weekly]) is not None) == (max(held.values(), default=0) > 1)


def _at(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=clock.CHINA)


def test_hours_that_touch_are_one_and_a_day_and_night_without_a_gap_has_no_end():
    two = Opening((((NINE, NOON), (NOON, FIVE)),) * 7)
    assert state_at(two, _at(MONDAY, 10)) == State(is_open=True, until=_at(MONDAY, 17))
    assert state_at(Opening((((0, DAY),),) * 7), _at(MONDAY, 3)) == State(is_open=True)


def test_the_night_of_sunday_reaches_into_monday():
    sunday = Opening(((),) * 6 + (((EIGHT, DAY + 120),),))
    assert state_at(sunday, _at(MONDAY, 1, 59)) == State(is_open=True, until=_at(MONDAY, 2))
    assert state_at(sunday, _at(MONDAY, 2)).opens_at == _at(date(2026, 11, 29), 20)


def test_a_closure_leaves_the_night_that_began_before_it_and_takes_its_own():
    nightly = Opening((((EIGHT, DAY + 120),),) * 7, (OtherDays(MONDAY, MONDAY, why="检修"),))
    assert state_at(nightly, _at(MONDAY, 1)).is_open
    state = state_at(nightly, _at(MONDAY, 21))
    assert (state.is_open, state.last_day, state.why) == (False, MONDAY, "检修")
    assert state_at(nightly, _at(MONDAY + timedelta(days=1), 1)).opens_at == _at(MONDAY + timedelta(days=1), 20)


def test_of_two_that_name_a_day_the_later_written_counts():
    week = MONDAY + timedelta(days=6)
    closed, then_open = OtherDays(MONDAY, week), OtherDays(MONDAY, MONDAY, ((NOON, FIVE),))
    assert state_at(Opening(DAILY, (closed, then_open)), _at(MONDAY, 13)).is_open
    assert not state_at(Opening(DAILY, (then_open, closed)), _at(MONDAY, 13)).is_open


def test_closures_that_follow_each_other_end_with_the_last():
    second = OtherDays(MONDAY + timedelta(days=2), MONDAY + timedelta(days=9), why="还没修好")
    opening = Opening(DAILY, (OtherDays(MONDAY, MONDAY + timedelta(days=1), why="装修"), second))
    state = state_at(opening, _at(MONDAY, 10))
    assert (state.last_day, state.opens_at) == (date(2026, 12, 2), _at(date(2026, 12, 3), 9))


def test_on_a_festival_it_is_closed_unless_somebody_wrote_other_hours_for_it():
    calendar, new_year = WorkCalendar(), date(2027, 1, 1)

    def is_holiday(day):
        return calendar.kind(day) is DayKind.HOLIDAY

    assert not state_at(Opening(DAILY, (), is_holiday), _at(new_year, 10)).is_open
    assert state_at(Opening(DAILY, (OtherDays(new_year, new_year, ((NINE, NOON),)),), is_holiday), _at(new_year, 10)).is_open
    assert state_at(Opening(DAILY, (), is_holiday), _at(date(2026, 11, 28), 10)).is_open


def test_without_hours_nothing_is_said_and_with_hours_far_away_that_it_is_not_soon():
    assert state_at(Opening(), _at(MONDAY, 10)) == State(says_nothing=True)
    far = Opening(others=(OtherDays(date(2027, 3, 1), date(2027, 3, 1), ((NINE, NOON),)),))
    assert state_at(far, _at(MONDAY, 10)) == State()


def test_the_same_moment_is_the_same_in_every_zone():
    moment = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    assert state_at(Opening(DAILY), moment) == state_at(Opening(DAILY), moment.astimezone(timezone(timedelta(hours=-5))))
    assert intervals(Opening(DAILY), MONDAY, MONDAY) == [Interval(_at(MONDAY, 9), _at(MONDAY, 17))]


@pytest.mark.parametrize(
    ("weekly", "day"),
    [
        ({0: ((NINE, NOON), (NOON - 1, FIVE))}, 1),
        ({0: ((NINE, NOON), (NOON, FIVE))}, None),
        ({6: ((EIGHT, DAY + 120),), 0: ((60, NOON),)}, 1),
        ({1: ((EIGHT, DAY + 120),), 2: ((120, NOON),)}, None),
        ({2: ((EIGHT, DAY + 120),), 3: ((0, 60),)}, 4),
    ],
)
def test_an_overlap_is_found_at_the_day_on_which_the_later_time_begins(weekly, day):
    assert overlapping([weekly.get(n, ()) for n in range(7)]) == day
