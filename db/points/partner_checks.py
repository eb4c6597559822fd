"""Checks a partner organisation and its members before they are written. No database."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from db import day_bounds
from db.errors import Invalid, raise_all
from db.names import read_name
from db.natural_order import sort_key
from db.phones import read_phone
from db.points.models.partners import PartnerIn, PartnerMemberIn
from db.redaction import has_number

LEAST_NAME, MOST_NAME, MOST_HELPS, MOST_POST, MOST_UNITS = 2, 80, 200, 40, 200


def _name_of_person(text: str, field: str) -> Iterator[Invalid]:
    try:
        read_name(text, field)
    except Invalid as error:
        yield error


def _phone(text: str) -> Iterator[Invalid]:
    try:
        text and read_phone(text)
    except Invalid as error:
        yield Invalid(error.code, "phone", **error.params)


def _partner_problems(given: PartnerIn, today: date) -> Iterator[Invalid]:
    if given.kind is None:
        yield Invalid("partner_kind", "kind")
    if not 1 <= len(set(given.unit_ids)) <= MOST_UNITS:
        yield Invalid("partner_units", "unit_ids", most=MOST_UNITS)
    if not LEAST_NAME <= len(given.name) <= MOST_NAME:
        yield Invalid("point_name", "name", least=LEAST_NAME, most=MOST_NAME)
    if len(given.helps_with) > MOST_HELPS:
        yield Invalid("point_text_long", "helps_with", most=MOST_HELPS)
    for field in ("name", "helps_with"):
        if has_number(getattr(given, field)):
            yield Invalid("number_in_text", field)
    if given.contact:
        yield from _name_of_person(given.contact, "contact")
    yield from _phone(given.phone)
    yield from day_bounds.partner_since(today).wrong(given.since, "since")


def check_partner(given: PartnerIn, today: date) -> dict[str, Any]:
    """Columns of the partner, but for its units. Raises `Invalid` with every problem."""
    raise_all(list(_partner_problems(given, today)))
    return {
        "kind": given.kind, "name": given.name, "sort_key": sort_key(given.name), "party": given.party,
        "contact": read_name(given.contact, "contact") if given.contact else None,
        "phone": read_phone(given.phone) if given.phone else None, "helps_with": given.helps_with, "since": given.since,
    }  # fmt: skip


def _member_problems(given: PartnerMemberIn, today: date) -> Iterator[Invalid]:
    within = day_bounds.partner_term(today)
    yield from _name_of_person(given.name, "name")
    yield from _phone(given.phone)
    if len(given.post) > MOST_POST:
        yield Invalid("point_text_long", "post", most=MOST_POST)
    if has_number(given.post):
        yield Invalid("number_in_text", "post")
    yield from within.wrong(given.from_on, "from_on")
    yield from within.wrong(given.until, "until")
    if given.from_on and given.until and given.until < given.from_on:
        yield Invalid("term_ends_before", "until")


def check_member(given: PartnerMemberIn, today: date) -> dict[str, Any]:
    """Columns of the member. Raises `Invalid` with every problem."""
    raise_all(list(_member_problems(given, today)))
    return {
        "name": read_name(given.name), "phone": read_phone(given.phone) if given.phone else None, "post": given.post,
        "is_party_member": given.is_party_member, "from_on": given.from_on, "until": given.until,
    }  # fmt: skip
