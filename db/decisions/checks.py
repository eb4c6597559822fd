"""Checks a meeting before it is written. No database."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from db import clock
from db.decisions.models.meetings import MeetingIn
from db.errors import Invalid, raise_all
from db.redaction import has_number
from db.scheme import MeetingKind, Scheme

LEAST_TITLE, MOST_TITLE, MOST_PLACE, MOST_NAME = 2, 80, 120, 50
# A meeting that is entered from paper, and one that is planned.
MOST_DAYS_BACK, MOST_DAYS_AHEAD = 366, 366
MINUTES_A_DAY = 24 * 60


def kind_of(scheme: Scheme, key: str) -> MeetingKind | None:
    return next((kind for kind in scheme.meetings if kind.key == key), None)


def _problems(scheme: Scheme, given: MeetingIn) -> Iterator[Invalid]:
    if given.unit_id is None:
        yield Invalid("meeting_unit", "unit")
    if kind_of(scheme, given.kind) is None:
        yield Invalid("meeting_kind", "kind")
    if not LEAST_TITLE <= len(given.title) <= MOST_TITLE:
        yield Invalid("meeting_title", "title", least=LEAST_TITLE, most=MOST_TITLE)
    yield from _wrong_times(given)
    for field, most in (("place", MOST_PLACE), ("chair", MOST_NAME), ("recorder", MOST_NAME)):
        if len(getattr(given, field)) > most:
            yield Invalid("too_long", field, most=most)
    yield from (Invalid("number_in_text", field) for field in ("title", "place") if has_number(getattr(given, field)))


def _wrong_times(given: MeetingIn) -> Iterator[Invalid]:
    if given.on_day is None or not first_day() <= given.on_day <= last_day():
        yield Invalid("meeting_day", "on_day", first=first_day(), last=last_day())
    if given.starts is None or not 0 <= given.starts < MINUTES_A_DAY:
        yield Invalid("meeting_starts", "starts")


def first_day() -> date:
    return clock.today() - timedelta(days=MOST_DAYS_BACK)


def last_day() -> date:
    return clock.today() + timedelta(days=MOST_DAYS_AHEAD)


def check_meeting(scheme: Scheme, given: MeetingIn) -> dict[str, Any]:
    """Columns of the meeting as given. Raises `Invalid` with every problem."""
    raise_all(list(_problems(scheme, given)))
    return {
        "unit_id": given.unit_id, "kind": given.kind, "title": given.title, "on_day": given.on_day, "starts": given.starts,
        "place": given.place, "chair": given.chair or None, "recorder": given.recorder or None,
    }  # fmt: skip
