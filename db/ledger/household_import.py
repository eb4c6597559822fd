"""Households and shops as spreadsheets bring them, compared with the ledger: added, changed, gone, the same, or wrong."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from db.actor import Actor
from db.ledger.compared import Arrival, Difference, LedgerPreview, MissingPerson, Person, difference, missing_people
from db.ledger.list_columns import KINDS
from db.ledger.list_rows import Reading, with_kept
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import KnownHousehold, known_households
from db.office.models import ListKind
from db.office.queries import refuse_in_demo
from db.permissions import require
from db.scheme import Scheme
from db.spreadsheets import Row, Severity, Sheet

Compared = tuple[list[Arrival], list[Difference], int]


def _compared(reading: Reading, here: Sequence[KnownHousehold]) -> Compared:
    by_place = {(known.unit_id, known.door_key): known for known in here}
    by_person: dict[str | None, KnownHousehold] = {member.id_index: known for known in here for member in known.members}
    by_person |= {known.id_index: known for known in here if known.id_index}
    reading.without_home(by_place.keys())
    added, changed, n_same = [], [], 0
    for place in dict.fromkeys((*reading.heads, *reading.members)):
        known, members = by_place.get(place), reading.members.get(place, [])
        row, values = reading.heads.get(place) or (members[0][0], {})
        people = tuple(member for _, member in members)
        if known is None:
            added.append(Arrival(row.number, values, people, _elsewhere(reading, row, values, by_person)))
        elif found := _difference(reading, known, row, values, people):
            changed.append(found)
        else:
            n_same += 1
    return added, changed, n_same


def _elsewhere(
    reading: Reading, row: Row, values: Mapping[str, Any], by_person: Mapping[str | None, KnownHousehold]
) -> KnownHousehold | None:
    """The household at another door where the head is on file by the ID number; said at its cell."""
    known = by_person.get(values["id_index"]) if values["id_index"] else None
    if known:
        reading.problems.append(reading.table.problem(row, "id_number", "id_on_file", Severity.WARNING, door=known.door))
    return known


def _difference(
    reading: Reading, known: KnownHousehold, row: Row, values: dict[str, Any], people: Sequence[Person]
) -> Difference | None:
    """What had no place of its own goes into the note beside what is on file there."""
    places = reading.places
    if (kept := reading.kept.get(row.number)) and values:
        places = places | {"note": -1}
        values = values | {"note": with_kept(row.text("note") or known.note or "", kept)}
    return difference(places, known, row, values, people)


def _gone_people(reading: Reading, here: Sequence[KnownHousehold]) -> Iterator[MissingPerson]:
    """Only of a list that names the people of households, and only at doors whose lines are sound."""
    for known in here if reading.members else ():
        place = known.unit_id, known.door_key
        if known.members and place in reading.heads and place not in reading.wrong_places:
            yield from missing_people(known, [member for _, member in reading.members.get(place, [])])


def _gone(reading: Reading, here: Sequence[KnownHousehold]) -> Iterator[KnownHousehold]:
    """Those of the ledger, in units that the list speaks of, which the list does not have."""
    told = reading.heads.keys() | reading.members.keys() | reading.wrong_places
    units = {unit_id for unit_id, _ in told}
    return (known for known in here if known.unit_id in units and (known.unit_id, known.door_key) not in told)


def preview_households(
    session: Session, actor: Actor, kind: ListKind, sheets: Sequence[Sheet], *, replaced: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> LedgerPreview:  # fmt: skip
    """Reads without writing; `progress` hears how many rows of how many are done. Raises `Invalid` without a header."""
    require(actor, LedgerPermission.IMPORT_HOUSEHOLDS)
    refuse_in_demo(session)
    reading = Reading(session, actor, kind, sheets, replaced or {})
    for n, row in enumerate(reading.table.rows):
        if progress and n % 500 == 0:
            progress(n, len(reading.table.rows))
        reading.take(row)
    reading.close()
    here = known_households(session, actor, KINDS[kind])
    added, changed, n_same = _compared(reading, here)
    problems = sorted(reading.table.unread() + reading.problems, key=lambda problem: (problem.row, problem.column))
    return LedgerPreview(
        kind, reading.table, tuple(added), tuple(changed), tuple(_gone(reading, here)), n_same, tuple(problems),
        reading.units.strangers, tuple(_gone_people(reading, here)),
    )  # fmt: skip


def shown_care(scheme: Scheme, care: str | None, language: str) -> str:
    """Sealed keys as the words of the scheme."""
    names = {group.key: group.text(language) for group in scheme.special_groups}
    return "、".join(names.get(key, key) for key in json.loads(care or "[]"))
