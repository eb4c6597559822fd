"""Rosters looked at minute by minute: what the pure functions of `db/points/turns.py` are held against."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import product

from db.points.opening import Opening
from db.points.turns import Turn

ONE_DAY = timedelta(days=1)
# A minute, as the day and the minute of it.
Minute = tuple[date, int]


def minutes_of(turn: Turn) -> set[Minute]:
    found = set()
    for n in range(turn.opens, turn.closes):
        days, minute = divmod(n, 1440)
        found.add((turn.day + days * ONE_DAY, minute))
    return found


def minutes_of_all(turns: Iterable[Turn]) -> set[Minute]:
    return {minute for turn in turns for minute in minutes_of(turn)}


def open_minutes(opening: Opening, day: date) -> set[Minute]:
    """Of the times that begin on the day, but for what the day before is still open for."""
    own = minutes_of_all(Turn(day, *times) for times in opening.times_of(day))
    return own - minutes_of_all(Turn(day - ONE_DAY, *times) for times in opening.times_of(day - ONE_DAY))


def gap_minutes(opening: Opening, day: date, taken: Iterable[Turn], since: Minute) -> set[Minute]:
    """In which the point is open by that day's times, nobody is there, and which have not passed."""
    return {minute for minute in open_minutes(opening, day) - minutes_of_all(taken) if minute >= since}


def fairest(
    turns: Sequence[Turn], people: Sequence[int], busy: dict[int, Sequence[Turn]], minutes: dict[int, int]
) -> tuple[int, int]:
    """Of every way to give each turn to somebody who is free: the least sum of the squares of what all end up with, and the least
    distance between most and least."""
    free = [
        [one for one in people if not any(minutes_of(turn) & minutes_of(other) for other in busy.get(one, ()))] for turn in turns
    ]
    squares, distances = [], []
    for way in product(*(who for who in free if who)):
        given = [turn for turn, who in zip(turns, free, strict=True) if who]
        has = {one: minutes.get(one, 0) for one in people}
        for turn, one in zip(given, way, strict=True):
            has[one] += turn.closes - turn.opens
        squares.append(sum(n * n for n in has.values()))
        distances.append(max(has.values()) - min(has.values()))
    return min(squares), min(distances)
