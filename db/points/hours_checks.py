"""Checks opening hours and days that differ before they are written. No database."""

from collections.abc import Iterator, Sequence
from datetime import date

from db import day_bounds
from db.errors import Invalid
from db.points.models.points import OtherDaysIn
from db.points.opening import MINUTES, Times, overlapping
from db.redaction import has_number

MOST_TIMES, LEAST_WHY, MOST_WHY, WEEK = 6, 2, 120, 7


def times_of(given: Sequence[Sequence[int]]) -> Times:
    """As the column holds them; what is no pair is refused with the others."""
    return tuple((pair[0], pair[1]) if len(pair) == 2 else (0, 0) for pair in given)


def wrong_times(times: Times) -> bool:
    return len(times) > MOST_TIMES or not all(
        0 <= opens < MINUTES and opens < closes <= opens + MINUTES for opens, closes in times
    )


def weekly_problems(weekly: Sequence[Times]) -> Iterator[Invalid]:
    """Of seven days, Monday first."""
    wrong = [weekday for weekday, times in enumerate(weekly, 1) if wrong_times(times)]
    if wrong or len(weekly) != WEEK:
        yield Invalid("times_wrong", "hours", weekday=wrong[0] if wrong else WEEK, most=MOST_TIMES)
    elif weekday := overlapping(weekly):
        yield Invalid("times_overlap", "hours", weekday=weekday)


def other_days_problems(given: OtherDaysIn, first: date, last: date, today: date) -> Iterator[Invalid]:
    yield from day_bounds.other_days_start(today).wrong(first, "from_on")
    yield from day_bounds.other_days_end(first).wrong(last, "until")
    yield from _wrong_hours(times_of(given.hours), is_one_day=first == last)
    if len(given.why) < LEAST_WHY and not given.hours:
        yield Invalid("closure_why", "why")
    if len(given.why) > MOST_WHY:
        yield Invalid("too_long", "why", most=MOST_WHY)
    if has_number(given.why):
        yield Invalid("number_in_text", "why")


def _wrong_hours(times: Times, *, is_one_day: bool) -> Iterator[Invalid]:
    if wrong_times(times):
        yield Invalid("other_times_wrong", "hours", most=MOST_TIMES)
    elif overlapping((times, *((() if is_one_day else times,) * 6))):
        yield Invalid("other_times_overlap", "hours")
