"""Checks a partner organisation and its members before they are written. No database."""

from collections.abc import Iterator
from typing import Any

from db.errors import Invalid, raise_all
from db.names import read_name
from db.natural_order import sort_key
from db.phones import read_phone
from db.points.models.partners import PartnerIn, PartnerMemberIn
from db.redaction import has_number

LEAST_NAME, MOST_NAME, MOST_HELP, MOST_POST, MOST_CONTACT = 2, 80, 200, 40, 50


def check_partner(given: PartnerIn) -> dict[str, Any]:
    """Columns of the partner as given, its units aside. Raises `Invalid` with every problem."""
    raise_all([*_problems(given), *_wrong_phone(given.phone)])
    return {
        "kind": given.kind, "name": given.name, "sort_key": sort_key(given.name), "party": given.party,
        "contact": given.contact or None, "phone": read_phone(given.phone) if given.phone else None,
        "helps_with": given.helps_with, "since": given.since,
    }  # fmt: skip


def _problems(given: PartnerIn) -> Iterator[Invalid]:
    if given.kind is None:
        yield Invalid("partner_kind", "kind")
    if not LEAST_NAME <= len(given.name) <= MOST_NAME:
        yield Invalid("point_name", "name", least=LEAST_NAME, most=MOST_NAME)
    if not given.unit_ids:
        yield Invalid("partner_units", "unit_ids")
    for field, most in (("contact", MOST_CONTACT), ("helps_with", MOST_HELP)):
        if len(getattr(given, field)) > most:
            yield Invalid("point_text_long", field, most=most)
    for field in ("name", "contact", "helps_with"):
        if has_number(getattr(given, field)):
            yield Invalid("number_in_text", field)


def check_member(given: PartnerMemberIn) -> dict[str, Any]:
    """Columns of the member as given. Raises `Invalid` with every problem."""
    raise_all([*_member_problems(given), *_wrong_phone(given.phone)])
    return {
        "name": read_name(given.name, "name"), "phone": read_phone(given.phone) if given.phone else None, "post": given.post,
        "is_party_member": given.is_party_member, "from_on": given.from_on, "until": given.until,
    }  # fmt: skip


def _member_problems(given: PartnerMemberIn) -> Iterator[Invalid]:
    try:
        read_name(given.name, "name")
    except Invalid as error:
        yield error
    if len(given.post) > MOST_POST:
        yield Invalid("point_text_long", "post", most=MOST_POST)
    if has_number(given.post):
        yield Invalid("number_in_text", "post")
    if given.from_on and given.until and given.until < given.from_on:
        yield Invalid("term_ends_before", "until")


def _wrong_phone(phone: str) -> Iterator[Invalid]:
    try:
        phone and read_phone(phone)
    except Invalid as error:
        yield Invalid(error.code, "phone", **error.params)
