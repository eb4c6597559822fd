"""The service points as everybody sees them at this minute: read once for all who look, and anew when anything was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from components.ui import database
from db import clock
from db.audit import end_of_journal
from db.points.opening import State, state_at
from db.points.queries.public import PublicPoint, areas, on_duty, public_points
from db.settings import settings


@dataclass(frozen=True)
class Now:
    """A point and how it stands."""

    point: PublicPoint
    state: State


@dataclass(frozen=True)
class Known:
    """Open ones first, then those that open soonest. `on_duty`: point -> names, for an office that shows them."""

    moment: datetime
    points: tuple[Now, ...]
    areas: Mapping[int, str]
    on_duty: Mapping[int, list[str]]

    def point(self, point_id: int) -> Now | None:
        return next((now for now in self.points if now.point.id == point_id), None)


def known(*, shows_names: bool) -> Known:
    with database.reading() as s:
        journal = end_of_journal(s)
    minute = clock.local(clock.now()).replace(second=0, microsecond=0)
    return _known(settings().database_url, journal, minute, shows_names)


@lru_cache(maxsize=2)
def _known(database_url: str, journal: str, minute: datetime, shows_names: bool) -> Known:
    points, names = _points(database_url, journal, minute.date().toordinal())
    with database.reading() as s:
        duties = on_duty(s, minute) if shows_names else {}
    shown = sorted((Now(point, state_at(point.opening, minute)) for point in points), key=lambda now: _order(now, minute))
    return Known(minute, tuple(shown), names, duties)


@lru_cache(maxsize=2)
def _points(_database_url: str, _journal: str, _day: int) -> tuple[list[PublicPoint], dict[int, str]]:
    with database.reading() as s:
        return public_points(s, clock.today()), areas(s)


def _order(now: Now, minute: datetime) -> tuple[bool, bool, datetime]:
    opens = minute if now.state.is_open else now.state.opens_at
    return not now.state.is_open, opens is None, opens or minute
