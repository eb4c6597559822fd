"""Checks what is written down at a service point: services, trainings, leads. No database."""

from collections.abc import Iterator, Sequence
from typing import Any

from db.day_bounds import Bounds
from db.errors import Invalid, raise_all
from db.points.models.services import LeadIn, ServiceIn, TrainingIn
from db.redaction import has_number
from db.scheme import Scheme

# What a point does beside what it offers; the one choice where it offers nothing.
OTHER = "other"
MOST_PEOPLE, MOST_TITLE, LEAST_LEAD, MOST_LEAD, MOST_CONTACT = 999, 80, 2, 500, 60


def what_may_be(offers: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*offers, OTHER)))


def groups(scheme: Scheme) -> tuple[str, ...]:
    return tuple(group.key for group in scheme.served_groups)


def _n_people(n: int) -> Iterator[Invalid]:
    if not 1 <= n <= MOST_PEOPLE:
        yield Invalid("service_n", "n_people", most=MOST_PEOPLE)


def check_service(given: ServiceIn, what: Sequence[str], whom: Sequence[str], within: Bounds) -> dict[str, Any]:
    """Columns of the line. `what` and `whom` are the keys that may be said. Raises `Invalid` with every problem."""
    day = given.on_day or within.last
    problems = [*_n_people(given.n_people), *within.wrong(day, "on_day")]
    if given.what not in what:
        problems.append(Invalid("service_what", "what"))
    if given.whom not in whom:
        problems.append(Invalid("service_whom", "whom"))
    raise_all(problems)
    return {"on_day": day, "what": given.what, "whom": given.whom, "n_people": given.n_people}


def check_training(given: TrainingIn, what: Sequence[str], whom: Sequence[str], within: Bounds) -> dict[str, Any]:
    """What it was about is said in words; of what and for whom may stay open."""
    day = given.on_day or within.last
    problems = [*_n_people(given.n_people), *within.wrong(day, "on_day")]
    if not 2 <= len(given.title) <= MOST_TITLE:
        problems.append(Invalid("training_title", "title", most=MOST_TITLE))
    if has_number(given.title):
        problems.append(Invalid("number_in_text", "title"))
    if given.what and given.what not in what:
        problems.append(Invalid("service_what", "what"))
    if given.whom and given.whom not in whom:
        problems.append(Invalid("service_whom", "whom"))
    raise_all(problems)
    more = {"title": given.title, "n_people": given.n_people}
    return {"on_day": day, "what": given.what or OTHER, "whom": given.whom} | more


def check_lead(scheme: Scheme, given: LeadIn) -> dict[str, Any]:
    """Who said it stands in its own field, where it is sealed; numbers in the words are refused."""
    problems = []
    if not LEAST_LEAD <= len(given.text) <= MOST_LEAD:
        problems.append(Invalid("lead_text", "text", least=LEAST_LEAD, most=MOST_LEAD))
    if has_number(given.text):
        problems.append(Invalid("number_in_text", "text"))
    if given.kind and given.kind not in {kind.key for kind in scheme.matter_kinds}:
        problems.append(Invalid("lead_kind", "kind"))
    if len(given.contact) > MOST_CONTACT:
        problems.append(Invalid("point_text_long", "contact", most=MOST_CONTACT))
    raise_all(problems)
    return {"text": given.text, "kind": given.kind, "contact": given.contact or None}
