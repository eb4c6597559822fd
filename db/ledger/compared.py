"""A list of households beside the ledger: what is new, what differs, who is missing from the list. No writing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from db.ledger.queries.households import KnownHousehold, KnownMember
from db.office.models import ListKind
from db.spreadsheets import Previewed, Problem, Row, Table

# What a field of the form brings along in the row.
FIELDS = {
    "name": ("name", "pinyin", "initials"), "id_number": ("id_number", "id_index"), "phone": ("phone", "phone_tail"),
    "n_people": ("n_people",), "n_party": ("n_party",), "care": ("care", "care_marks"), "needs": ("needs",),
    "contact": ("contact",), "trade": ("trade",), "n_staff": ("n_staff",), "note": ("note",),
}  # fmt: skip
MEMBER_FIELDS = {
    "name": FIELDS["name"], "relation": ("relation",), "id_number": (*FIELDS["id_number"], "sex", "birth_date"),
    "phone": FIELDS["phone"], "note": ("note",),
}  # fmt: skip
_NOTHING = (None, "")
Person = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A household that the ledger does not have. `members` are columns of the other people at the door; `elsewhere` is the
    household at another door in which its head is on file."""

    row: int
    values: dict[str, Any]
    members: tuple[Person, ...] = ()
    elsewhere: KnownHousehold | None = None


@dataclass(frozen=True, slots=True)
class PersonDifference:
    """Where the list and the ledger differ about one of the people: field -> old, column -> new."""

    member: KnownMember
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where the list and the ledger differ: form field -> old and new, as the list's columns go. `members` are new people."""

    row: int
    household: KnownHousehold
    before: dict[str, Any]
    after: dict[str, Any]
    members: tuple[Person, ...] = ()
    people: tuple[PersonDifference, ...] = ()


@dataclass(frozen=True, slots=True)
class MissingPerson:
    """On file at a door of the list, and not in the list."""

    household: KnownHousehold
    member: KnownMember


@dataclass(frozen=True)
class LedgerPreview(Previewed):
    kind: ListKind
    table: Table
    added: tuple[Arrival, ...]
    changed: tuple[Difference, ...]
    gone: tuple[KnownHousehold, ...]
    n_same: int
    problems: tuple[Problem, ...]
    strangers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gone_people: tuple[MissingPerson, ...] = ()

    @property
    def perhaps_same(self) -> list[Arrival]:
        """New by their door, with a head who is on file at another door of the same unit."""
        return [one for one in self.added if one.elsewhere and one.elsewhere.unit_id == one.values["unit_id"]]

    def with_same(self, rows: Collection[int]) -> "LedgerPreview":
        """As it is once the rows are known to be households on file, whose door is now the list's."""
        moved = [one for one in self.perhaps_same if one.row in rows]
        homes = {one.elsewhere.id for one in moved if one.elsewhere}
        return replace(
            self, added=tuple(one for one in self.added if one not in moved),
            changed=(*self.changed, *(moved_here(one, one.elsewhere) for one in moved if one.elsewhere)),
            gone=tuple(known for known in self.gone if known.id not in homes),
        )  # fmt: skip


def _said(places: Mapping[str, int], fields: Mapping[str, tuple[str, ...]], values: Person, known: Any) -> list[str]:
    """The fields about which the list says something else; an empty cell says nothing against what is on file."""
    asked = [f for f in fields if f in places and f in values]
    return [f for f in asked if values[f] not in _NOTHING and values[f] != getattr(known, f)]


def _is(known: KnownMember, person: Person) -> bool:
    """The same ID number, or the same name where not both have one."""
    if known.id_index and person["id_index"]:
        return bool(known.id_index == person["id_index"])
    return bool(known.name == person["name"])


def _person_difference(places: Mapping[str, int], known: KnownMember, person: Person) -> PersonDifference | None:
    said = _said(places, MEMBER_FIELDS, person, known)
    after = {column: person[column] for f in said for column in MEMBER_FIELDS[f]}
    return PersonDifference(known, {f: getattr(known, f) for f in said}, after) if said else None


def difference(
    places: Mapping[str, int], known: KnownHousehold, row: Row, values: Mapping[str, Any], people: Sequence[Person]
) -> Difference | None:
    """None where the list says what is on file. `places` are the columns that the list has."""
    said = _said(places, FIELDS, values, known)
    if "care" in said and values["care"] == "[]" and not row.text("care"):
        said.remove("care")
    found = [(person, next((m for m in known.members if _is(m, person)), None)) for person in people]
    strangers = tuple(person for person, member in found if member is None)
    changed = tuple(d for person, member in found if member and (d := _person_difference(places, member, person)))
    if not said and not strangers and not changed:
        return None
    after = {column: values[column] for f in said for column in FIELDS[f]}
    return Difference(row.number, known, {f: getattr(known, f) for f in said}, after, strangers, changed)


def moved_here(one: Arrival, known: KnownHousehold) -> Difference:
    """The arrival as the household that is on file elsewhere in the same unit: at this door, and with what the list says."""
    said = _said(dict.fromkeys(FIELDS, 0), FIELDS, one.values, known)
    after = {column: one.values[column] for f in said for column in FIELDS[f]}
    strangers = tuple(person for person in one.members if not any(_is(m, person) for m in known.members))
    door = {"door": one.values["door"], "door_key": one.values["door_key"]}
    return Difference(one.row, known, {f: getattr(known, f) for f in said}, after | door, strangers)


def missing_people(known: KnownHousehold, people: Sequence[Person]) -> Iterator[MissingPerson]:
    """Those at the door whom the list, which names people, does not name."""
    return (MissingPerson(known, m) for m in known.members if not any(_is(m, person) for person in people))
