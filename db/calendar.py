"""Chinese working days: weekends, statutory festivals, the published arrangement, and what the office sets itself.

A statutory festival is no working day, whatever anybody sets. The published arrangement comes with the `chinesecalendar`
package, which knows the years up to the last one the State Council has announced. Beyond it only the exchanged days are
unknown (weekends worked, days off around a festival), and `is_known` says so, so that a screen can warn.

The calendar may change while a time runs. A day counts for what is running when it is a working day by the calendar of now
*and* was one as the office had it when the time began: a day set off moves the end back, a day made working counts only for
what begins afterwards. No end that was given moves forward again (decision 0004).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

import chinese_calendar
from sqlmodel import Field, Session, col, select

from db import clock
from db.base import Base, moment
from db.lunar import lunar_day, term_day

ONE_DAY = timedelta(days=1)


class DayKind(StrEnum):
    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    ADJUSTED_WORKING = "adjusted_working"
    OFFICE_WORKING = "office_working"
    OFFICE_OFF = "office_off"
    MADE_WORKING_LATER = "made_working_later"


WORKING_KINDS = frozenset({DayKind.WORKING, DayKind.ADJUSTED_WORKING, DayKind.OFFICE_WORKING})
# Regulation on public holidays (全国年节及纪念日放假办法), article 2, as amended in November 2024: in force from this year on.
# What held before it is in the published arrangements.
_IN_FORCE_SINCE = 2025
_EVERY_YEAR = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))


@lru_cache(maxsize=64)
def statutory_festivals(year: int) -> frozenset[date]:
    """New Year's Day, Spring Festival from New Year's Eve on, Qingming, Labour Day, Dragon Boat, Mid-Autumn, National Day."""
    if year < _IN_FORCE_SINCE:
        return frozenset()
    eve = lunar_day(year, 1, 1) - ONE_DAY
    spring = (eve + timedelta(days=n) for n in range(4))
    moved = (term_day(year, "清明"), lunar_day(year, 5, 5), lunar_day(year, 8, 15))
    return frozenset((*spring, *moved, *(date(year, month, day) for month, day in _EVERY_YEAR)))


def is_statutory(day: date) -> bool:
    return day in statutory_festivals(day.year)


class CalendarChange(Base, table=True):
    """What the office said of a day; the last row of a day holds. `is_working` is None where it was taken back."""

    __tablename__ = "calendar_change"
    id: int | None = Field(default=None, primary_key=True)
    day: date
    is_working: bool | None = None
    note: str = Field(default="", max_length=60)
    made_at: datetime = moment()
    made_by: int | None = Field(default=None, foreign_key="app_user.id")


@dataclass(frozen=True)
class CountedDay:
    day: date
    kind: DayKind
    counts: bool


@dataclass(frozen=True)
class WorkCalendar:
    """Answers about days; `changes` maps a day to whether the office works on it. `before` are the changes as they stood when
    a time began, for which the calendar is asked."""

    changes: dict[date, bool] = field(default_factory=dict)
    before: dict[date, bool] | None = None

    def kind(self, day: date) -> DayKind:
        kind = _kind(day, self.changes)
        if kind in WORKING_KINDS and self.before is not None and _kind(day, self.before) not in WORKING_KINDS:
            return DayKind.MADE_WORKING_LATER
        return kind

    def is_working(self, day: date) -> bool:
        return self.kind(day) in WORKING_KINDS

    def is_known(self, day: date) -> bool:
        """Whether the year's arrangement has been published; if not, days that are exchanged are not known."""
        try:
            chinese_calendar.is_workday(day)
        except NotImplementedError:
            return day in self.changes
        return True

    def after(self, start: date, n_days: int) -> date:
        """The n-th working day after `start`, which itself is not counted (Civil Code, article 201)."""
        return self.count(start, n_days)[-1].day if n_days > 0 else start

    def count(self, start: date, n_days: int) -> list[CountedDay]:
        """Every day after `start` up to the n-th working day, with whether it counts and why."""
        days: list[CountedDay] = []
        n_counted = 0
        while n_counted < n_days:
            start += ONE_DAY
            days.append(self._counted(start))
            n_counted += days[-1].counts
        return days

    def days(self, start: date, end: date) -> list[CountedDay]:
        """Every day after `start` up to and including `end`, with whether it counts and why."""
        return [self._counted(day) for day in _days(start + ONE_DAY, end)]

    def _counted(self, day: date) -> CountedDay:
        kind = self.kind(day)
        return CountedDay(day, kind, kind in WORKING_KINDS)

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not later."""
        return sum(self.is_working(day) for day in _days(start + ONE_DAY, end))


def _kind(day: date, changes: dict[date, bool]) -> DayKind:
    if is_statutory(day):
        return DayKind.HOLIDAY
    if day in changes:
        return DayKind.OFFICE_WORKING if changes[day] else DayKind.OFFICE_OFF
    is_weekend = day.weekday() >= 5
    try:
        is_working = chinese_calendar.is_workday(day)
    except NotImplementedError:
        return DayKind.WEEKEND if is_weekend else DayKind.WORKING
    if is_working:
        return DayKind.ADJUSTED_WORKING if is_weekend else DayKind.WORKING
    is_holiday = chinese_calendar.get_holiday_detail(day)[1] is not None
    return DayKind.HOLIDAY if is_holiday else DayKind.WEEKEND


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


@dataclass(frozen=True)
class CalendarHistory:
    """What the office said of days, in the order in which it was said."""

    changes: tuple[CalendarChange, ...] = ()
    _ends: dict[tuple[int, date, int], date] = field(default_factory=dict, compare=False, repr=False)

    def now(self) -> WorkCalendar:
        return WorkCalendar(_as_said(self.changes))

    def since(self, begun_at: datetime) -> WorkCalendar:
        """For a time that began then."""
        return WorkCalendar(_as_said(self.changes), _as_said(one for one in self.changes if one.made_at < begun_at))

    def end(self, begun_at: datetime, n_days: int) -> date:
        """The last of so many working days that began then. Thousands that are counted anew began on few days: each is counted
        once for as many changes as were known."""
        n_known = sum(change.made_at < begun_at for change in self.changes)
        start = clock.local(begun_at).date()
        key = n_known, start, n_days
        if key not in self._ends:
            self._ends[key] = self.since(begun_at).after(start, n_days)
        return self._ends[key]


def _as_said(changes: Iterable[CalendarChange]) -> dict[date, bool]:
    last = {change.day: change.is_working for change in changes}
    return {day: is_working for day, is_working in last.items() if is_working is not None}


def calendar_history(session: Session) -> CalendarHistory:
    return CalendarHistory(tuple(session.exec(select(CalendarChange).order_by(col(CalendarChange.id)))))


def work_calendar(session: Session) -> WorkCalendar:
    return calendar_history(session).now()


def changed_days(session: Session) -> list[CalendarChange]:
    """What the office has set itself and holds, the latest day first."""
    last = {change.day: change for change in calendar_history(session).changes}
    return sorted((one for one in last.values() if one.is_working is not None), key=lambda one: one.day, reverse=True)
