"""Candidates as spreadsheets bring them: where each lives at any level, their numbers if the list has them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlmodel import Session

from db import clock
from db.actor import Actor
from db.errors import Invalid
from db.office.column_titles import with_own_titles
from db.office.models import ListKind
from db.office.queries import current_scheme, refuse_in_demo
from db.office.unit_import import AnyLevelFinder, place_columns
from db.permissions import require
from db.scheme import Scheme
from db.sheet_cells import read_months
from db.sheet_tables import find_table
from db.spreadsheets import Column, Previewed, Problem, Row, Severity, Sheet, Table
from db.text import says_nothing
from db.vetting.applicant_import import COLUMNS, SEXES, Readable, birth_problem, born_by_id, readable
from db.vetting.applicants import MAX_AGE
from db.vetting.candidates import Key, check_candidate, keys_asked, keys_of, read_kind
from db.vetting.models.candidates import CandidateIn, MemberKind
from db.vetting.permissions import VettingPermission
from db.vetting.queries.candidates import PeopleOnFile, people_on_file

_SHARED = ("name", "sex", "birth", "id_number", "party_joined", "employer", "party_organisation", "speciality", "phone", "remark")
_DOORS = (
    "门牌", "门牌号", "房号", "户号", "居住地址", "家庭住址", "住址", "现住址", "现居住地址", "家庭地址", "居住地", "详细地址",
    "地址",
)  # fmt: skip
_OWN = (
    Column("kind", ("党员类别", "党员类型", "人员类别", "类别", "人员类型", "党员身份", "身份类别", "党员性质")),
    Column("age", ("年龄", "周岁")),
    Column("door", _DOORS, holds="text"),
)
# The field of a candidate that a problem stands at, where the sheet's column has another name.
_COLUMN_OF = {"born": "birth"}


@dataclass(frozen=True)
class CandidatesPreview(Previewed):
    """`accepted` are the columns that are kept, `known` rows that are on file, `serving` those of stewards and applicants."""

    table: Table
    accepted: tuple[dict[str, Any], ...]
    known: tuple[Row, ...]
    serving: tuple[Row, ...]
    problems: tuple[Problem, ...]
    strangers: dict[str, tuple[str, ...]] = field(default_factory=dict)


def candidate_columns(session: Session, scheme: Scheme) -> list[Column]:
    shared = [replace(c, is_needed=c.key == "name") for c in COLUMNS if c.key in _SHARED]
    return with_own_titles(session, ListKind.CANDIDATES, [*shared, *_OWN, *place_columns(scheme, len(scheme.levels) - 1)])


def _born(row: Row) -> str | None:
    """1968-03, or 1968 where a list says the year or the age; empty where it says nothing. None: unreadable."""
    cell, text = row.cells.get("birth"), row.text("birth")
    if months := read_months(cell):
        year, month = min(months)
        return f"{year}-{month:02d}" if len(months) == 1 else str(year)
    if year_alone := re.fullmatch(r"((?:19|20)\d\d)年?", text):
        return year_alone[1]
    if not says_nothing(text):
        return None
    age = re.fullmatch(r"(\d{1,3})\s*(?:周?岁)?", row.text("age"))
    if age and int(age[1]) <= MAX_AGE:
        return str(clock.today().year - int(age[1]))
    return "" if says_nothing(row.text("age")) else None


def _cell_problems(table: Table, row: Row) -> list[Problem]:
    """What only the sheet can get wrong; a cell that is damaged has no other problem."""
    damaged = table.damaged(row)
    kind, sex = row.text("kind"), row.text("sex").lower()
    wrong = {
        "birth" if row.text("birth") else "age": _born(row) is None and "birth_form",
        "sex": not says_nothing(sex) and sex not in SEXES and "sex_form",
        "kind": not says_nothing(kind) and read_kind(kind) is None and "member_kind_unknown",
    }
    return [*damaged.values(), *(table.problem(row, key, code) for key, code in wrong.items() if code and key not in damaged)]


def _given(row: Row, unit_id: int, born: str, cells: Readable, usual: MemberKind | None) -> CandidateIn:
    return CandidateIn(
        name=row.text("name"), kind=read_kind(row.text("kind")) or usual, sex=SEXES.get(row.text("sex").lower()), born=born,
        id_number=row.text("id_number"), phone=cells.phone, door=row.text("door"), speciality=row.text("speciality"),
        employer=row.text("employer"), party_organisation=row.text("party_organisation"), party_joined=cells.party_joined,
        remark=cells.remark, unit_id=unit_id,
    )  # fmt: skip


class _Reading:
    def __init__(
        self, session: Session, actor: Actor, sheets: Sequence[Sheet], replaced: Mapping[str, str], usual: MemberKind | None
    ) -> None:
        scheme = current_scheme(session)
        self.covered = scheme.levels[scheme.level_depth(scheme.steward.covers)]
        self.table, self.usual = find_table(sheets, candidate_columns(session, scheme)), usual
        self.units = AnyLevelFinder(session, actor, scheme, replaced)
        self.problems: list[Problem] = []
        self.first: dict[Key, int] = {}

    def take(self, row: Row) -> dict[str, Any] | None:
        found = _cell_problems(self.table, row)
        unit = self.units.find(self.table, row)
        if isinstance(unit, Problem) and unit.column not in {problem.column for problem in found}:
            found.append(unit)
        by_id = born_by_id(row.text("id_number"))
        if by_id and (birth := birth_problem(self.table, row, date.fromisoformat(by_id))):
            found.append(birth)
        born = by_id or _born(row) or ""
        cells = readable(self.table, row, born)
        values = {}
        try:
            given = _given(row, 0 if isinstance(unit, Problem) else unit.id, born, cells, self.usual)
            values = check_candidate(given, clock.today())
        except Invalid as refusal:
            here = {problem.column for problem in found} - {""}
            found += [wrong for wrong in map(lambda w: self._wrong(row, w), refusal.all) if wrong.column not in here]
        self.problems += [*found, *cells.warnings]
        return None if found or not values or self._stands_above(row, values) else values

    def said_no_closer(self, n_people: int) -> list[Problem]:
        """A list without a column for what stewards cover, or with one that was not understood."""
        if self.covered.key in self.table.places or not n_people:
            return []
        told = {"level": self.covered.zh, "n": n_people}
        return [Problem(self.table.rows[0].number, "A", "lives_no_closer", Severity.WARNING, told)]

    def _wrong(self, row: Row, wrong: Invalid) -> Problem:
        key = _COLUMN_OF.get(wrong.field or "", wrong.field or "name")
        return self.table.problem(row, key if key in self.table.places else "name", wrong.code, **wrong.params)

    def _stands_above(self, row: Row, values: dict[str, Any]) -> bool:
        twin = next((self.first[key] for key in keys_asked(values) if key in self.first), None)
        for key in keys_of(values):
            self.first.setdefault(key, row.number)
        if twin:
            self.problems.append(self.table.problem(row, "name", "candidate_twice", other_row=twin))
        return twin is not None


def _serves(table: Table, row: Row, values: dict[str, Any], people: PeopleOnFile) -> Problem | None:
    keys = set(keys_asked(values))
    for code, those in (("candidate_serves", people.stewards), ("candidate_applied", people.applicants)):
        if keys & those:
            return table.problem(row, "name", code, Severity.WARNING)
    return None


def preview_candidates(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, usual: MemberKind | None = None,
    replaced: Mapping[str, str] | None = None,
) -> CandidatesPreview:  # fmt: skip
    """Reads without writing. `usual` is the kind of those of whom the list says none. Raises `Invalid` without a header."""
    require(actor, VettingPermission.IMPORT_CANDIDATES)
    refuse_in_demo(session)
    reading = _Reading(session, actor, sheets, replaced or {}, usual)
    read = [(row, values) for row in reading.table.rows if (values := reading.take(row))]
    people = people_on_file(session)
    serving = {row.number: problem for row, values in read if (problem := _serves(reading.table, row, values, people))}
    rest = [(row, values) for row, values in read if row.number not in serving]
    known = [row for row, values in rest if people.candidates & set(keys_asked(values))]
    fresh = [values for row, values in rest if row not in known]
    problems = [*reading.table.unread(), *reading.said_no_closer(len(fresh)), *reading.problems, *serving.values()]
    return CandidatesPreview(
        reading.table, tuple(fresh), tuple(known), tuple(row for row, _ in read if row.number in serving),
        tuple(sorted(problems, key=lambda problem: (problem.row, problem.column))), reading.units.strangers,
    )  # fmt: skip
