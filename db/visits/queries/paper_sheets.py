"""Paper sheets: those that are out, one of them by its number, and its rows as they stand."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db import clock
from db.actor import Actor, is_whole_office
from db.errors import NotFound
from db.ledger.models.care import Assignment
from db.ledger.models.households import Household, HouseholdStatus
from db.ledger.queries.households import places_of
from db.ledger.queries.merged import merged_entries, staying
from db.ledger.queries.scope import Condition, in_force, under, visible_households
from db.office.models import Unit, User
from db.office.queries import ids_in, unit_names, with_unit_names
from db.permissions import allows
from db.sql import pick
from db.vetting.models.stewards import Steward, StewardStatus
from db.visits.models.rounds import Question, RoundHousehold, SheetRow, SheetStatus, VisitRound, VisitSheet
from db.visits.models.visits import Outcome, Visit
from db.visits.permissions import VisitsPermission
from db.visits.queries.rounds import questions_asked
from db.visits.sheet_numbers import read_sheet_number

_MOST_STEWARDS = 5000


def visible_sheets(actor: Actor) -> Condition:
    """Those of stewards under the actor's unit."""
    if not allows(actor, VisitsPermission.PLAN_VISITS):
        return sa.false()
    return sa.true() if is_whole_office(actor) else under(actor.unit_path, VisitSheet.unit_id)


def find_sheet(session: Session, actor: Actor, sheet_id: int, *, is_locked: bool = False) -> VisitSheet:
    """The row itself, for commands; locked, a second clerk waits. Raises `NotFound`."""
    wanted = pick(VisitSheet).where(col(VisitSheet.id) == sheet_id, visible_sheets(actor))
    if is_locked:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found: VisitSheet | None = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound("sheet_not_found")
    return found


@dataclass(frozen=True)
class SheetFacts:
    """`n_open` rows are neither keyed in nor marked as not visited. `questions` are those of its round, while that goes on."""

    id: int
    number: str
    status: SheetStatus
    steward_id: int
    steward_name: str
    unit_name: str
    made_at: datetime
    days_out: int
    n_rows: int
    n_open: int
    round_name: str = ""
    questions: tuple[Question, ...] = ()
    round_id: int = 0


def sheet_by_number(session: Session, actor: Actor, text: str) -> SheetFacts:
    """By what was typed or scanned. Raises `Invalid('sheet_number_wrong')`, `NotFound`."""
    rows = _listed(session, col(VisitSheet.number) == read_sheet_number(text), visible_sheets(actor))
    if not rows:
        raise NotFound("sheet_not_found", "number")
    return rows[0]


def sheets_out(session: Session, actor: Actor, *, offset: int = 0, limit: int = 50) -> list[SheetFacts]:
    """Not returned yet, the longest out first."""
    is_out = col(VisitSheet.status) == SheetStatus.OUT
    return _listed(session, is_out, visible_sheets(actor), offset=offset, limit=limit)


def sheets_of(session: Session, actor: Actor, sheet_ids: Sequence[int]) -> list[SheetFacts]:
    return _listed(session, col(VisitSheet.id).in_(sheet_ids), visible_sheets(actor), limit=len(sheet_ids))


def count_sheets_out(session: Session, actor: Actor) -> int:
    counted = (
        pick(sa.func.count()).select_from(VisitSheet).where(col(VisitSheet.status) == SheetStatus.OUT, visible_sheets(actor))
    )
    return session.scalar(counted) or 0


def _listed(session: Session, *conditions: Condition, offset: int = 0, limit: int = 1) -> list[SheetFacts]:
    found = (
        pick(VisitSheet, Steward.name, VisitRound, Unit.path)
        .join(Steward, col(Steward.id) == VisitSheet.steward_id)
        .join(Unit, col(Unit.id) == VisitSheet.unit_id)
        .outerjoin(VisitRound, col(VisitRound.id) == VisitSheet.round_id)
        .where(*conditions)
        .order_by(col(VisitSheet.made_at), col(VisitSheet.id))
        .offset(offset)
        .limit(limit)
    )
    rows, today = with_unit_names(session, found), clock.today()
    counts = _counts(session, [row[0].id for row, _ in rows])
    return [
        SheetFacts(
            s.id, s.number, s.status, s.steward_id, name, unit_name, s.made_at,
            (today - clock.local(s.made_at).date()).days, *counts[s.id], of_round.name if of_round else "",
            questions_asked(of_round), s.round_id or 0,
        )
        for (s, name, of_round, _), unit_name in rows
    ]  # fmt: skip


