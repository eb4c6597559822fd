"""Checks a meeting before it is written. No database."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from db import clock
from db.decisions.models.decisions import DecisionIn
from db.decisions.models.meetings import HandsIn, ItemIn, ItemSource, MeetingIn
from db.errors import Invalid, raise_all
from db.names import read_name, same_name
from db.redaction import has_number
from db.scheme import MeetingKind, Scheme
from db.text import clean

LEAST_TITLE, MOST_TITLE, MOST_PLACE, MOST_NAME = 2, 80, 120, 50
MOST_ITEM, MOST_MINUTES, MOST_PARTY, MOST_DECISION, MOST_HANDS = 120, 5_000, 80, 300, 9_999
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


def check_decision(given: DecisionIn, owners: Mapping[int, str]) -> dict[str, Any]:
    """Columns of the decision as given. `owners`: users who may see to it, by id. Raises `Invalid` with every problem."""
    owner = owners.get(given.owner_id or 0, "") if given.owner_id is not None else given.owner
    problems = []
    if not LEAST_TITLE <= len(given.text) <= MOST_DECISION:
        problems.append(Invalid("decision_text", "text", least=LEAST_TITLE, most=MOST_DECISION))
    if not LEAST_TITLE <= len(owner) <= MOST_NAME:
        problems.append(Invalid("decision_owner", "owner"))
    if given.due_on is None or not first_day() <= given.due_on <= last_day():
        problems.append(Invalid("decision_due", "due_on"))
    raise_all(problems)
    return {"text": given.text, "owner_id": given.owner_id, "owner": owner, "due_on": given.due_on}


def check_hands(given: HandsIn, n_here: int) -> dict[str, Any]:
    """Columns of a show of hands. `n_here`: how many are known to have come, 0 where nobody wrote it down."""
    counts = {field: getattr(given, field) for field in ("n_for", "n_against", "n_abstained")}
    problems = [Invalid("hands_number", field) for field, n in counts.items() if n is None or not 0 <= n <= MOST_HANDS]
    if not problems and not sum(counts.values()) > 0:
        problems.append(Invalid("hands_none", "n_for"))
    if not problems and n_here and sum(counts.values()) > n_here:
        problems.append(Invalid("hands_too_many", "n_for", n=sum(counts.values()), n_here=n_here))
    if not LEAST_TITLE <= len(given.question) <= MOST_ITEM:
        problems.append(Invalid("item_title", "question", least=LEAST_TITLE, most=MOST_ITEM))
    names = _counters(given, problems)
    raise_all(problems)
    return {"question": given.question, **counts, "counter_1": names[0], "counter_2": names[1]}


def _counters(given: HandsIn, problems: list[Invalid]) -> list[str]:
    """Two different people; what is wrong with them is added."""
    names = []
    for field in ("counter_1", "counter_2"):
        try:
            names.append(read_name(getattr(given, field), field))
        except Invalid as error:
            problems.append(error)
    if len(names) == 2 and same_name(*names):
        problems.append(Invalid("counters_same", "counter_2"))
    return names
