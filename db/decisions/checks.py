"""What a meeting, a point of its agenda, a decision and a show of hands must say. No database."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from db import day_bounds
from db.decisions.models.decisions import DecisionIn
from db.decisions.models.meetings import HandsIn, ItemIn, MeetingIn, PartyDiscussionIn
from db.errors import Invalid, raise_all
from db.names import read_name, same_name
from db.scheme import Scheme
from db.scheme_points import MeetingKind

LEAST_TEXT = 2
MOST_NAME, MOST_PLACE, MOST_PARTY, MOST_TITLE = 80, 120, 80, 120
MOST_MINUTES, MOST_TEXT, MOST_SAID = 20_000, 300, 500
MOST_HANDS = 100_000
_MINUTES_A_DAY = 24 * 60


def kind_of(scheme: Scheme, key: str) -> MeetingKind:
    """Raises `Invalid('meeting_kind_unknown')`."""
    found = next((kind for kind in scheme.meetings if kind.key == key), None)
    if found is None:
        raise Invalid("meeting_kind_unknown", "kind")
    return found


def check_meeting(scheme: Scheme, given: MeetingIn, today: date) -> dict[str, Any]:
    """The columns of a meeting; without a title it is called by its kind. Raises `Invalid` with every problem."""
    raise_all(list(_meeting_problems(scheme, given, today)))
    names = {name: getattr(given, name) and read_name(getattr(given, name), name) or None for name in ("chair", "recorder")}
    return {
        "kind": given.kind,
        "on_day": given.on_day,
        "starts": given.starts,
        "place": given.place,
        "title": given.title,
    } | names


def _meeting_problems(scheme: Scheme, given: MeetingIn, today: date) -> Iterator[Invalid]:
    if given.kind not in {kind.key for kind in scheme.meetings}:
        yield Invalid("meeting_kind_unknown", "kind")
    if not LEAST_TEXT <= len(given.title) <= MOST_NAME:
        yield Invalid("meeting_title", "title", least=LEAST_TEXT, most=MOST_NAME)
    if given.on_day is None:
        yield Invalid("meeting_day_missing", "on_day")
    yield from day_bounds.meeting(today).wrong(given.on_day, "on_day")
    if given.starts is None or not 0 <= given.starts < _MINUTES_A_DAY:
        yield Invalid("meeting_time_missing", "starts")
    yield from _too_long(given.place, "place", MOST_PLACE)


def _too_long(text: str, field: str, most: int) -> Iterator[Invalid]:
    if len(text) > most:
        yield Invalid("too_long", field, most=most)


def check_item(scheme: Scheme, given: ItemIn) -> ItemIn:
    problems = []
    if not LEAST_TEXT <= len(given.title) <= MOST_TITLE:
        problems.append(Invalid("item_title", "title", least=LEAST_TEXT, most=MOST_TITLE))
    if given.talk_over and given.talk_over not in {one.key for one in scheme.talk_over}:
        problems.append(Invalid("talk_over_unknown", "talk_over"))
    if given.topic and given.topic not in {topic.key for topic in scheme.visiting.topics}:
        problems.append(Invalid("topic_unknown", "topic"))
    raise_all(problems)
    return given


def check_minutes(text: str) -> None:
    raise_all(list(_too_long(text, "minutes", MOST_MINUTES)))


def check_decision(given: DecisionIn, decided_on: date) -> None:
    problems = [*_too_long(given.text, "text", MOST_TEXT), *_too_long(given.owner, "owner", MOST_NAME)]
    if len(given.text) < LEAST_TEXT:
        problems.append(Invalid("decision_text", "text"))
    if given.owner_id is None and not given.owner:
        problems.append(Invalid("decision_owner", "owner"))
    raise_all(problems + list(due_problems(given.due_on, decided_on)))


def due_problems(due_on: date | None, decided_on: date) -> Iterator[Invalid]:
    if due_on is None:
        yield Invalid("due_missing", "due_on")
    yield from day_bounds.decision_due(decided_on).wrong(due_on, "due_on")


def check_hands(given: HandsIn, n_present: int) -> tuple[str, str]:
    """Both names as they are kept. `n_present` is 0 where nobody knows how many came. Raises `Invalid` with every problem."""
    raise_all(list(_hand_problems(given, n_present)))
    names = read_name(given.counter_1, "counter_1"), read_name(given.counter_2, "counter_2")
    if same_name(*names):
        raise Invalid("counters_same", "counter_2")
    return names


def _hand_problems(given: HandsIn, n_present: int) -> Iterator[Invalid]:
    if not LEAST_TEXT <= len(given.question) <= MOST_TEXT:
        yield Invalid("hands_question", "question", least=LEAST_TEXT, most=MOST_TEXT)
    counts = {"n_for": given.n_for, "n_against": given.n_against, "n_abstained": given.n_abstained}
    wrong = [name for name, n in counts.items() if n is None or not 0 <= n <= MOST_HANDS]
    yield from (Invalid("hands_number", name) for name in wrong)
    n_hands = sum(n or 0 for n in counts.values())
    if not wrong and not n_hands:
        yield Invalid("hands_nobody", "n_for")
    if not wrong and n_present and n_hands > n_present:
        yield Invalid("hands_too_many", "n_for", n=n_hands, most=n_present)
    yield from (Invalid("counter_missing", name) for name in ("counter_1", "counter_2") if not getattr(given, name))


def check_party_discussion(given: PartyDiscussionIn, today: date) -> None:
    if given.is_discussed and given.on is None:
        raise Invalid("party_day_missing", "on")
    day_bounds.party_discussion(today).check(given.on, "on")


def packed_roles(roles: Sequence[str]) -> str:
    """` clerk leader `: one role is looked for between blanks."""
    return f" {' '.join(sorted(roles))} "


def with_role(role: str) -> str:
    return f" {role} "
