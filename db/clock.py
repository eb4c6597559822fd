"""The one clock. Tests and the demo set it; everything else reads it.

A running server reads the file that RED_STEWARD_CLOCK names (an ISO time), so that a test can move the clock of a real
installation without touching its database.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from db.errors import Refused
from db.text_files import read_text_file

# China has had one time zone and no summer time since 1991: no time-zone database is needed.
CHINA = timezone(timedelta(hours=8))

_set_time: ContextVar[datetime | None] = ContextVar("set_time", default=None)


def _time_in_file(path: str) -> datetime | None:
    try:
        text = read_text_file(Path(path)).strip()
        return datetime.fromisoformat(text).astimezone(UTC) if text else None
    except FileNotFoundError:
        return None
    except ValueError as error:
        raise Refused("clock_unreadable", file=path) from error


def set_time() -> datetime | None:
    """The time somebody set, or None when the clock is the machine's."""
    if (chosen := _set_time.get()) is not None:
        return chosen
    path = os.environ.get("RED_STEWARD_CLOCK")
    return _time_in_file(path) if path else None


def now() -> datetime:
    """The moment in UTC."""
    return set_time() or datetime.now(UTC)


def today() -> date:
    """The date of office life, in China."""
    return now().astimezone(CHINA).date()


def local(moment: datetime) -> datetime:
    return moment.astimezone(CHINA)


def midnight(day: date) -> datetime:
    """The moment at which the day began."""
    return datetime(day.year, day.month, day.day, tzinfo=CHINA)


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Sets the clock for the block: to a moment with a zone, or to nine in the morning of a date."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, 9, tzinfo=CHINA)
    token = _set_time.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_time.reset(token)
