"""Visits at a glance: by unit and by month from the sums, who was not met for long, where to look again, whom to help.

Numbers of a unit go to everybody with the overview; households are listed for those who may see households at all.
Nothing here is a rank: rows stand by unit, then by name or door.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db import clock
from db.actor import Actor, end_of_path, is_whole_office
from db.ledger.models.households import Household, HouseholdKind, HouseholdStatus
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.counts import here_kind
from db.ledger.queries.households import places_of, stewards_of
from db.ledger.queries.merged import merged_entries, staying
from db.ledger.queries.scope import Condition, under, visible_households
from db.office.models import Tally, Unit
from db.office.queries import children, unit_at
from db.permissions import require
from db.sql import pick
from db.visits.models.duties import MustStatus, MustVisit
from db.visits.models.summaries import HouseholdContact, VisitTally
from db.visits.models.visits import Outcome, Visit, VisitStatus
from db.visits.permissions import VisitsPermission
from db.visits.queries.last_met import LastMet
from db.visits.quota import days_of

_PATH = re.compile(r"/(?:[0-9]{1,9}/)+")


def path_in(actor: Actor, path: str) -> str:
    """The path asked for, or the actor's own where that lies outside."""
    return path if _PATH.fullmatch(path) and path.startswith(actor.unit_path) else actor.unit_path


@dataclass(frozen=True)
class UnitVisits:
    """A month of one unit with everything under it; `path` opens the level below. Must-visits are as of today,
    but those not made are of the month: their festival lay in it."""

    unit_id: int
    path: str
    name: str
    n_visits: int
    n_households_met: int
    n_households: int
    n_must_open: int
    n_must_overdue: int
    n_must_not_made: int


def by_unit(session: Session, actor: Actor, month: int, path: str = "") -> list[UnitVisits]:
    """The unit itself first, then each unit right under it. `month` is 202611."""
    require(actor, VisitsPermission.SEE_VISIT_OVERVIEW)
    top = unit_at(session, path_in(actor, path))
    units = [top, *children(session, top.id)]
    ids = [unit.id for unit in units]
    n = sa.func.sum
    visits = _sums(session, ids, VisitTally, n(VisitTally.n_all), n(VisitTally.n_homes), where=col(VisitTally.month) == month)
    here = [here_kind(kind) for kind in HouseholdKind]
    households = _sums(session, ids, Tally, n(Tally.n), where=col(Tally.kind).in_(here))
    musts = _must_visits(session, ids, month, clock.today())
    none = (0, 0)
    return [
        UnitVisits(u.id, u.path, u.name, *visits.get(u.id, none), *households.get(u.id, (0,)), *musts.get(u.id, (0, 0, 0)))
        for u in units
    ]


def _tree() -> tuple[Any, Condition]:
    """A unit, and that another one is it or lies under it."""
    over = aliased(Unit)
    end = sa.func.substr(over.path, 1, sa.func.length(over.path) - 1) + "0"
    return over, sa.and_(col(Unit.path) >= over.path, col(Unit.path) < end)


def _sums(session: Session, ids: list[int], table: Any, *sums: Any, where: Condition) -> dict[int, tuple[int, ...]]:
    over, is_inside = _tree()
    rows = session.execute(
        pick(over.id, *sums)
        .join(Unit, is_inside)
        .join(table, table.unit_id == Unit.id)
        .where(over.id.in_(ids), where)
        .group_by(over.id)
    )
    return {unit_id: tuple(int(value) for value in values) for unit_id, *values in rows}


def _must_visits(session: Session, ids: list[int], month: int, today: date) -> dict[int, tuple[int, ...]]:
    """Open ones, those of them overdue, and those that ended with a festival of the month; where the household is now."""
    (over, is_inside), merged = _tree(), merged_entries()
    is_open = col(MustVisit.status) == MustStatus.OPEN
    not_made = sa.and_(col(MustVisit.status) == MustStatus.NOT_MADE, col(MustVisit.settled_on).between(*days_of(month)))
    counted = [sa.func.sum(sa.case((one, 1), else_=0)) for one in (is_open, is_open & (col(MustVisit.due_on) < today), not_made)]
    rows = session.execute(
        pick(over.id, *counted)
        .select_from(MustVisit)
        .outerjoin(merged, merged.c.entry == MustVisit.household_id)
        .join(Household, col(Household.id) == staying(merged, MustVisit.household_id))
        .join(Unit, col(Household.unit_id) == Unit.id)
        .join(over, is_inside)
        .where(over.id.in_(ids), sa.or_(is_open, not_made), col(Household.status) == HouseholdStatus.HERE)
        .group_by(over.id)
    )
    return {unit_id: tuple(map(int, counts)) for unit_id, *counts in rows}


@dataclass(frozen=True)
class MonthVisits:
    month: int
    n_visits: int
    n_met: int


