"""Checks a service point before it is written. No database."""

from collections.abc import Iterator
from typing import Any

from db.errors import Invalid, raise_all
from db.natural_order import sort_key
from db.phones import read_phone
from db.points.models.points import PointIn
from db.redaction import has_number
from db.scheme import PointKind, Scheme

LEAST_NAME, MOST_NAME, MOST_PLACE, MOST_FINDS, MOST_REASON = 2, 60, 120, 200, 500
MOST_CAPACITY = 9_999


def kind_of(scheme: Scheme, key: str) -> PointKind | None:
    return next((kind for kind in scheme.point_kinds if kind.key == key), None)


def offered(scheme: Scheme, key: str) -> dict[str, Any]:
    """What a point of this kind may offer: key -> the scheme's words."""
    kind = kind_of(scheme, key)
    lists = {"stations": scheme.stations, "posts": scheme.posts, "nothing": ()}
    return {one.key: one for one in lists[kind.offers]} if kind else {}


def _problems(scheme: Scheme, given: PointIn) -> Iterator[Invalid]:
    if given.unit_id is None:
        yield Invalid("point_unit", "unit")
    if kind_of(scheme, given.kind) is None:
        yield Invalid("point_kind", "kind")
    if not LEAST_NAME <= len(given.name) <= MOST_NAME:
        yield Invalid("point_name", "name", least=LEAST_NAME, most=MOST_NAME)
    if given.capacity is not None and not 1 <= given.capacity <= MOST_CAPACITY:
        yield Invalid("point_capacity", "capacity", most=MOST_CAPACITY)
    if set(given.offers) - set(offered(scheme, given.kind)):
        yield Invalid("point_offer", "offers")
    yield from _wrong_texts(given)
    yield from _wrong_phones(given)


def _wrong_texts(given: PointIn) -> Iterator[Invalid]:
    for field, most in (("place", MOST_PLACE), ("finds", MOST_FINDS), ("reason", MOST_REASON)):
        if len(getattr(given, field)) > most:
            yield Invalid("point_text_long", field, most=most)
    for field in ("name", "place", "finds"):
        if has_number(getattr(given, field)):
            yield Invalid("number_in_text", field)


def _wrong_phones(given: PointIn) -> Iterator[Invalid]:
    for field in ("phone", "proposer_phone"):
        try:
            getattr(given, field) and read_phone(getattr(given, field))
        except Invalid as error:
            yield Invalid(error.code, field, **error.params)


def check_point(scheme: Scheme, given: PointIn) -> dict[str, Any]:
    """Columns of the point as given. Raises `Invalid` with every problem."""
    raise_all(list(_problems(scheme, given)))
    keys = [key for key in offered(scheme, given.kind) if key in given.offers]
    return {
        "unit_id": given.unit_id, "kind": given.kind, "name": given.name, "sort_key": sort_key(given.name), "place": given.place,
        "finds": given.finds, "offers": keys, "capacity": given.capacity, "phone": given.phone and read_phone(given.phone),
        "is_closed_on_holidays": given.is_closed_on_holidays,
    }  # fmt: skip
