"""On which day a festival, or a day that a household agreed to, falls; and which festivals are near."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from db.calendar import ONE_DAY, WorkCalendar
from db.lunar import lunar_day, term_day, terms
from db.scheme import Festival, Scheme

# Thirty working days, the most that a scheme may say, with the longest holidays between them.
_FURTHEST = timedelta(days=70)


@dataclass(frozen=True)
class Coming:
    """A festival that is near; `year` is the common year in which its lunar year begins."""

    festival: Festival
    year: int
    day: date

    @property
    def mark(self) -> str:
        return f"festival:{self.festival.key}:{self.year}"


def common_day(year: int, month: int, day: int) -> date:
    """The 29th of February is the 28th in other years."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month + 1, 1) - ONE_DAY


def festival_day(festival: Festival, year: int) -> date:
    """Of that year; for a lunar festival of the lunar year that begins in it."""
    if festival.calendar == "lunar":
        return lunar_day(year, festival.month, festival.day)
    if festival.calendar == "term":
        return term_day(year, festival.term)
    return common_day(year, festival.month, festival.day)


def n_days_left(calendar: WorkCalendar, today: date, day: date) -> int:
    """Working days that remain before the day, today among them."""
    return calendar.between(today - ONE_DAY, day - ONE_DAY)


def coming(scheme: Scheme, today: date, calendar: WorkCalendar) -> list[Coming]:
    """Festivals that lie ahead, with no more working days before them than the scheme says; the nearest first."""
    near = [one for one in _around(scheme, today) if today < one.day <= today + _FURTHEST]
    most = scheme.visiting.festival_days_before
    return sorted((one for one in near if n_days_left(calendar, today, one.day) <= most), key=lambda one: one.day)


def day_of_mark(scheme: Scheme, mark: str) -> date | None:
    """The day of the festival that `Coming.mark` names; None where the scheme has it no more."""
    _, key, year = mark.split(":")
    return next((festival_day(one, int(year)) for one in scheme.visiting.festivals if one.key == key), None)


def _around(scheme: Scheme, today: date) -> Iterator[Coming]:
    """A scheme may name a term that does not exist: it never comes."""
    known = [one for one in scheme.visiting.festivals if one.calendar != "term" or one.term in terms(today.year)]
    for festival in known:
        for year in (today.year - 1, today.year, today.year + 1):
            yield Coming(festival, year, festival_day(festival, year))


def last_working_day_before(calendar: WorkCalendar, day: date) -> date:
    """The day until which something must be done to be done before."""
    day -= ONE_DAY
    while not calendar.is_working(day):
        day -= ONE_DAY
    return day


def next_on(month: int, day: int, is_lunar: bool, today: date) -> date:
    """The next time, today at the earliest, that a birthday or a day of remembrance comes round."""
    find = lunar_day if is_lunar else common_day
    return min(found for year in range(today.year - 1, today.year + 2) if (found := find(year, month, day)) >= today)


@lru_cache(maxsize=4)
def days_coming(today: date, n_days: int) -> tuple[tuple[bool, int, int], ...]:
    """`is_lunar`, month, day of every day of the year that comes round within so many days, today counted."""
    every = [(is_lunar, month, day) for is_lunar in (False, True) for month in range(1, 13) for day in range(1, 32 - is_lunar)]
    last = today + timedelta(days=n_days)
    return tuple(one for one in every if next_on(one[1], one[2], one[0], today) <= last)
