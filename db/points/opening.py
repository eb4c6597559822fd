"""When a point is open: weekdays, exceptions, festivals, and what follows for a moment. Pure: nothing here asks the database.

A time belongs to the day on which it begins. Whoever opens from eight in the evening to two at night and closes on the 24th is
still there in the first two hours of the 24th, and not in those of the 25th.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db import clock

MINUTES = 1440
ONE_DAY = timedelta(days=1)
# For so many days after today is looked for the next opening, and for the end of a time without an end.
LOOKS_AHEAD = 31

# Minutes of the day on which the time begins: `closes` beyond 1440 is after midnight.
Times = tuple[tuple[int, int], ...]


def never(_day: date) -> bool:
    return False


@dataclass(frozen=True)
class OtherDays:
    """Days that differ: open at `times`, or closed where there are none."""

    from_on: date
    until: date
    times: Times = ()
    why: str = ""

    def __contains__(self, day: date) -> bool:
        return self.from_on <= day <= self.until


@dataclass(frozen=True)
class Opening:
    """`weekly`: the times of seven days, Monday first. `others` in the order in which they were written: the last that names a
    day counts. `is_holiday`: which days are closed without being named; what is written by hand goes before it."""

    weekly: tuple[Times, ...] = ((),) * 7
    others: tuple[OtherDays, ...] = ()
    is_holiday: Callable[[date], bool] = never

    def other(self, day: date) -> OtherDays | None:
        return next((other for other in reversed(self.others) if day in other), None)

    def times_of(self, day: date) -> Times:
        """What begins on the day."""
        if other := self.other(day):
            return other.times
        return () if self.is_holiday(day) else self.weekly[day.weekday()]

    @property
    def rests_on_holidays(self) -> bool:
        return self.is_holiday is not never

    @property
    def says_nothing(self) -> bool:
        return not any(self.weekly) and not any(other.times for other in self.others)


@dataclass(frozen=True)
class Interval:
    """Local times: open from `start`, no longer open at `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class State:
    """How a point stands at a moment. `until`: when it closes; None where it is open all the time. `opens_at`: when it opens
    next; None where that is beyond what is looked at. `last_day` and `why`: of the closure that is running. `says_nothing`:
    nobody has said when it is open."""

    is_open: bool = False
    until: datetime | None = None
    opens_at: datetime | None = None
    last_day: date | None = None
    why: str = ""
    says_nothing: bool = False


def merged(times: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Times in the order in which they begin; those that overlap or touch become one."""
    held: tuple[int, int] | None = None
    for opens, closes in times:
        if held and opens <= held[1]:
            held = held[0], max(held[1], closes)
            continue
        if held:
            yield held
        held = opens, closes
    if held:
        yield held


def _begins(opening: Opening, first: date, days: Iterable[int]) -> Iterator[tuple[int, int]]:
    """What begins so many days after `first`, in minutes since the midnight that began it."""
    for n in days:
        for opens, closes in sorted(opening.times_of(first + timedelta(days=n))):
            yield n * MINUTES + opens, n * MINUTES + closes


def intervals(opening: Opening, first: date, last: date) -> list[Interval]:
    """When it is open between the midnight that begins `first` and the one that ends `last`, also by the night before."""
    n_days = (last - first).days + 1
    found = merged(_begins(opening, first, range(-1, n_days)))
    cut = ((max(start, 0), min(end, n_days * MINUTES)) for start, end in found)
    return [Interval(_moment(first, start), _moment(first, end)) for start, end in cut if start < end]


def _moment(first: date, minutes: int) -> datetime:
    return clock.midnight(first) + timedelta(minutes=minutes)


def state_at(opening: Opening, moment: datetime, *, looks_ahead: int = LOOKS_AHEAD) -> State:
    """How it stands at a moment with a zone."""
    here = clock.local(moment)
    today, now = here.date(), here.hour * 60 + here.minute
    found = merged(_begins(opening, today, range(-1, looks_ahead + 1)))
    start, end = next(((start, end) for start, end in found if end > now), (None, 0))
    if start is None:
        return _shut(opening, today, None)
    if start > now:
        return _shut(opening, today, _moment(today, start))
    return State(is_open=True, until=_moment(today, end) if end < looks_ahead * MINUTES else None)


def _shut(opening: Opening, today: date, opens_at: datetime | None) -> State:
    if closure := _closure(opening, today):
        return State(opens_at=opens_at, last_day=_last_day(opening, today), why=closure.why)
    return State(opens_at=opens_at, says_nothing=opening.says_nothing)


def _closure(opening: Opening, day: date) -> OtherDays | None:
    other = opening.other(day)
    return other if other and not other.times else None


def _last_day(opening: Opening, day: date) -> date:
    """Of closures that follow each other, as one."""
    while _closure(opening, day + ONE_DAY):
        day += ONE_DAY
    return day


def overlapping(weekly: Sequence[Times]) -> int | None:
    """The weekday (1 is Monday) on which a time begins before another has ended, that of the night before included."""
    turn = [(n * MINUTES + opens, n * MINUTES + closes) for n in range(8) for opens, closes in sorted(weekly[n % 7])]
    for (_, closes), (opens, _) in zip(turn, turn[1:], strict=False):
        if opens < closes:
            return opens // MINUTES % 7 + 1
    return None
