"""The form that was filled in away from the office: recognised by the mark of each row, looked at before anything is written."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock, day_bounds
from db.actor import Actor
from db.errors import Invalid
from db.ledger.models.care import Assignment
from db.ledger.models.households import Household, HouseholdStatus
from db.ledger.queries.merged import merged_entries, staying, stays_now, with_merged
from db.ledger.queries.scope import visible_households
from db.office.queries import current_scheme
from db.permissions import require
from db.privacy import keyed_hash
from db.redaction import has_number
from db.scheme import Named
from db.sheet_cells import Cell
from db.sheet_tables import find_table
from db.spreadsheets import Column, Previewed, Problem, Row, Severity, Sheet, Table
from db.sql import pick
from db.vetting.queries.in_office import in_office_since
from db.visits.checks import check_visit
from db.visits.models.visits import Outcome, Visit, VisitIn, VisitStatus
from db.visits.permissions import VisitsPermission

N_TOPICS = 3
COLUMNS = (
    Column("mark", ("识别码", "Mark"), is_needed=True),
    Column("place", ("所属", "Belongs to")),
    Column("door", ("门牌", "Door")),
    Column("name", ("户主", "Head")),
    Column("day", ("走访日期", "日期", "Day of the visit"), is_needed=True, holds="day"),
    Column("outcome", ("走访结果", "结果", "How it went"), is_needed=True),
    Column("form", ("走访形式", "形式", "Form of visit")),
    *(Column(f"topic{n}", (f"话题{n}", f"Topic {n}")) for n in range(1, N_TOPICS + 1)),
    Column("note", ("记一句", "备注", "In a word")),
)
_FILLED = ("day", "outcome", "note", *(f"topic{n}" for n in range(1, N_TOPICS + 1)))
_FIELDS = {"visited_on": "day", "topics": "topic1"}
Key = tuple[int, date, int]


def row_mark(household_id: int, steward_id: int) -> str:
    """Names household and steward; nobody can make one up without the office's key."""
    plain = f"{household_id}-{steward_id}"
    return f"{plain}-{keyed_hash('visit form', plain)[:10]}"


def read_mark(text: str) -> tuple[int, int] | None:
    """Household and steward. None for what is no mark of this office's."""
    found = re.fullmatch(r"([0-9]{1,12})-([0-9]{1,12})-[0-9a-f]{10}", text)
    if not found or row_mark(int(found[1]), int(found[2])) != text:
        return None
    return int(found[1]), int(found[2])


@dataclass(frozen=True)
class VisitFilePreview(Previewed):
    """`ready` are the visits with Excel's row numbers; `n_empty` rows were not filled in, `n_known` are on file already."""

    table: Table
    ready: tuple[tuple[int, VisitIn], ...]
    n_empty: int
    n_known: int
    problems: tuple[Problem, ...]


_DAY = re.compile(r"(?:([0-9]{4})[-./年])?([0-9]{1,2})[-./月]([0-9]{1,2})日?")


def read_day(cell: Cell, today: date) -> date | None:
    """A day of the calendar; without a year the last such day that is not to come. None for what is none, as for any number:
    1.1 may have been 1.10."""
    if isinstance(cell, date):
        return cell
    found = _DAY.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", cell))) if isinstance(cell, str) else None
    if not found:
        return None
    years = [int(found[1])] if found[1] else [today.year, today.year - 1]
    for year in years:
        try:
            day = date(year, int(found[2]), int(found[3]))
        except ValueError:
            continue
        if found[1] or day <= today:
            return day
    return None


