"""Checks a line of a point's log before it is written. No database."""

from collections.abc import Collection, Iterator
from datetime import date

from db import day_bounds
from db.errors import Invalid, raise_all
from db.points.models.services import LeadIn, ServiceIn, TrainingIn
from db.redaction import has_number
from db.scheme import Scheme

# What a point does that offers nothing by name.
OTHER = "other"
MOST_PEOPLE = 999
LEAST_TITLE, MOST_TITLE = 2, 80
LEAST_LEAD, MOST_LEAD, MOST_CONTACT = 2, 300, 60


def check_service(scheme: Scheme, given: ServiceIn, offers: Collection[str], opened_on: date | None, today: date) -> ServiceIn:
    """With its day. Raises `Invalid` with every problem."""
    problems = [*_words(scheme, given, offers or (OTHER, "")), *_numbers(given, opened_on, today)]
    if not given.whom:
        problems.append(Invalid("service_whom", "whom"))
    raise_all(problems)
    return given.model_copy(update={"on_day": given.on_day or today, "what": given.what or OTHER})


def check_training(scheme: Scheme, given: TrainingIn, offers: Collection[str], opened_on: date | None, today: date) -> TrainingIn:
    """Whom and what it belongs to may stay open; what it was about is said."""
    problems = [*_words(scheme, given, (*offers, OTHER, "")), *_numbers(given, opened_on, today)]
    if not LEAST_TITLE <= len(given.title) <= MOST_TITLE:
        problems.append(Invalid("training_title", "title", least=LEAST_TITLE, most=MOST_TITLE))
    if has_number(given.title):
        problems.append(Invalid("number_in_text", "title"))
    raise_all(problems)
    return given.model_copy(update={"on_day": given.on_day or today})


def _words(scheme: Scheme, given: ServiceIn | TrainingIn, offers: Collection[str]) -> Iterator[Invalid]:
    if given.what not in offers:
        yield Invalid("service_what", "what")
    if given.whom and given.whom not in {group.key for group in scheme.served_groups}:
        yield Invalid("service_whom", "whom")


def _numbers(given: ServiceIn | TrainingIn, opened_on: date | None, today: date) -> Iterator[Invalid]:
    if not 1 <= given.n_people <= MOST_PEOPLE:
        yield Invalid("service_people", "n_people", most=MOST_PEOPLE)
    yield from day_bounds.service(today, opened_on).wrong(given.on_day, "on_day")


def check_lead(scheme: Scheme, given: LeadIn) -> None:
    """`kind` is a matter kind, or open. Raises `Invalid` with every problem."""
    problems = []
    if not LEAST_LEAD <= len(given.text) <= MOST_LEAD:
        problems.append(Invalid("lead_text", "text", least=LEAST_LEAD, most=MOST_LEAD))
    if given.kind and given.kind not in {kind.key for kind in scheme.matter_kinds}:
        problems.append(Invalid("lead_kind", "kind"))
    if len(given.contact) > MOST_CONTACT:
        problems.append(Invalid("too_long", "contact", most=MOST_CONTACT))
    raise_all(problems)
