"""Checks what was written of a household or a member. No database: the same rules serve the screen and the lists."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from db.errors import Invalid, raise_all
from db.id_numbers import read_id_number
from db.ledger.models.households import Fact, HouseholdIn, HouseholdKind, MemberIn
from db.names import initials, pinyin, read_name
from db.natural_order import padded, with_plain_numbers
from db.phones import read_phone
from db.privacy import blind_index, blind_index_or_none, keyed_hash
from db.redaction import has_number
from db.scheme import Scheme
from db.text import clean

T = TypeVar("T")

# A building, an entrance, a floor, a room, each by a number or a letter: with their words or with strokes between them.
_WORDS = "号楼|栋|幢|座|楼|单元|门洞|门|梯|层|号房|号|室|房|户|#"
_PART = re.compile(r"(~?[a-z]|[0-9]+[a-z]?)")
_PARTS = re.compile(rf"(?:(?:~?[a-z]|[0-9]+[a-z]?)(?:{_WORDS}|[-_—–/.、])*)+")
_PART_END = re.compile(rf"(?:{_WORDS})$")

MOST_PEOPLE, MOST_STAFF = 60, 5000
_LENGTHS = {"door": 80, "title": 80, "needs": 80, "contact": 80, "trade": 40, "note": 500}
# Found and sorted by these, and printed: what is written there stands in plain letters.
_IN_PLAIN_LETTERS = ("door", "title")
_MEMBER_LENGTHS = {"relation": 20, "note": 300}
_BITS = {fact: 1 << n for n, fact in enumerate(Fact)}
_WHAT_A_SHOP_HAS = (Fact.HEAD, Fact.PHONE)


@lru_cache(maxsize=20_000)
def door_key(door: str, title: str = "") -> str:
    """One spelling of a door, for matching and in the order people count: `1栋2单元101` comes before `10栋`, and
    `1幢2单元101` and `1-2-101` are the same door."""
    plain = _numbers_of(with_plain_numbers(door))
    return padded(f"{plain}|{with_plain_numbers(title)}" if title else plain)[:170]


def door_beginning(text: str) -> str:
    """How the keys of doors begin that are searched for by their first part: 1栋, 1栋2单元."""
    return padded(_PART_END.sub("", _numbers_of(with_plain_numbers(text))))


def _numbers_of(door: str) -> str:
    """Two numbers and more without the words between them. One alone keeps its word: 3栋, 3组 and 3号 are three places."""
    parts = _PARTS.fullmatch(door)
    found = _PART.findall(door) if parts else []
    return "-".join(found) if len(found) > 1 else re.sub("幢|座|号楼", "栋", door)


def phone_tail(phone: str | None) -> str | None:
    """The keyed mark by which the last four digits find a telephone."""
    return blind_index_or_none("phone tail", phone and phone[-4:])


def care_mark(key: str) -> str:
    """Eight characters that stand for a special group; without the key file nobody knows which."""
    return keyed_hash("care", key)[:8]


def care_marks(keys: Iterable[str]) -> str:
    return " ".join(sorted({care_mark(key) for key in keys}))


def missing_bits(values: dict[str, Any]) -> int:
    """The bits of the facts that are not known. A shop is asked only for its keeper and a telephone."""
    is_known = {
        Fact.HEAD: bool(values["name"]), Fact.PHONE: bool(values["phone"]), Fact.PEOPLE: values["n_people"] is not None,
        Fact.PARTY: values["n_party"] is not None, Fact.CARE: values["care"] is not None,
    }  # fmt: skip
    asked = _WHAT_A_SHOP_HAS if values["kind"] is HouseholdKind.MERCHANT else tuple(Fact)
    return sum(_BITS[fact] for fact in asked if not is_known[fact])


def bits_of(facts: Iterable[str]) -> int:
    return sum(_BITS[Fact(fact)] for fact in facts if fact != "fresh")


class Reader:
    """Reads field after field and keeps every problem."""

    def __init__(self) -> None:
        self.problems: list[Invalid] = []

    def read(self, reader: Callable[[str], T], text: str) -> T | None:
        """None for an empty text."""
        if not clean(text):
            return None
        try:
            return reader(text)
        except Invalid as problem:
            self.problems.append(problem)
            return None

    def no_numbers(self, **texts: str) -> None:
        """None of these names a person by an ID number or a mobile telephone."""
        for field, text in texts.items():
            if has_number(text):
                self.problems.append(Invalid("number_in_text", field))

    def number(self, field: str, text: str, most: int) -> int | None:
        if not text:
            return None
        plain = unicodedata.normalize("NFKC", text).strip().removesuffix("人")
        if not plain:
            return None
        if not re.fullmatch("[0-9]{1,5}", plain) or int(plain) > most:
            self.problems.append(Invalid("number_form", field, most=most))
            return None
        return int(plain)

    def person(self, name: str, id_number: str, phone: str) -> dict[str, Any]:
        read = self.read(read_name, name) or ""
        number, telephone = self.read(read_id_number, id_number), self.read(read_phone, phone)
        return {
            "name": read, "pinyin": pinyin(read)[:200], "initials": initials(read)[:50],
            "id_number": number and number.number, "id_index": number and blind_index("id", number.number),
            "phone": telephone, "phone_tail": phone_tail(telephone),
        }  # fmt: skip


def _check_care(reader: Reader, scheme: Scheme, care: list[str] | None) -> None:
    known = {group.key for group in scheme.special_groups} if care else ()
    for key in care or ():
        if key not in known:
            near = "、".join(group.zh for group in scheme.special_groups)
            reader.problems.append(Invalid("care_unknown", "care", name=key, near=near))


def check_household(scheme: Scheme, given: HouseholdIn) -> dict[str, Any]:
    """The columns of a household, tidied. Raises `Invalid` with every other problem beside it."""
    reader = Reader()
    is_shop = given.kind is HouseholdKind.MERCHANT
    door, title = clean(given.door), clean(given.title) if is_shop else ""
    if not door:
        reader.problems.append(Invalid("door_missing", "door"))
    if is_shop and not title:
        reader.problems.append(Invalid("title_missing", "title"))
    if given.unit_id is None:
        reader.problems.append(Invalid("unit_missing", "unit_id"))
    for field, length in _LENGTHS.items():
        if len(getattr(given, field)) > length:
            reader.problems.append(Invalid("too_long", field, most=length))
    reader.no_numbers(**{field: getattr(given, field) for field in _IN_PLAIN_LETTERS})
    _check_care(reader, scheme, given.care)
    people = reader.number("n_people", given.n_people, MOST_PEOPLE)
    party = reader.number("n_party", given.n_party, MOST_PEOPLE)
    values = reader.person(given.name, given.id_number, given.phone) | {
        "kind": given.kind, "unit_id": given.unit_id, "door": door, "door_key": door_key(door, title), "title": title,
        "n_people": people, "n_party": party, "care": None if given.care is None else json.dumps(sorted(set(given.care))),
        "care_marks": care_marks(given.care or ()), "needs": clean(given.needs), "contact": clean(given.contact),
        "trade": clean(given.trade), "n_staff": reader.number("n_staff", given.n_staff, MOST_STAFF),
        "note": clean(given.note) or None,
    }  # fmt: skip
    raise_all(reader.problems)
    return values | {"missing": missing_bits(values)}


def check_member(given: MemberIn) -> dict[str, Any]:
    """The columns of a member. Birth date and sex come from the ID number where there is one."""
    reader = Reader()
    if not clean(given.name):
        reader.problems.append(Invalid("name_missing", "name"))
    for field, length in _MEMBER_LENGTHS.items():
        if len(getattr(given, field).strip()) > length:
            reader.problems.append(Invalid("too_long", field, most=length))
    values = reader.person(given.name, given.id_number, given.phone)
    raise_all(reader.problems)
    number = read_id_number(given.id_number) if values["id_number"] else None
    return values | {
        "relation": clean(given.relation), "sex": given.sex or (number and number.sex),
        "birth_date": number and number.birth_date, "is_party": given.is_party, "note": clean(given.note) or None,
    }  # fmt: skip