def is_open() -> Condition:
    """Of a row: nothing is known of it yet."""
    return sa.and_(col(SheetRow.visit_id).is_(None), col(SheetRow.is_blank).is_(False))


def _counts(session: Session, sheet_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    n_open = sa.func.sum(sa.case((is_open(), 1), else_=0))
    grouped = pick(SheetRow.sheet_id, sa.func.count(), n_open).where(col(SheetRow.sheet_id).in_(sheet_ids))
    return {i: (n, int(open_ or 0)) for i, n, open_ in session.execute(grouped.group_by(col(SheetRow.sheet_id)))}


@dataclass(frozen=True)
class KeyedVisit:
    outcome: Outcome
    visited_on: date
    written_at: datetime
    user_name: str


@dataclass(frozen=True)
class SheetLine:
    """A row as it stands. Without a door: the household is in nobody's hands here any more. `now` names the entry into which the
    one on the paper was merged."""

    position: int
    household_id: int
    is_here: bool
    is_blank: bool
    unit_name: str = ""
    door: str = ""
    name: str = ""
    visit: KeyedVisit | None = None
    has_left: bool = False
    now: str = ""

    @property
    def is_open(self) -> bool:
        return self.visit is None and not self.is_blank


_NOW = aliased(Household)
_LINE = (
    SheetRow, Household.unit_id, Household.door, Household.title, Household.name, Household.status, Visit, User.name,
    _NOW.id, _NOW.door, _NOW.title, _NOW.name, _NOW.status,
)  # fmt: skip


def sheet_lines(session: Session, actor: Actor, sheet_id: int) -> list[SheetLine]:
    """In the sheet's order."""
    find_sheet(session, actor, sheet_id)
    merged, visible = merged_entries(), pick(Household.id).where(visible_households(actor))
    now = sa.and_(col(_NOW.id) == staying(merged, SheetRow.household_id), col(_NOW.id).in_(visible))
    rows = session.execute(
        pick(*_LINE)
        .select_from(SheetRow)
        .outerjoin(Household, sa.and_(col(Household.id) == SheetRow.household_id, visible_households(actor)))
        .outerjoin(merged, merged.c.entry == SheetRow.household_id)
        .outerjoin(_NOW, now)
        .outerjoin(Visit, col(Visit.id) == SheetRow.visit_id)
        .outerjoin(User, col(User.id) == Visit.user_id)
        .where(col(SheetRow.sheet_id) == sheet_id)
        .order_by(col(SheetRow.position))
    ).all()
    places = places_of(session, {unit_id for _, unit_id, *_ in rows if unit_id})
    return [_line(row, places) for row in rows]


def _line(row: Any, places: Mapping[int, str]) -> SheetLine:
    r, unit_id, door, title, name, status, v, who, now_id, now_door, now_title, now_name, now_status = row
    statuses = {status, now_status}
    return SheetLine(
        r.position, r.household_id, now_status is HouseholdStatus.HERE, r.is_blank, places.get(unit_id, ""), title or door or "",
        name or "", KeyedVisit(v.outcome, v.visited_on, v.written_at, who or "") if v else None,
        HouseholdStatus.GONE in statuses, f"{now_title or now_door} {now_name}" if now_id not in (None, r.household_id) else "",
    )  # fmt: skip


def texts_on_sheets(session: Session, actor: Actor, sheet_ids: Sequence[int], *, with_heads: bool) -> list[str]:
    """Names and doors that stand on these sheets; of the heads only where they are printed in full."""
    wanted = [Steward.name, Household.door, Household.title, *([Household.name] if with_heads else [])]
    rows = session.execute(
        pick(*wanted)
        .select_from(SheetRow)
        .join(VisitSheet, col(VisitSheet.id) == SheetRow.sheet_id)
        .join(Steward, col(Steward.id) == VisitSheet.steward_id)
        .join(Household, col(Household.id) == SheetRow.household_id)
        .where(col(VisitSheet.id).in_(sheet_ids), visible_sheets(actor), visible_households(actor))
    )
    return [text for row in rows for text in row]


@dataclass(frozen=True)
class Walker:
    """A steward in service who looks after somebody."""

    steward_id: int
    name: str
    unit_name: str
    n_households: int


def _given(actor: Actor, path: str, *what: Any) -> sa.Select[*tuple[Any, ...]]:
    """Of households that stewards in service under the path look after now."""
    return (
        pick(*what)
        .select_from(Household)
        .join(Assignment, col(Assignment.household_id) == Household.id)
        .join(Steward, col(Steward.id) == Assignment.steward_id)
        .where(
            in_force(clock.today()), col(Steward.status) == StewardStatus.ACTIVE, under(path, Steward.unit_id),
            under(actor.unit_path, Steward.unit_id), col(Household.status) == HouseholdStatus.HERE, visible_households(actor),
        )
    )  # fmt: skip


def in_round(round_id: int | None) -> Condition:
    """Of a household: the round still waits for it. True without a round."""
    if round_id is None:
        return sa.true()
    waiting = sa.and_(col(RoundHousehold.round_id) == round_id, col(RoundHousehold.is_done).is_(False))
    return col(Household.id).in_(pick(RoundHousehold.household_id).where(waiting))


def walkers(session: Session, actor: Actor, path: str, *, round_id: int | None = None) -> list[Walker]:
    """Stewards under the path, by unit, with how many households a sheet of theirs would have."""
    rows = session.execute(
        _given(actor, path, Steward.id, Steward.name, Unit.path, sa.func.count())
        .where(in_round(round_id))
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .group_by(col(Steward.id), col(Steward.name), col(Unit.path))
        .limit(_MOST_STEWARDS)
    ).all()
    paths = {path for _, _, path, _ in rows}
    names, order = unit_names(session, list(paths)), _in_order(session, paths)
    return [Walker(i, name, names[path], n) for i, name, path, n in sorted(rows, key=lambda row: (order[row[2]], row[0]))]


@dataclass(frozen=True)
class Stop:
    """A household on a steward's way."""

    household_id: int
    unit_name: str
    door: str
    name: str


def way_of(session: Session, actor: Actor, steward_id: int, *, round_id: int | None = None) -> list[Stop]:
    """The households of a steward now, in walking order: units as people count them, then doors."""
    own = col(Assignment.steward_id) == steward_id
    return ways_under(session, actor, actor.unit_path, own, round_id=round_id).get(steward_id, [])


def ways_under(session: Session, actor: Actor, path: str, *only: Condition, round_id: int | None = None) -> dict[int, list[Stop]]:
    """Steward -> their way, for all under the path at once, stewards by unit."""
    place, own = aliased(Unit), aliased(Unit)
    what = (Assignment.steward_id, Household.id, place.path, Household.door, Household.title, Household.name, Household.door_key)
    rows = session.execute(
        _given(actor, path, *what, col(own.path).label("own_path"))
        .join(place, col(place.id) == Household.unit_id)
        .join(own, col(own.id) == Steward.unit_id)
        .where(in_round(round_id), *only)
    ).all()
    paths = {row.path for row in rows} | {row.own_path for row in rows}
    names, order = unit_names(session, list(paths)), _in_order(session, paths)
    ways: dict[int, list[Stop]] = {}
    for r in sorted(rows, key=lambda r: (order[r.own_path], r.steward_id, order[r.path], r.door_key, r.id)):
        ways.setdefault(r.steward_id, []).append(Stop(r.id, names[r.path], r.title or r.door, r.name))
    return ways


def _in_order(session: Session, paths: Collection[str]) -> dict[str, list[tuple[str, int]]]:
    """Path -> what to sort it by, from the top down: an estate is walked to its end before the next is begun."""
    ids = {unit_id for path in paths for unit_id in ids_in(path)}
    keys = dict(session.execute(pick(Unit.id, Unit.sort_key).where(col(Unit.id).in_(ids))).all())
    return {path: [(keys[unit_id], unit_id) for unit_id in ids_in(path)] for path in paths}
