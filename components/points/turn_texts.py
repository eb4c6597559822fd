"""How turns of a roster are said."""

from collections.abc import Sequence

from components.points.texts import clock_time, times_text
from components.wording.words import day, full_day, t
from db.points.turns import Turn

_HOUR = 60


def time_text(turn: Turn) -> str:
    """8:00 到 14:00."""
    return t("{opens} to {closes}", opens=clock_time(turn.opens), closes=clock_time(turn.closes))


def turn_text(turn: Turn) -> str:
    """明天 8:00 到 14:00."""
    return t("{day} {time}", day=day(turn.day), time=time_text(turn))


def printed_turn(turn: Turn) -> str:
    return t("{day} {time}", day=full_day(turn.day, with_year=False), time=time_text(turn))


def open_text(turns: Sequence[Turn]) -> str:
    return times_text(tuple((turn.opens, turn.closes) for turn in turns))


def length_text(n_minutes: int) -> str:
    """Hours, with halves where they are needed; less than one in minutes."""
    if n_minutes < _HOUR:
        return t("{n} minutes", n=n_minutes)
    hours = n_minutes / _HOUR
    return t("{hours} hours", hours=f"{hours:.0f}" if hours == int(hours) else f"{hours:.1f}")