def months_back(month: int, n: int) -> list[int]:
    """`n` months up to and with this one, the earliest first: 202601 -> 202512, 202601."""
    count = month // 100 * 12 + month % 100 - 1
    return [(k // 12) * 100 + k % 12 + 1 for k in range(count - n + 1, count + 1)]


def by_month(session: Session, actor: Actor, month: int, path: str = "", *, n_months: int = 12) -> list[MonthVisits]:
    """Every month up to this one, also those without a visit."""
    require(actor, VisitsPermission.SEE_VISIT_OVERVIEW)
    place, months = path_in(actor, path), months_back(month, n_months)
    rows = session.execute(
        pick(VisitTally.month, sa.func.sum(VisitTally.n_all), sa.func.sum(VisitTally.n_met))
        .join(Unit, col(Unit.id) == VisitTally.unit_id)
        .where(col(Unit.path) >= place, col(Unit.path) < end_of_path(place), col(VisitTally.month).in_(months))
        .group_by(col(VisitTally.month))
    )
    found = {m: (int(n_all), int(n_met)) for m, n_all, n_met in rows}
    return [MonthVisits(m, *found.get(m, (0, 0))) for m in months]


def _households_at(actor: Actor, path: str) -> Condition:
    place = path_in(actor, path)
    at = sa.true() if place == actor.unit_path and is_whole_office(actor) else under(place, Household.unit_id)
    return sa.and_(col(Household.status) == HouseholdStatus.HERE, at)


def _with_last_met(found: sa.Select[Any], last: LastMet, days: int | None) -> sa.Select[Any]:
    """Households never met, or with days not met for more than so many, whichever of their entries was."""
    is_long = last.on.is_(None) if days is None else sa.or_(last.on.is_(None), last.on < clock.today() - timedelta(days=days))
    return last.joined(found).where(is_long)


def count_not_met(session: Session, actor: Actor, days: int | None, path: str = "") -> int:
    """How many households were not met for more than `days`; None: never."""
    require(actor, VisitsPermission.SEE_VISIT_OVERVIEW)
    counted = _with_last_met(pick(sa.func.count()).select_from(Household), LastMet(), days)
    return session.scalar(counted.where(_households_at(actor, path))) or 0


@dataclass(frozen=True)
class HouseholdLine:
    """A household to look at. `last_on` is the day it was last met, or for one that moved when that was said."""

    household_id: int
    unit_name: str
    door: str
    name: str
    last_on: date | None
    steward_id: int | None
    steward_name: str
    visit_id: int | None = None


def not_met_for(
    session: Session, actor: Actor, days: int | None, path: str = "", *, offset: int = 0, limit: int = 50
) -> list[HouseholdLine]:
    """By unit, in the order of doors: households not met for more than `days`, with those never met; None: only these."""
    _require_lists(actor)
    last = LastMet()
    rows = session.execute(
        _with_last_met(pick(*_HOUSEHOLD, last.on, sa.null()).select_from(Household), last, days)
        .where(visible_households(actor), _households_at(actor, path))
        .order_by(*_BY_DOOR)
        .offset(offset)
        .limit(limit)
    )
    return _household_rows(session, rows)


def _require_lists(actor: Actor) -> None:
    require(actor, VisitsPermission.SEE_VISIT_OVERVIEW)
    require(actor, LedgerPermission.SEE_HOUSEHOLDS)


_HOUSEHOLD = (Household.id, Household.unit_id, Household.door, Household.title, Household.name)
_BY_DOOR = (col(Household.kind), col(Household.unit_id), col(Household.door_key), col(Household.id))


def _household_rows(session: Session, rows: Any) -> list[HouseholdLine]:
    found = list(rows)
    places, stewards = places_of(session, {row[1] for row in found}), stewards_of(session, [row[0] for row in found])
    nobody: tuple[int | None, str] = (None, "")
    held = {i: stewards.get(i, nobody) for i, *_ in found}
    return [
        HouseholdLine(i, places[unit], title or door, name, last_on, held[i][0], held[i][1], visit_id)
        for i, unit, door, title, name, last_on, visit_id in found
    ]


def _moved(actor: Actor, path: str) -> Any:
    """Of each household the last visit that stands, where that found nobody living there any more."""
    other, merged = aliased(Visit), merged_entries()
    entries = pick(merged.c.entry).where(merged.c.stays == Household.id)
    is_later = sa.and_(
        sa.or_(col(other.household_id) == Household.id, col(other.household_id).in_(entries.correlate(Household))),
        sa.or_(
            col(other.visited_on) > Visit.visited_on, sa.and_(col(other.visited_on) == Visit.visited_on, col(other.id) > Visit.id)
        ),
        col(other.status) == VisitStatus.STANDS,
    )  # fmt: skip
    found = sa.and_(
        col(Visit.outcome) == Outcome.MOVED, col(Visit.status) == VisitStatus.STANDS,
        # Of its own entry it is the last at least: most fall out here.
        col(Visit.visited_on) == HouseholdContact.last_tried_on, ~sa.exists().where(is_later),
    )  # fmt: skip
    return (
        pick(*_HOUSEHOLD, Visit.visited_on, Visit.id)
        .select_from(Visit)
        .join(HouseholdContact, col(HouseholdContact.household_id) == Visit.household_id)
        .outerjoin(merged, merged.c.entry == Visit.household_id)
        .join(Household, col(Household.id) == staying(merged, Visit.household_id))
        .where(visible_households(actor), _households_at(actor, path), found)
    )


def said_to_have_moved(
    session: Session, actor: Actor, path: str = "", *, offset: int = 0, limit: int = 50
) -> tuple[list[HouseholdLine], int]:
    """Households still in the ledger of which the last visit said that they had moved, and how many there are."""
    _require_lists(actor)
    found = _moved(actor, path)
    n_rows = session.scalar(pick(sa.func.count()).select_from(found.subquery())) or 0
    return _household_rows(session, session.execute(found.order_by(*_BY_DOOR).offset(offset).limit(limit))), n_rows
