"""Checks what a list says of a candidate, and tells whether two lines mean the same person. No database."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from db.day_bounds import PARTY_AGE
from db.id_numbers import age_on, read_id_number
from db.names import initials, pinyin, read_name
from db.phones import read_phone
from db.privacy import blind_index_or_none
from db.redaction import has_number
from db.scheme import Scheme
from db.text import says_nothing
from db.vetting.applicants import MAX_AGE, Desk
from db.vetting.joining import read_joined, require_possible
from db.vetting.models.applications import MAX_ORGANISATION
from db.vetting.models.candidates import CandidateIn, MemberKind

# By which one person is known: ("id", index) and the like.
Key = tuple[object, ...]
_LENGTHS = {"door": 80, "speciality": 60, "employer": MAX_ORGANISATION, "party_organisation": MAX_ORGANISATION, "remark": 500}
_WORDS = {
    MemberKind.REGISTERED: "在册 在册党员 社区在册党员 社区党员 居民党员 直管党员 退休党员 离退休党员",
    MemberKind.ON_THE_JOB: "在职 在职党员 在职报到党员 报到党员 双报到党员 机关党员 机关事业单位党员",
    MemberKind.NEW_ORGANISATION: "两新 两新党员 两新组织 两新组织党员 新经济组织党员 新社会组织党员 非公党员 非公企业党员 "
    "非公组织党员 社会组织党员",
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split()}


def read_kind(text: str) -> MemberKind | None:
    return _KIND_OF.get(re.sub(r"[\s“”\"]", "", text))


def category_for(scheme: Scheme, kind: MemberKind) -> str:
    """The scheme's category for this kind of party member; empty where it has none, or more than one."""
    found = [c.key for c in scheme.categories if any(read_kind(word) is kind for word in c.known_as)]
    return found[0] if len(found) == 1 else ""


def age_of(born: str, today: date) -> int | None:
    """To the year where only that is known."""
    if len(born) == len("1968-03-09"):
        return age_on(date.fromisoformat(born), today)
    return today.year - int(born[:4]) if born else None


def check_candidate(given: CandidateIn, today: date) -> dict[str, Any]:
    """What is kept of one. Raises `Invalid` with every other problem beside it."""
    desk = Desk()
    name = desk.read(read_name, given.name) or ""
    known = None if says_nothing(given.id_number) else desk.read(read_id_number, given.id_number)
    phone = None if says_nothing(given.phone) else desk.read(read_phone, given.phone)
    joined = desk.read(read_joined, "" if says_nothing(given.party_joined) else given.party_joined) or ""
    born, number = (known.birth_date.isoformat(), known.number) if known else (given.born, None)
    desk.refuse_if(given.kind is None, "member_kind_missing", "kind")
    desk.refuse_if(given.unit_id is None, "unit_missing", "unit_id")
    texts = {field: "" if says_nothing(text) else text for field in _LENGTHS if (text := getattr(given, field)) is not None}
    for field, length in _LENGTHS.items():
        desk.refuse_if(len(texts[field]) > length, "too_long", field, most=length)
    door = texts["door"]
    desk.refuse_if(has_number(door), "number_in_text", "door")
    _check_dates(desk, born, joined, today)
    desk.require_none()
    return texts | {
        "unit_id": given.unit_id, "kind": given.kind, "name": name, "pinyin": pinyin(name)[:200], "initials": initials(name)[:50],
        "sex": (known and known.sex) or given.sex, "born": born, "party_joined": joined, "phone": phone,
        "id_number": number, "id_index": blind_index_or_none("id", number),
        "phone_index": blind_index_or_none("phone", phone),
    }  # fmt: skip


def _check_dates(desk: Desk, born: str, joined: str, today: date) -> None:
    age = age_of(born, today)
    desk.refuse_if(age is not None and age < PARTY_AGE, "under_age", "born", age=age, least=PARTY_AGE)
    desk.refuse_if(age is not None and age > MAX_AGE, "over_age", "born", age=age)
    if age is None or PARTY_AGE <= age <= MAX_AGE:
        desk.read(lambda text: require_possible(text, born, today), joined)


def keys_of(one: Mapping[str, Any]) -> Iterator[Key]:
    """By what somebody on file is known: the ID number, the name with the telephone, and the name at the door. The last counts
    only where one of the two lines has neither number."""
    if one["id_index"]:
        yield "id", one["id_index"]
    if one["phone_index"]:
        yield "phone", one["name"], one["phone_index"]
    place = one["name"], one["unit_id"], one["door"]
    yield "place", *place
    if not (one["id_index"] or one["phone_index"]):
        yield "only a place", *place


def keys_asked(one: Mapping[str, Any]) -> Iterator[Key]:
    """What to look for among `keys_of` those on file."""
    *own, last = keys_of(one)
    yield from own
    yield ("only a place", *last[1:]) if last[0] == "place" else last
