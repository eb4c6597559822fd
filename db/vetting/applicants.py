"""Checks what was written of an applicant. No database: the same rules serve the desk, the public page and the import."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from db.errors import Invalid, raise_all
from db.id_numbers import IdNumber, age_on, read_id_number
from db.names import initials, pinyin, read_name
from db.phones import read_phone
from db.privacy import blind_index
from db.scheme import Aliased, Scheme
from db.text import clean
from db.vetting.joining import read_joined, require_possible
from db.vetting.models.applications import MAX_ORGANISATION, ApplicantIn
from db.vocabulary import Political, Sex

T = TypeVar("T")

MAX_AGE = 100
_LENGTHS = {
    "nation": 20, "education": 20, "occupation": 60, "employer": MAX_ORGANISATION, "party_organisation": MAX_ORGANISATION,
    "speciality": 60, "recommender": 50, "remark": 500,
}  # fmt: skip


@dataclass(frozen=True)
class Applicant:
    """What passed the checks, tidied; `warnings` are message ids (`problem.<code>`) of what to look at again."""

    values: dict[str, Any]
    warnings: tuple[str, ...]

    @property
    def unit_id(self) -> int:
        return int(self.values["unit_id"])

    @property
    def id_index(self) -> str:
        return str(self.values["id_index"])

    @property
    def name(self) -> str:
        return str(self.values["name"])

    @property
    def birth_date(self) -> date:
        return self.values["birth_date"]  # type: ignore[no-any-return]


class Desk:
    """Reads field after field and keeps every problem."""

    def __init__(self) -> None:
        self.problems: list[Invalid] = []

    def read(self, reader: Callable[[str], T], text: str) -> T | None:
        try:
            return reader(text)
        except Invalid as problem:
            self.problems.append(problem)
            return None

    def refuse_if(self, is_wrong: bool, code: str, field: str, **params: Any) -> None:
        if is_wrong:
            self.problems.append(Invalid(code, field, **params))

    def require_none(self) -> None:
        """Raises `Invalid` with every other problem beside it."""
        raise_all(self.problems)


def _read_id(text: str) -> IdNumber:
    if not clean(text):
        raise Invalid("id_missing", "id_number")
    return read_id_number(text)


def _read_phone(text: str) -> str:
    if not clean(text):
        raise Invalid("phone_missing", "phone")
    return read_phone(text)


def key_of(choices: tuple[Aliased, ...], text: str) -> str | None:
    """The key of the choice that is known by this word."""
    wanted = clean(text)
    return next((choice.key for choice in choices if wanted in choice.known_as), None)


def _read_nation(text: str) -> str:
    nation = clean(text)
    return f"{nation}族" if nation and not nation.endswith("族") and len(nation) <= 4 else nation


def _check_dates(desk: Desk, scheme: Scheme, birth_date: date, joined: str, today: date) -> None:
    """An age that cannot be makes whatever was joined then no news."""
    age = age_on(birth_date, today)
    n_problems = len(desk.problems)
    desk.refuse_if(age < scheme.steward.min_age, "under_age", "birth_date", age=age, least=scheme.steward.min_age)
    desk.refuse_if(age > MAX_AGE, "over_age", "birth_date", age=age)
    if len(desk.problems) == n_problems:
        desk.read(lambda text: require_possible(text, birth_date.isoformat(), today), joined)


def _warnings(scheme: Scheme, given: ApplicantIn, id_number: IdNumber, party_joined: str) -> tuple[str, ...]:
    is_member = given.political in (Political.PARTY_MEMBER, Political.PROBATIONARY)
    found = {
        "sex_differs": id_number.sex is not None and given.sex is not None and given.sex is not id_number.sex,
        "not_party_member": scheme.steward.party_member_expected and not is_member,
        "party_month_of_non_member": bool(party_joined) and not is_member,
    }
    return tuple(code for code, is_so in found.items() if is_so)


def check_applicant(scheme: Scheme, given: ApplicantIn, today: date) -> Applicant:
    """Raises `Invalid` with every other problem beside it. Birth date and sex are filled from the ID number."""
    desk = Desk()
    name = desk.read(read_name, given.name)
    id_number = desk.read(_read_id, given.id_number)
    phone = desk.read(_read_phone, given.phone)
    party_joined = desk.read(read_joined, given.party_joined)
    birth_date = given.birth_date or (id_number.birth_date if id_number else None)
    sex = given.sex or (id_number and id_number.sex)
    desk.refuse_if(bool(id_number and birth_date != id_number.birth_date), "id_birth_mismatch", "birth_date")
    desk.refuse_if(sex is None, "sex_missing", "sex")
    desk.refuse_if(given.political is None, "political_missing", "political")
    desk.refuse_if(given.unit_id is None, "unit_missing", "unit_id")
    desk.refuse_if(key_of(scheme.categories, given.category) is None, "category_unknown", "category")
    desk.refuse_if(key_of(scheme.entry_ways, given.entry_way) is None, "entry_way_unknown", "entry_way")
    for field, length in _LENGTHS.items():
        desk.refuse_if(len(getattr(given, field)) > length, "too_long", field, most=length)
    if birth_date and id_number:
        _check_dates(desk, scheme, birth_date, party_joined or "", today)
    desk.require_none()
    # Narrows the types: whatever is missing was raised above.
    assert name and id_number and phone and sex  # noqa: PT018
    return Applicant(
        {**_identity(name, sex, id_number, phone), **_particulars(scheme, given, party_joined or "")},
        _warnings(scheme, given, id_number, party_joined or ""),
    )


def _identity(name: str, sex: Sex, id_number: IdNumber, phone: str) -> dict[str, Any]:
    return {
        "name": name, "pinyin": pinyin(name)[:200], "initials": initials(name)[:50], "sex": sex,
        "birth_date": id_number.birth_date, "id_number": id_number.number, "phone": phone,
        "id_index": blind_index("id", id_number.number), "phone_index": blind_index("phone", phone),
    }  # fmt: skip


def _particulars(scheme: Scheme, given: ApplicantIn, party_joined: str) -> dict[str, Any]:
    return {
        "nation": _read_nation(given.nation), "political": given.political, "party_joined": party_joined,
        "education": clean(given.education), "occupation": clean(given.occupation),
        "employer": clean(given.employer), "party_organisation": clean(given.party_organisation),
        "speciality": "" if clean(given.speciality) == "无" else clean(given.speciality),
        "category": key_of(scheme.categories, given.category), "entry_way": key_of(scheme.entry_ways, given.entry_way),
        "recommender": clean(given.recommender), "remark": clean(given.remark), "unit_id": given.unit_id,
    }  # fmt: skip
