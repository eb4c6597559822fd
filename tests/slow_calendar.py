"""The slow reference of working days: looks at each day by itself, and at what the office said up to a moment.

What was said are rows of moment, day and whether the office works on it (None: taken back), in the order of the moments.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import chinese_calendar

from db import clock
from db.calendar import is_statutory

Said = Sequence[tuple[datetime, date, bool | None]]


def works_on(said: Said, day: date) -> bool:
    """The festivals, then the last word of the office, then the published year, then the weekday."""
    if is_statutory(day):
        return False
    words = [works for _, of, works in said if of == day]
    if words and words[-1] is not None:
        return words[-1]
    return chinese_calendar.is_workday(day) if day.year <= 2026 else day.weekday() < 5


def end_of(said: Said, begun_at: datetime, n_days: int) -> date:
    """Of working days that began then: each is one now, and was one then."""
    earlier = [row for row in said if row[0] < begun_at]
    day = clock.local(begun_at).date()
    while n_days:
        day += timedelta(days=1)
        n_days -= works_on(said, day) and works_on(earlier, day)
    return day