class _Reading:
    def __init__(self, session: Session, actor: Actor, sheets: Sequence[Sheet], words: Mapping[str, Outcome]) -> None:
        self.scheme, self.today, self.words = current_scheme(session), clock.today(), words
        self.table = find_table(sheets, COLUMNS)
        self.marks = {row.number: read_mark(row.text("mark")) for row in self.table.rows}
        self.own = _own(session, actor, [mark for mark in self.marks.values() if mark])
        self.stays = _stays(session, self.own)
        self.since = in_office_since(session, {mark[1] for mark in self.own})
        self.problems: list[Problem] = []
        self.ready: dict[Key, tuple[int, VisitIn]] = {}
        self.n_empty = 0

    def take(self, row: Row) -> None:
        if not any(row.text(key) for key in _FILLED):
            self.n_empty += 1
            return
        found = list(self._problems(row))
        mark, day = self.marks[row.number], read_day(row.cells.get("day"), self.today)
        if not found and mark and day:
            try:
                self._keep(row, mark, day)
            except Invalid as refusal:
                found = [self._problem(row, wrong) for wrong in refusal.all]
        if has_number(row.text("note")):
            found.append(self.table.problem(row, "note", "visit_note_has_id", Severity.WARNING))
        self.problems += found

    def _problems(self, row: Row) -> Iterator[Problem]:
        mark = self.marks[row.number]
        if mark is None:
            code = "visit_row_changed" if row.text("mark") else "visit_row_unknown"
            yield self.table.problem(row, "day", code)
        elif mark not in self.own:
            yield self.table.problem(row, "door", "household_not_found")
        if not row.text("day"):
            yield self.table.problem(row, "day", "visit_day_missing")
        elif damaged := self.table.damaged(row).get("day"):
            yield damaged
        elif read_day(row.cells.get("day"), self.today) is None:
            yield self.table.problem(row, "day", "visit_day_form")
        if not row.text("outcome"):
            yield self.table.problem(row, "outcome", "visit_outcome_missing")
        elif row.text("outcome") not in self.words:
            yield self.table.problem(row, "outcome", "visit_word_unknown", name=row.text("outcome"))

    def _problem(self, row: Row, wrong: Invalid) -> Problem:
        key = _FIELDS.get(wrong.field or "", wrong.field or "day")
        return self.table.problem(row, key, wrong.code, **wrong.params)

    def _keep(self, row: Row, mark: tuple[int, int], day: date) -> None:
        household_id = self.stays[mark[0]]
        topics = [row.text(f"topic{n}") for n in range(1, N_TOPICS + 1)]
        given = VisitIn(
            household_ids=[household_id], steward_id=mark[1], visited_on=day, outcome=self.words[row.text("outcome")],
            form=_key_of(self.scheme.visiting.forms, row.text("form")), note=row.text("note"),
            topics=[_key_of(self.scheme.visiting.topics, word) for word in topics if word],
        )  # fmt: skip
        visit, key = check_visit(self.scheme, given, self.today), (household_id, day, mark[1])
        day_bounds.visit(self.today, self.since.get(mark[1])).check(day, "visited_on")
        if key in self.ready:
            self.problems.append(self.table.problem(row, "day", "visit_row_twice", other_row=self.ready[key][0]))
        else:
            self.ready[key] = row.number, visit


def _key_of(choices: Sequence[Named], word: str) -> str:
    """The scheme's key for a word in either language; the word itself where there is none, which the check refuses."""
    return next((one.key for one in choices if word in (one.zh, one.en, one.key)), word)


def _own(session: Session, actor: Actor, marks: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Of the marks those whose household was ever the steward's, and is here and the actor's to see: itself or the entry into
    which it was merged."""
    merged = merged_entries()
    seen: set[tuple[int, int]] = set()
    ids = sorted({household_id for household_id, _ in marks})
    for start in range(0, len(ids), 1000):
        here = sa.and_(
            col(Assignment.household_id).in_(ids[start : start + 1000]), col(Household.status) == HouseholdStatus.HERE,
            visible_households(actor),
        )  # fmt: skip
        ever = (
            pick(Assignment.household_id, Assignment.steward_id)
            .outerjoin(merged, merged.c.entry == Assignment.household_id)
            .join(Household, col(Household.id) == staying(merged, Assignment.household_id))
        )
        seen |= {(household_id, steward_id) for household_id, steward_id in session.execute(ever.where(here))}
    return seen


def _stays(session: Session, marks: Collection[tuple[int, int]]) -> dict[int, int]:
    """The household of a mark -> the one that its row stands for now."""
    ids = sorted({household_id for household_id, _ in marks})
    found: dict[int, int] = {}
    for start in range(0, len(ids), 1000):
        found |= stays_now(session, ids[start : start + 1000])
    return found


def known_visits(session: Session, keys: Sequence[Key]) -> set[Key]:
    """Those on file already: same household by whichever entry, day and steward, however they were written down."""
    known: set[Key] = set()
    ids = sorted({household_id for household_id, _, _ in keys})
    for start in range(0, len(ids), 1000):
        entries = with_merged(session, ids[start : start + 1000])
        rows = pick(Visit.household_id, Visit.visited_on, Visit.steward_id).where(
            col(Visit.household_id).in_(entries), col(Visit.status) == VisitStatus.STANDS,
            col(Visit.visited_on) >= min(day for _, day, _ in keys), col(Visit.visited_on) <= max(day for _, day, _ in keys),
        )  # fmt: skip
        known |= {(entries[household_id], day, steward_id) for household_id, day, steward_id in session.execute(rows)}
    return known & set(keys)


def key_of(visit: VisitIn) -> Key:
    return visit.household_ids[0], visit.visited_on or clock.today(), visit.steward_id or 0


def preview_visits(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, words: Mapping[str, Outcome],
    progress: Callable[[int, int], None] | None = None,
) -> VisitFilePreview:  # fmt: skip
    """Reads without writing; `words` are what a form may say of how it went. Raises `Invalid` without the form's header."""
    require(actor, VisitsPermission.PLAN_VISITS)
    reading = _Reading(session, actor, sheets, words)
    for n, row in enumerate(reading.table.rows):
        if progress and n % 500 == 0:
            progress(n, len(reading.table.rows))
        reading.take(row)
    known = known_visits(session, list(reading.ready))
    ready = tuple(found for key, found in reading.ready.items() if key not in known)
    problems = sorted([*reading.table.unread(), *reading.problems], key=lambda problem: (problem.row, problem.column))
    return VisitFilePreview(reading.table, ready, reading.n_empty, len(known), tuple(problems))
