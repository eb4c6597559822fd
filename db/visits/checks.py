"""Checks what was written of a visit. No database: the same rules serve the tablet, the paper sheet and the file."""

from collections.abc import Iterable, Iterator
from datetime import date

from db import day_bounds
from db.errors import Invalid, raise_all
from db.scheme import About, MustVisitRule, Named, Scheme, Topic
from db.text import clean
from db.visits.models.visits import Outcome, VisitIn

MOST_TEXT, MOST_AT_ONCE = 500, 60
# A month before it is a slip of the pen, and is not handed in.
FIRST_MONTH = 200001


def month_of(day: date) -> int:
    """2026-11-22 -> 202611."""
    return day.year * 100 + day.month


def packed(topics: Iterable[str]) -> str:
    """` difficulty health `: with spaces around each, so that one can be looked for."""
    keys = sorted(set(topics))
    return f" {' '.join(keys)} " if keys else ""


def unpacked(topics: str) -> list[str]:
    return topics.split()


def topic_of(scheme: Scheme, key: str) -> Topic | None:
    return next((topic for topic in scheme.visiting.topics if topic.key == key), None)


def matter_of(scheme: Scheme, topic: str) -> str:
    """The kind of matter that the topic would make, where the scheme has one."""
    found = topic_of(scheme, topic)
    if not found or found.about is About.OTHER:
        return ""
    return next((kind.key for kind in scheme.matter_kinds if kind.about is found.about), "")


def rule_of(scheme: Scheme, kind: str) -> MustVisitRule | None:
    return next((rule for rule in scheme.visiting.must_visits if rule.key == kind), None)


def calls_for(scheme: Scheme, topic: str) -> tuple[str, ...]:
    """Keys of the must-visits that the topic calls for: a dispute, a grievance."""
    found = topic_of(scheme, topic)
    return tuple(rule.key for rule in scheme.visiting.must_visits if found and found.about in rule.about)


def _unknown(key: str, known: Iterable[Named]) -> bool:
    return bool(key) and key not in {one.key for one in known}


def _problems(scheme: Scheme, given: VisitIn, today: date) -> Iterator[Invalid]:
    v, day = scheme.visiting, given.visited_on or today
    if not given.household_ids:
        yield Invalid("visit_nobody", "household")
    if len(set(given.household_ids)) > MOST_AT_ONCE:
        yield Invalid("visit_too_many", "household", most=MOST_AT_ONCE)
    yield from day_bounds.visit(today).wrong(day, "visited_on")
    said = [("form", given.form, v.forms), ("occasion", given.occasion, (*v.occasions, *v.must_visits))]
    said += [("topics", key, v.topics) for key in (*given.topics, *(one.topic for one in given.raised))]
    yield from (Invalid("visit_word_unknown", field, name=key) for field, key, known in said if _unknown(key, known))
    texts = [("note", given.note), ("promise", given.promise), *(("raised", one.text) for one in given.raised)]
    yield from (Invalid("too_long", field, most=MOST_TEXT) for field, text in texts if len(clean(text)) > MOST_TEXT)
    if clean(given.promise):
        yield from day_bounds.promise(day).wrong(given.promise_due, "promise_due")


def check_visit(scheme: Scheme, given: VisitIn, today: date) -> VisitIn:
    """The visit, tidied: today, met, the first form and the usual occasion where nothing was said. Raises `Invalid` with every
    problem: `visit_nobody`, `visit_too_many`, `visit_word_unknown`, `too_long`, and days outside `db.day_bounds`. Whether the
    steward was in office by then is asked where the steward is known."""
    raise_all(list(_problems(scheme, given, today)))
    v, raised = scheme.visiting, [one for one in given.raised if clean(one.text)]
    return given.model_copy(
        update={
            "household_ids": list(dict.fromkeys(given.household_ids)), "visited_on": given.visited_on or today,
            "outcome": given.outcome or Outcome.MET, "form": given.form or v.forms[0].key,
            "occasion": given.occasion or v.usual_occasion,
            "topics": sorted({*given.topics, *(one.topic for one in raised)}), "note": clean(given.note),
            "promise": clean(given.promise), "raised": raised,
        }
    )  # fmt: skip
