"""Turns at a point: what of its opening hours is whose, what is nobody's, and a fair share of that. Pure: no database.

A turn belongs to the day on which it begins, as opening hours do: `closes` beyond 1440 is after midnight.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from db import clock
from db.points.opening import MINUTES, Opening, merged

ONE_DAY = timedelta(days=1)
# What one turn of a proposal lasts at most; it begins and ends at half hours where it can.
LONGEST, STEP = 240, 30
Piece = tuple[int, int]


@dataclass(frozen=True, order=True)
class Turn:
    day: date
    opens: int
    closes: int

    @property
    def n_minutes(self) -> int:
        return self.closes - self.opens

    @property
    def begins_at(self) -> datetime:
        return clock.midnight(self.day) + timedelta(minutes=self.opens)

    @property
    def ends_at(self) -> datetime:
        return clock.midnight(self.day) + timedelta(minutes=self.closes)

    def clashes(self, other: "Turn") -> bool:
        return self.begins_at < other.ends_at and other.begins_at < self.ends_at


def days_from(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _since(first: date, turn: Turn) -> Piece:
    """In minutes since the midnight that begins `first`."""
    before = (turn.day - first).days * MINUTES
    return before + turn.opens, before + turn.closes


def without(turns: Iterable[Turn], taken: Iterable[Turn]) -> list[Turn]:
    """What is left of the turns, piece by piece; each piece stays with the day of its turn."""
    turns = list(turns)
    if not turns:
        return []
    first = turns[0].day
    cover = list(merged(sorted(_since(first, turn) for turn in taken)))
    found = []
    for turn in turns:
        before = (turn.day - first).days * MINUTES
        found += [Turn(turn.day, start - before, end - before) for start, end in _left(_since(first, turn), cover)]
    return found


def _left(piece: Piece, cover: Sequence[Piece]) -> Iterable[Piece]:
    start, end = piece
    for from_on, until in cover:
        if until <= start or from_on >= end:
            continue
        if from_on > start:
            yield start, from_on
        start = until
        if start >= end:
            return
    yield start, end


def opening_turns(opening: Opening, first: date, last: date) -> list[Turn]:
    """When it is open, day by day; what the night before is still open for belongs to the day before."""
    found = []
    for day in days_from(first, last):
        own = [Turn(day, *times) for times in merged(sorted(opening.times_of(day)))]
        night = [Turn(day - ONE_DAY, *times) for times in opening.times_of(day - ONE_DAY)]
        found += without(own, night)
    return found


def gaps(opening: Opening, first: date, last: date, taken: Iterable[Turn], since: datetime | None = None) -> list[Turn]:
    """Minutes of opening hours in which nobody is there. What lies before `since` cannot be helped any more, nor what is left
    of the step that runs: turns begin at whole ones."""
    here = clock.local(since) if since else None
    over = [] if here is None else [Turn(here.date(), -_LONG_AGO, -(-(here.hour * 60 + here.minute) // STEP) * STEP)]
    return without(opening_turns(opening, first, last), [*taken, *over])


# Before every day that a roster is looked at for.
_LONG_AGO = 1000 * MINUTES


def common(turn: Turn, others: Sequence[Turn]) -> list[Turn]:
    """What of the turn lies within the others."""
    return without([turn], without([turn], others))


def in_shifts(turns: Iterable[Turn]) -> list[Turn]:
    """Cut into parts of about the same length that somebody can take over."""
    return [shift for turn in turns for shift in _shifts(turn)]


def _shifts(turn: Turn) -> list[Turn]:
    n = -(-turn.n_minutes // LONGEST)
    inner = [turn.opens + round(turn.n_minutes * k / n / STEP) * STEP for k in range(1, n)]
    ends = [turn.opens, *inner, turn.closes]
    return [Turn(turn.day, start, end) for start, end in zip(ends, ends[1:], strict=False)]


def share(
    turns: Sequence[Turn], people: Sequence[int], busy: Mapping[int, Sequence[Turn]], minutes: Mapping[int, int]
) -> dict[Turn, int]:
    """Turn -> who takes it, so that all end up with about the same: `minutes` is what each has already, `busy` when somebody is
    elsewhere. Turns of one point never overlap. Left out is a turn for which nobody is free."""
    free = {turn: [one for one in people if not any(turn.clashes(other) for other in busy.get(one, ()))] for turn in turns}
    has = {one: minutes.get(one, 0) for one in people}
    whose: dict[Turn, int] = {}
    for turn in sorted((turn for turn in turns if free[turn]), key=lambda turn: (-turn.n_minutes, turn)):
        whose[turn] = min(free[turn], key=lambda one: (has[one], people.index(one)))
        has[whose[turn]] += turn.n_minutes
    while _moved(whose, free, has) or _exchanged(whose, free, has):
        pass
    return dict(sorted(whose.items()))


def _moved(whose: dict[Turn, int], free: Mapping[Turn, Sequence[int]], has: dict[int, int]) -> bool:
    """One turn goes to somebody who has less even then. Each time the squares of the minutes add up to less: it comes to an
    end."""
    for turn, one in whose.items():
        other = min(free[turn], key=lambda other: has[other])
        if has[other] + turn.n_minutes < has[one]:
            whose[turn] = other
            has[one], has[other] = has[one] - turn.n_minutes, has[other] + turn.n_minutes
            return True
    return False


def _exchanged(whose: dict[Turn, int], free: Mapping[Turn, Sequence[int]], has: dict[int, int]) -> bool:
    """A longer turn of one goes against a shorter one of another who has less even then."""
    for turn, one in whose.items():
        for back, other in whose.items():
            more = turn.n_minutes - back.n_minutes
            if more > 0 and has[other] + more < has[one] and other in free[turn] and one in free[back]:
                whose[turn], whose[back] = other, one
                has[one], has[other] = has[one] - more, has[other] + more
                return True
    return False
