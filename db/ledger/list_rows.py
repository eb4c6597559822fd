"""The lines of a list of households or shops, read one after the other: heads, the people at their doors, and what is wrong.

A telephone or a document that the ledger cannot take keeps no household out: what was written goes into its note.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from db.actor import Actor
from db.errors import Invalid
from db.id_numbers import is_other_document
from db.ledger.checks import check_household, check_member, door_key
from db.ledger.list_columns import KINDS, columns_for
from db.ledger.models.households import HouseholdIn, HouseholdKind, MemberIn
from db.names import same_name
from db.office.models import ListKind
from db.office.queries import current_scheme
from db.office.unit_import import UnitFinder
from db.phones import first_phone, is_phone
from db.scheme import Scheme
from db.sheet_cells import damage
from db.sheet_tables import find_table
from db.spreadsheets import Problem, Row, Severity, Sheet, Table
from db.text import says_nothing

_TEXTS = HouseholdIn.model_fields.keys() - {"kind", "unit_id", "care"}
_HEAD = ("", "户主", "本人")
_COLUMN_OF = {"unit_id": "door"}
_PHONES = ("phone", "head_phone")
Place = tuple[int, str]


class _Care:
    """Words for special groups -> their keys."""

    def __init__(self, scheme: Scheme) -> None:
        self.keys = {word: group.key for group in scheme.special_groups for word in group.known_as}

    def read(self, text: str) -> list[str]:
        words = [word for word in re.split(r"[、，,;；/\s]+", text) if word and word not in ("无", "否")]
        return [self.keys.get(word, word) for word in words]


def _given(row: Row, kind: HouseholdKind, unit_id: int, person: Mapping[str, str], care: _Care | None) -> HouseholdIn:
    texts = {key: row.text(key) for key in _TEXTS & row.cells.keys()} | dict(person)
    return HouseholdIn(kind=kind, unit_id=unit_id, care=care.read(row.text("care")) if care else None, **texts)


def with_kept(note: str, pieces: Sequence[str]) -> str:
    """The note with each piece that it does not hold yet."""
    return "；".join([*([note] if note else []), *(piece for piece in pieces if piece not in note)])


def _found(sheets: Sequence[Sheet], session: Session, scheme: Scheme, kind: ListKind) -> Table:
    """A list that names only heads, or only people, has one column for the name, whatever its title."""
    table = find_table(sheets, columns_for(session, scheme, kind))
    if {"name", "person"} <= table.places.keys():
        return table
    alone = {"person": "name", "head_id_number": "id_number", "head_phone": "phone"}
    return table.renamed({old: new for old, new in alone.items() if new not in table.places})


class Reading:
    """Goes through the rows of one list, keeping what is sound and every problem. `kept` has, by row, what went into a note."""

    def __init__(
        self, session: Session, actor: Actor, kind: ListKind, sheets: Sequence[Sheet], replaced: Mapping[str, str]
    ) -> None:
        self.scheme, self.kind = current_scheme(session), KINDS[kind]
        self.table = _found(sheets, session, self.scheme, kind)
        levels = [level for level in self.scheme.levels[1:] if level.key in self.table.places]
        if not levels:
            raise Invalid("sheet_no_header", "file", titles=self.scheme.levels[-1].zh)
        depth = max(self.scheme.level_depth(level.key) for level in levels)
        self.units = UnitFinder(session, actor, self.scheme.levels[1 : depth + 1], replaced)
        self.care, self.has_care = _Care(self.scheme), "care" in self.table.places
        self.problems: list[Problem] = []
        self.heads: dict[Place, tuple[Row, dict[str, Any]]] = {}
        self.members: dict[Place, list[tuple[Row, dict[str, Any]]]] = {}
        self.named: dict[Place, Row] = {}
        self.kept: dict[int, list[str]] = {}
        self.twice: set[Place] = set()
        self.wrong_places: set[Place] = set()

    @property
    def places(self) -> dict[str, int]:
        """The fields of a household about which the list says something."""
        return self.table.places | {key.removeprefix("head_"): place for key, place in self.table.places.items()}

    def take(self, row: Row) -> None:
        damaged = {key: problem for key, problem in self.table.damaged(row).items() if key not in _PHONES}
        self.problems += damaged.values()
        if any(level.key in damaged for level in self.units.levels):
            return
        unit = self.units.find(self.table, row)
        if isinstance(unit, Problem):
            self.problems.append(unit)
            return
        place = unit.id, door_key(row.text("door"), row.text("title"))
        if damaged or self._is_contradictory(row, place):
            self.wrong_places.add(place)
        elif self._is_head(row):
            self._head(row, unit.id, place)
        else:
            self._member(row, place)

    def _is_head(self, row: Row) -> bool:
        """A line of the head's own: beside the head's name, another name is a member's, whatever else the line leaves out."""
        return row.text("relation") in _HEAD and same_name(row.text("person") or row.text("name"), row.text("name"))

    def _is_contradictory(self, row: Row, place: Place) -> bool:
        """Two heads at one door, or a head who is called otherwise than in the head's column."""
        head, person = row.text("name"), row.text("person")
        if not person or not head:
            return False
        first = self.named.setdefault(place, row)
        is_other = row.text("relation") in _HEAD[1:] and not same_name(head, person)
        if not is_other and same_name(first.text("name"), head):
            return False
        self.problems.append(self.table.problem(row, "name", "head_differs", other_row=first.number))
        return True

    def _person(self, row: Row, *, is_head: bool) -> dict[str, str]:
        """Name and numbers of the one of whom the line speaks, or of the head whom it only names; the note with what has no
        place of its own."""
        is_only_named = is_head and not self._is_head(row)
        columns = {"id_number": "id_number", "phone": "phone"}
        if is_head:
            columns = {key: f"head_{key}" if is_only_named or not row.text(key) else key for key in columns}
        name = row.text("name") if is_head else row.text("person") or row.text("name")
        id_number, phone = self._id_number(row, columns["id_number"]), self._phone(row, columns["phone"])
        note = with_kept("" if is_only_named else row.text("note"), self.kept.get(row.number, ()))
        return {"name": name, "id_number": id_number, "phone": phone, "note": note}

    def _phone(self, row: Row, column: str) -> str:
        text = row.text(column)
        if says_nothing(text):
            return ""
        code = damage(row.cells.get(column), "phone")
        if code is None and is_phone(text):
            return text
        self._keep(row, column, code or "phone_kept")
        return "" if code else first_phone(text) or ""

    def _id_number(self, row: Row, column: str) -> str:
        text = row.text(column)
        if says_nothing(text):
            return ""
        if not is_other_document(text):
            return text
        self._keep(row, column, "document_kept")
        return ""

    def _keep(self, row: Row, column: str, code: str) -> None:
        piece = f"{self.table.title(column)}：{row.text(column)}"
        pieces = self.kept.setdefault(row.number, [])
        if piece not in pieces:
            pieces.append(piece)
            self.problems.append(self.table.problem(row, column, code, Severity.WARNING))

    def _head(self, row: Row, unit_id: int, place: Place) -> None:
        try:
            person = self._person(row, is_head=True)
            values = check_household(self.scheme, _given(row, self.kind, unit_id, person, self.care if self.has_care else None))
        except Invalid as refusal:
            self._refuse(row, refusal)
            self.wrong_places.add(place)
            return
        if place in self.heads:
            self.twice.add(place)
            self.problems.append(self._twin(row, self.heads[place][0]))
        else:
            self.heads[place] = row, values

    def _member(self, row: Row, place: Place) -> None:
        if not row.text("door"):
            self.problems.append(self.table.problem(row, "door", "door_missing"))
            return
        try:
            member = check_member(MemberIn.model_validate({"relation": row.text("relation"), **self._person(row, is_head=False)}))
        except Invalid as refusal:
            self._refuse(row, refusal)
            self.wrong_places.add(place)
        else:
            self.members.setdefault(place, []).append((row, member))

    def _refuse(self, row: Row, refusal: Invalid) -> None:
        for wrong in refusal.all:
            key = _COLUMN_OF.get(wrong.field or "", wrong.field or "name")
            if key == "name" and "person" in self.table.places:
                key = "person"
            key = key if key in self.table.places else f"head_{key}"
            self.problems.append(self.table.problem(row, key, wrong.code, **wrong.params))

    def _twin(self, row: Row, other: Row) -> Problem:
        return self.table.problem(row, "door", "door_twice", other_row=other.number)

    def close(self) -> None:
        """A door that stands twice is nobody's until the clerk says which line is right; in whatever order they stand."""
        for place in self.twice:
            row, _ = self.heads.pop(place)
            later = next(p for p in self.problems if p.code == "door_twice" and p.params["other_row"] == row.number)
            self.problems.append(self.table.problem(row, "door", "door_twice", other_row=later.row))
        self.wrong_places |= self.twice
        self._heads_who_are_only_named()
        for row, values in self.heads.values():
            if values["n_people"] is not None and (values["n_party"] or 0) > values["n_people"]:
                self.problems.append(self.table.problem(row, "n_party", "party_over_people", Severity.WARNING))
        people = [*self.heads.values(), *(one for at_door in self.members.values() for one in at_door)]
        ids = Counter(values["id_index"] for _, values in people if values["id_index"])
        for row, values in people:
            if ids[values["id_index"]] > 1:
                self.problems.append(self.table.problem(row, "id_number", "id_at_other_door", Severity.WARNING))

    def _heads_who_are_only_named(self) -> None:
        """Where the lines are about members only, the head is who they say it is."""
        for place in self.named.keys() & self.members.keys() - self.heads.keys() - self.wrong_places:
            self._head(self.named[place], place[0], place)

    def without_home(self, known: Collection[Place]) -> None:
        """People at a door that has no sound line of its own and that the ledger does not know: they wait with its line."""
        for place in self.members.keys() - self.heads.keys():
            if place in self.twice or place not in known:
                for row, _ in self.members.pop(place):
                    self.problems.append(self.table.problem(row, "door", "household_not_found"))
