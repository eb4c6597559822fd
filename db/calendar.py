"""Chinese working days: weekends, published holidays, adjusted working weekends, and what the office enters itself.

The published arrangement comes with the `chinesecalendar` package, which knows the years up to the last one the State
Council has announced. Beyond it only weekends and the holidays of fixed date are known, and `is_known` says so, so that
a screen can warn.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

import chinese_calendar
from sqlmodel import Field, Session, col, select

from db.base import Base

ONE_DAY = timedelta(days=1)


class DayKind(StrEnum):
    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    ADJUSTED_WORKING = "adjusted_working"
    OFFICE_WORKING = "office_working"
    OFFICE_OFF = "office_off"


# Regulation on public holidays, as amended in November 2024: New Year, Labour Day, National Day.
_EVERY_YEAR = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
WORKING_KINDS = frozenset({DayKind.WORKING, DayKind.ADJUSTED_WORKING, DayKind.OFFICE_WORKING})


class CalendarDay(Base, table=True):
    """A day that the office has set itself; it outweighs the published arrangement."""

    __tablename__ = "calendar_day"
    day: date = Field(primary_key=True)
    is_working: bool
    note: str = Field(default="", max_length=60)


@dataclass(frozen=True)
class CountedDay:
    day: date
    kind: DayKind
    counts: bool


@dataclass(frozen=True)
class WorkCalendar:
    """Answers about days; `changes` maps a day to whether the office works on it."""

    changes: dict[date, bool] = field(default_factory=dict)

    def kind(self, day: date) -> DayKind:
        if day in self.changes:
            return DayKind.OFFICE_WORKING if self.changes[day] else DayKind.OFFICE_OFF
        is_weekend = day.weekday() >= 5
        try:
            is_working = chinese_calendar.is_workday(day)
        except NotImplementedError:
            return self._by_statute(day, is_weekend)
        if is_working:
            return DayKind.ADJUSTED_WORKING if is_weekend else DayKind.WORKING
        is_holiday = chinese_calendar.get_holiday_detail(day)[1] is not None
        return DayKind.HOLIDAY if is_holiday else DayKind.WEEKEND

    def _by_statute(self, day: date, is_weekend: bool) -> DayKind:
        """For a year whose arrangement is not out yet: the holidays that fall on the same day every year."""
        if (day.month, day.day) in _EVERY_YEAR:
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if is_weekend else DayKind.WORKING

    def is_working(self, day: date) -> bool:
        return self.kind(day) in WORKING_KINDS

    def is_known(self, day: date) -> bool:
        """Whether the year's holidays have been published; if not, only weekends are left out."""
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
            kind = self.kind(start)
            n_counted += kind in WORKING_KINDS
            days.append(CountedDay(start, kind, kind in WORKING_KINDS))
        return days

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not later."""
        return sum(self.is_working(day) for day in _days(start + ONE_DAY, end))


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def work_calendar(session: Session) -> WorkCalendar:
    return WorkCalendar({row.day: row.is_working for row in session.exec(select(CalendarDay))})


def changed_days(session: Session) -> list[CalendarDay]:
    """What the office has set itself, newest first."""
    return list(session.exec(select(CalendarDay).order_by(col(CalendarDay.day).desc())))
