"""Months that were handed in: the figures as they were then, beside those of now."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor, end_of_path, is_whole_office
from db.office.models import Unit
from db.office.queries import children, unit_at
from db.permissions import allows, require
from db.sql import pick
from db.visits.checks import FIRST_MONTH, month_of
from db.visits.models.summaries import ClosedMonth, VisitTally
from db.visits.permissions import VisitsPermission


@dataclass(frozen=True)
class Figures:
    """Visits, those at which somebody was met, and households met."""

    n_all: int
    n_met: int
    n_homes: int


@dataclass(frozen=True)
class UnitMonth:
    unit_id: int
    path: str
    name: str
    then: Figures
    now: Figures

    @property
    def later(self) -> Figures:
        """What has been written, corrected or withdrawn since."""
        a, b = self.then, self.now
        return Figures(b.n_all - a.n_all, b.n_met - a.n_met, b.n_homes - a.n_homes)

    @property
    def has_changed(self) -> bool:
        return self.then != self.now


def closed_months(session: Session, actor: Actor) -> list[tuple[int, datetime]]:
    """Months handed in, the newest first, and when."""
    require(actor, VisitsPermission.SEE_VISIT_OVERVIEW)
    found = pick(ClosedMonth.month, sa.func.max(ClosedMonth.closed_at)).group_by(col(ClosedMonth.month))
    return [(month, closed_at) for month, closed_at in session.execute(found.order_by(col(ClosedMonth.month).desc()))]


def may_close_months(actor: Actor) -> bool:
    return allows(actor, VisitsPermission.CLOSE_MONTHS) and is_whole_office(actor)


def months_to_close(session: Session, actor: Actor, today: date) -> list[int]:
    """Past months with visits that have not been handed in, the oldest first."""
    if not may_close_months(actor):
        return []
    month = _months_with_visits(month_of(today)).c.month
    is_closed = sa.exists().where(col(ClosedMonth.month) == month)
    return list(session.scalars(sa.select(month).where(month.is_not(None), ~is_closed).order_by(month)))


def _months_with_visits(before: int) -> sa.CTE:
    """From each month to the next that there is, the last being none: one look into the index for each, however many units."""

    def after(month: Any) -> Any:
        later = sa.and_(col(VisitTally.month) > month, col(VisitTally.month) < before, col(VisitTally.n_all) > 0)
        return pick(sa.func.min(VisitTally.month)).where(later)

    found = sa.select(after(FIRST_MONTH - 1).scalar_subquery().label("month")).cte(recursive=True)
    next_one = after(found.c.month).correlate(found).scalar_subquery()
    return found.union_all(sa.select(next_one).where(found.c.month.is_not(None)))


def closed_figures(session: Session, actor: Actor, month: int, path: str = "") -> list[UnitMonth]:
    """The unit itself first, then each unit right under it. Empty when the month has not been handed in."""
    require(actor, VisitsPermission.SEE_VISIT_OVERVIEW)
    if session.scalar(pick(ClosedMonth.month).where(col(ClosedMonth.month) == month).limit(1)) is None:
        return []
    top = unit_at(session, path if path.startswith(actor.unit_path) else actor.unit_path)
    then, now = (_by_path(session, table, month, top.path) for table in (ClosedMonth, VisitTally))
    units = [top, *children(session, top.id, with_closed=True)]
    return [UnitMonth(u.id, u.path, u.name, _sum(then, u.path), _sum(now, u.path)) for u in units]


Lines = list[tuple[str, Figures]]


def _by_path(session: Session, table: type[ClosedMonth] | type[VisitTally], month: int, path: str) -> Lines:
    found = (
        pick(Unit.path, table.n_all, table.n_met, table.n_homes)
        .join(table, col(table.unit_id) == Unit.id)
        .where(col(Unit.path) >= path, col(Unit.path) < end_of_path(path), col(table.month) == month, col(table.n_all) > 0)
    )
    return [(place, Figures(*figures)) for place, *figures in session.execute(found)]


def _sum(lines: Lines, path: str) -> Figures:
    mine = [figures for place, figures in lines if place.startswith(path)]
    return Figures(sum(f.n_all for f in mine), sum(f.n_met for f in mine), sum(f.n_homes for f in mine))
