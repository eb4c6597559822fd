"""Stewards who were in office before the program came, as spreadsheets bring them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session, select

from db import clock, day_bounds
from db.actor import Actor
from db.errors import Invalid
from db.office.column_titles import with_own_titles
from db.office.models import ListKind
from db.office.queries import current_scheme, refuse_in_demo
from db.office.unit_import import AnyLevelFinder, place_columns
from db.permissions import require
from db.scheme import Aliased, Scheme
from db.sheet_cells import read_months
from db.sheet_tables import find_table
from db.spreadsheets import Column, Previewed, Problem, Row, Sheet, Table
from db.vetting.applicant_import import COLUMNS, SEXES, taken_phone
from db.vetting.applicants import check_applicant
from db.vetting.models.applications import ApplicantIn
from db.vetting.models.stewards import Steward
from db.vetting.permissions import VettingPermission
from db.vocabulary import Political

_KEPT = (
    "unit_id", "name", "pinyin", "initials", "sex", "birth_date", "id_number", "id_index", "phone", "phone_index", "category",
    "speciality",
)  # fmt: skip
_FIELDS = ("name", "sex", "id_number", "phone", "category", "speciality", "entry_way")
_OWN = (Column("since", ("聘任时间", "聘任日期", "任职时间", "上岗时间"), holds="day"),)


@dataclass(frozen=True, slots=True)
class InOffice:
    """A steward as the list has them: the columns that are kept, and since when."""

    row: int
    values: dict[str, Any]
    since: date


@dataclass(frozen=True)
class StewardsPreview(Previewed):
    table: Table
    accepted: tuple[InOffice, ...]
    known: tuple[Row, ...]
    problems: tuple[Problem, ...]
    strangers: dict[str, tuple[str, ...]] = field(default_factory=dict)


def steward_columns(session: Session, scheme: Scheme) -> list[Column]:
    wanted = [column for column in COLUMNS if column.key in _FIELDS]
    return with_own_titles(session, ListKind.STEWARDS, [*wanted, *_OWN, *place_columns(scheme, len(scheme.levels) - 1)])


def _first_key(choices: Sequence[Aliased]) -> str:
    return choices[0].key


def _given(row: Row, scheme: Scheme, unit_id: int, phone: str) -> ApplicantIn:
    """As at the desk; what a list of people in office leaves out is no reason to refuse them."""
    return ApplicantIn(
        name=row.text("name"), sex=SEXES.get(row.text("sex").lower()), id_number=row.text("id_number"), phone=phone,
        political=Political.MASSES, category=row.text("category") or _first_key(scheme.categories),
        entry_way=row.text("entry_way") or _first_key(scheme.entry_ways), speciality=row.text("speciality"), unit_id=unit_id,
    )  # fmt: skip


def _since(row: Row) -> date | None:
    """The day that the list says, the first of a month without one; today where it says none. None: unreadable."""
    cell, text = row.cells.get("since"), row.text("since")
    months = read_months(cell) if text else {(clock.today().year, clock.today().month)}
    if len(months) != 1:
        return None
    written = re.fullmatch(r"\d{4}\D+\d{1,2}\D+(\d{1,2})\D?|\d{6}(\d{2})", text)
    try:
        day = cell if isinstance(cell, date) else date(*next(iter(months)), int(written[1] or written[2]) if written else 1)
    except ValueError:
        return None
    return day if text else clock.today()


def _cell_problems(table: Table, row: Row) -> list[Problem]:
    """What only the sheet can get wrong."""
    damaged = table.damaged(row)
    wrong = {
        "sex": row.text("sex") != "" and row.text("sex").lower() not in SEXES and "sex_form",
        "since": _since(row) is None and "birth_form",
    }
    return [*damaged.values(), *(table.problem(row, key, code) for key, code in wrong.items() if code and key not in damaged)]


class _Reading:
    def __init__(self, session: Session, actor: Actor, sheets: Sequence[Sheet], replaced: Mapping[str, str]) -> None:
        self.scheme = current_scheme(session)
        self.table = find_table(sheets, steward_columns(session, self.scheme))
        self.units = AnyLevelFinder(session, actor, self.scheme, replaced)
        self.problems: list[Problem] = []
        self.first: dict[str, int] = {}

    def take(self, row: Row) -> InOffice | None:
        unit = self.units.find(self.table, row)
        found = _cell_problems(self.table, row)
        phone, warnings = taken_phone(self.table, row, "phone_rest_left")
        if isinstance(unit, Problem) and unit.column not in {problem.column for problem in found}:
            found.append(unit)
        try:
            unit_id = 0 if isinstance(unit, Problem) else unit.id
            values = check_applicant(self.scheme, _given(row, self.scheme, unit_id, phone), clock.today()).values
        except Invalid as refusal:
            # What is wrong with a cell as such is said once.
            here = {problem.column for problem in found} - {""}
            wrongs = [self._wrong(row, wrong) for wrong in refusal.all]
            found += [wrong for wrong in wrongs if wrong.column not in here]
        else:
            twin = self.first.setdefault(str(values["id_index"]), row.number)
            if twin != row.number:
                found.append(self.table.problem(row, "id_number", "same_person_twice", other_row=twin))
            since = day_bounds.in_office(values["birth_date"], clock.today()).wrong(_since(row), "since")
            found += [self.table.problem(row, "since", wrong.code, **wrong.params) for wrong in since]
        self.problems += [*found, *warnings]
        return None if found else InOffice(row.number, {key: values[key] for key in _KEPT}, _since(row) or clock.today())

    def _wrong(self, row: Row, wrong: Invalid) -> Problem:
        """The list has no column for a birth date: it is the ID number that says it."""
        key = "id_number" if wrong.field == "birth_date" else wrong.field or "name"
        return self.table.problem(row, key if key in self.table.places else "name", wrong.code, **wrong.params)


def preview_stewards(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, replaced: Mapping[str, str] | None = None
) -> StewardsPreview:
    """Reads without writing. Raises `Invalid` when no header is found."""
    require(actor, VettingPermission.IMPORT_STEWARDS)
    refuse_in_demo(session)
    reading = _Reading(session, actor, sheets, replaced or {})
    read = [(row, reading.take(row)) for row in reading.table.rows]
    on_file = set(session.exec(select(Steward.id_index)))
    fresh = [one for _, one in read if one and one.values["id_index"] not in on_file]
    known = [row for row, one in read if one and one.values["id_index"] in on_file]
    problems = sorted(reading.table.unread() + reading.problems, key=lambda problem: (problem.row, problem.column))
    return StewardsPreview(reading.table, tuple(fresh), tuple(known), tuple(problems), reading.units.strangers)
