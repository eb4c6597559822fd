"""The log of points: a page of lines, the sums of months, and at which points somebody writes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.actor import Actor, Role
from db.errors import NotFound
from db.ledger.queries.scope import Condition, own_steward_ids, under
from db.office.models import Unit, User
from db.permissions import allows
from db.points.models.points import PointStatus, ServicePoint
from db.points.models.services import PointMonth, PointService, ServiceKind, ServiceSource
from db.points.models.staff import PointStaff, StaffStatus
from db.points.permissions import PointsPermission
from db.points.queries.scope import own_units, visible_points
from db.sql import pick


@dataclass(frozen=True)
class LogPoint:
    """A point at which the actor writes: what it offers, and since when."""

    id: int
    unit_id: int
    unit_name: str
    name: str
    kind: str
    offers: tuple[str, ...]
    opened_on: date | None


@dataclass(frozen=True)
class ServiceFilter:
    """Empty fields do not filter; days include both."""

    point_id: int = 0
    unit_path: str = ""
    kind: ServiceKind | None = None
    what: str = ""
    whom: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class ServiceRow:
    """`undoes_id`: the line that this one takes back; `is_undone`: another takes this one back."""

    id: int
    point_id: int
    point_name: str
    point_kind: str
    unit_name: str
    kind: ServiceKind
    source: ServiceSource
    on_day: date
    what: str
    whom: str
    title: str
    n_people: int
    undoes_id: int | None
    is_undone: bool
    written_by: int
    by: str
    written_at: datetime


@dataclass(frozen=True)
class LogSums:
    n_services: int = 0
    n_served: int = 0
    n_trainings: int = 0
    n_trainees: int = 0


def log_points_of(actor: Actor, point_id: Any, unit_id: Any) -> Condition:
    """Points at which the actor writes: a steward where they serve, whoever visits what lies under the unit."""
    if not allows(actor, PointsPermission.LOG_SERVICES):
        return sa.false()
    if actor.role is not Role.STEWARD:
        return own_units(actor, unit_id)
    serves = pick(PointStaff.point_id).where(
        col(PointStaff.steward_id).in_(own_steward_ids(actor)), col(PointStaff.status) == StaffStatus.SERVES
    )
    return col(point_id).in_(serves)


def log_points(session: Session, actor: Actor) -> list[LogPoint]:
    """Those in use, in the order of names."""
    return _log_points(session, log_points_of(actor, ServicePoint.id, ServicePoint.unit_id))


def log_point(session: Session, actor: Actor, point_id: int) -> LogPoint:
    """Raises `NotFound` for one at which the actor does not write, or which is not in use."""
    found = _log_points(
        session, sa.and_(log_points_of(actor, ServicePoint.id, ServicePoint.unit_id), col(ServicePoint.id) == point_id)
    )
    if not found:
        raise NotFound("log_point_not_found")
    return found[0]


def _log_points(session: Session, which: Condition) -> list[LogPoint]:
    found = session.execute(
        pick(ServicePoint, Unit.name)
        .join(Unit, col(Unit.id) == ServicePoint.unit_id)
        .where(which, col(ServicePoint.status) == PointStatus.OPEN)
        .order_by(col(ServicePoint.sort_key), col(ServicePoint.id))
    )
    return [LogPoint(p.id, p.unit_id, unit, p.name, p.kind, tuple(p.offers), p.opened_on) for p, unit in found]


def _conditions(actor: Actor, wanted: ServiceFilter) -> list[Condition]:
    found = [log_points_of(actor, PointService.point_id, PointService.unit_id)]
    if wanted.point_id:
        found.append(col(PointService.point_id) == wanted.point_id)
    if wanted.unit_path:
        found.append(under(wanted.unit_path, PointService.unit_id))
    if wanted.kind:
        found.append(col(PointService.kind) == wanted.kind)
    for column, value in ((PointService.what, wanted.what), (PointService.whom, wanted.whom)):
        if value:
            found.append(col(column) == value)
    if wanted.first_day:
        found.append(col(PointService.on_day) >= wanted.first_day)
    if wanted.last_day:
        found.append(col(PointService.on_day) <= wanted.last_day)
    return found


def find_services(
    session: Session, actor: Actor, wanted: ServiceFilter = ServiceFilter(), *, offset: int = 0, limit: int = 50
) -> list[ServiceRow]:
    """The newest day first. The page is found by its ids alone; what stands in its lines is read for them only."""
    order = (col(PointService.on_day).desc(), col(PointService.id).desc())
    page = pick(PointService.id).where(*_conditions(actor, wanted)).order_by(*order).offset(offset).limit(limit)
    undo = aliased(PointService)
    found = session.execute(
        pick(PointService, ServicePoint.name, ServicePoint.kind, Unit.name, User.name, undo.id)
        .join(ServicePoint, col(ServicePoint.id) == PointService.point_id)
        .join(Unit, col(Unit.id) == PointService.unit_id)
        .join(User, col(User.id) == PointService.written_by)
        .outerjoin(undo, col(undo.undoes_id) == PointService.id)
        .where(col(PointService.id).in_(session.scalars(page).all()))
        .order_by(*order)
    )
    return [
        ServiceRow(
            r.id, r.point_id, point, kind, unit, r.kind, r.source, r.on_day, r.what, r.whom, r.title, r.n_people, r.undoes_id,
            undone is not None, r.written_by, by, r.written_at,
        )
        for r, point, kind, unit, by, undone in found
    ]  # fmt: skip


def count_services(session: Session, actor: Actor, wanted: ServiceFilter = ServiceFilter()) -> int:
    return session.scalar(pick(sa.func.count()).select_from(PointService).where(*_conditions(actor, wanted))) or 0


_SUMS = [sa.func.coalesce(sa.func.sum(getattr(PointMonth, name)), 0) for name in LogSums.__dataclass_fields__]


def month_sums(session: Session, actor: Actor, months: tuple[int, int], *, unit_path: str = "", point_id: int = 0) -> LogSums:
    """From the first month to the last, of the points that the actor sees. Read from the sums: flat in the number of lines."""
    row = session.execute(pick(*_SUMS).where(*_of_months(actor, months, unit_path, point_id))).one()
    return LogSums(*(int(n) for n in row))


def sums_by_point(
    session: Session, actor: Actor, months: tuple[int, int], *, unit_path: str = "", limit: int = 50
) -> list[tuple[int, str, LogSums]]:
    """Id, name and sums of the points where something was done, most people served first."""
    most = sa.func.sum(PointMonth.n_served).desc()
    found = session.execute(
        pick(ServicePoint.id, ServicePoint.name, *_SUMS)
        .join(PointMonth, col(PointMonth.point_id) == ServicePoint.id)
        .where(*_of_months(actor, months, unit_path))
        .group_by(col(ServicePoint.id), col(ServicePoint.name))
        .order_by(most, col(ServicePoint.id))
        .limit(limit)
    )
    return [(point_id, name, LogSums(*map(int, counts))) for point_id, name, *counts in found]


def _of_months(actor: Actor, months: tuple[int, int], unit_path: str, point_id: int = 0) -> list[Condition]:
    found = [col(PointMonth.month).between(*months)]
    found.append(col(PointMonth.point_id).in_(pick(ServicePoint.id).where(visible_points(actor))))
    if unit_path:
        found.append(under(unit_path, PointMonth.unit_id))
    return [*found, col(PointMonth.point_id) == point_id] if point_id else found
