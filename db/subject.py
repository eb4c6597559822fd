"""What a subject declares to the rest of the house, in `db/<subject>/subject.py`."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlmodel import Session

Counts = Mapping[tuple[int, str], int]
"""Unit and kind -> how many."""
Rows = Mapping[str, set[tuple[Any, ...]]]
"""Summary table -> its rows."""


class Sums(Protocol):
    """Summary tables of a subject's own. `stored` and `counted_anew` are equal when nothing is wrong."""

    def stored(self, session: Session) -> Rows: ...

    def counted_anew(self, session: Session) -> Rows: ...

    def rebuild(self, session: Session) -> None: ...


@dataclass(frozen=True)
class Subject:
    """All of it may stay empty.

    `append_only`: tables whose rows the database refuses to change or delete.
    `references`: columns of its tables that hold on to a row of the house (a household): what is named there is not undone any
    more.
    `tallies`: counts the subject's kinds of tally anew from the facts. `sums`: its own summary tables.
    `daily`: looks at a day and returns how many tasks arose, None when it had been looked at before.
    `settle`: households were merged, split, moved or put back: what the subject keeps about them is looked at again.
    `count_days_anew`: the calendar of working days was changed: times that are running end later where they lost a day. Returns
    how many do.
    """

    append_only: tuple[str, ...] = ()
    references: tuple[Any, ...] = ()
    tallies: Callable[[Session], Counts] | None = None
    sums: Sums | None = None
    daily: Callable[[Session, date], int | None] | None = None
    settle: Callable[[Session, Collection[int]], None] | None = None
    count_days_anew: Callable[[Session], int] | None = None
