"""Checks a meeting before it is written. No database."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from db import clock
from db.decisions.models.meetings import ItemIn, ItemSource, MeetingIn
from db.errors import Invalid, raise_all
from db.redaction import has_number
from db.scheme import MeetingKind, Scheme
from db.text import clean

LEAST_TITLE, MOST_TITLE, MOST_PLACE, MOST_NAME = 2, 80, 120, 50
MOST_ITEM, MOST_MINUTES = 120, 5_000
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


def _item_problems(scheme: Scheme, given: ItemIn) -> Iterator[Invalid]:
    if not LEAST_TITLE <= len(given.title) <= MOST_ITEM:
        yield Invalid("item_title", "title", least=LEAST_TITLE, most=MOST_ITEM)
    if given.talk_over and given.talk_over not in {heading.key for heading in scheme.talk_over}:
        yield Invalid("item_heading", "talk_over")
    if given.source is ItemSource.VISITS and given.topic not in {topic.key for topic in scheme.visiting.topics}:
        yield Invalid("item_topic", "topic")


def check_item(scheme: Scheme, given: ItemIn) -> dict[str, Any]:
    """Columns of the item as given; only what its source names. Raises `Invalid` with every problem."""
    raise_all(list(_item_problems(scheme, given)))
    about = {ItemSource.PROPOSAL: "point_id", ItemSource.VISITS: "topic", ItemSource.DECISION: "decision_id"}.get(given.source)
    named = {about: getattr(given, about)} if about else {}
    return {
        "title": given.title, "source": given.source, "talk_over": given.talk_over, "is_personal": given.is_personal, **named
    }  # fmt: skip


def check_minutes(text: str) -> str:
    """The text without what cannot be seen. Raises `Invalid('too_long')`."""
    if len(text := clean(text)) > MOST_MINUTES:
        raise Invalid("too_long", "minutes", most=MOST_MINUTES)
    return text
