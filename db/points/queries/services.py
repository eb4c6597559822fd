"""The log of service points: where somebody writes, what has been written, and sums by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db import clock
from db.actor import Actor, Role, end_of_path
from db.errors import NotFound
from db.ledger.queries.scope import Condition, own_steward_ids
from db.office.models import Unit, User
from db.office.queries import with_unit_names
from db.permissions import allows
from db.points.models.points import PointMove, PointStatus, PointStep, ServicePoint
from db.points.models.services import PointMonth, PointService, ServiceKind, ServiceSource
from db.points.models.staff import PointStaff, StaffStatus
from db.points.permissions import PointsPermission
from db.points.queries.scope import own_units
from db.points.service_checks import what_may_be
from db.sql import pick

MOST_POINTS = 1000


def served_points(actor: Actor) -> Any:
    """Ids of the points at which the signed-in steward serves now."""
    serves = (col(PointStaff.steward_id).in_(own_steward_ids(actor)), col(PointStaff.status) == StaffStatus.SERVES)
    return pick(PointStaff.point_id).where(*serves)


def visible_log(actor: Actor, point_id: Any, unit_id: Any) -> Condition:
    """A steward's are the points where they serve; everybody else's lie under their unit."""
    if not allows(actor, PointsPermission.LOG_SERVICES):
        return sa.false()
    if actor.role is Role.STEWARD:
        return col(point_id).in_(served_points(actor))
    return own_units(actor, unit_id)


@dataclass(frozen=True)
class LogPoint:
    """A point as whoever writes there needs it. `what`: keys of what may have been done."""

    id: int
    name: str
    kind: str
    status: PointStatus
    unit_id: int
    unit_name: str
    what: tuple[str, ...]
    opened_on: date | None


def _points(session: Session, actor: Actor, *conditions: Condition) -> list[LogPoint]:
    seen = visible_log(actor, ServicePoint.id, ServicePoint.unit_id)
    found = pick(ServicePoint, Unit.path).join(Unit, col(Unit.id) == ServicePoint.unit_id).where(seen, *conditions)
    order = (col(ServicePoint.sort_key), col(ServicePoint.id))
    return [
        LogPoint(p.id, p.name, p.kind, p.status, p.unit_id, unit_name, what_may_be(p.offers), p.opened_on)
        for (p, _), unit_name in with_unit_names(session, found.order_by(*order).limit(MOST_POINTS))
    ]


def log_points(session: Session, actor: Actor) -> list[LogPoint]:
    """Those that are open, in the order of names."""
    return _points(session, actor, col(ServicePoint.status) == PointStatus.OPEN)


def log_point(session: Session, actor: Actor, point_id: int) -> LogPoint:
    """Raises `NotFound` for one where the actor writes nothing."""
    found = _points(session, actor, col(ServicePoint.id) == point_id)
    if not found:
        raise NotFound("point_not_found")
    return found[0]


def closed_on(session: Session, point_id: int) -> date | None:
    """The day on which it was last given up, for a list of paper that comes back afterwards."""
    closed = sa.and_(col(PointStep.point_id) == point_id, col(PointStep.move) == PointMove.CLOSE)
    at = session.scalars(pick(PointStep.at).where(closed).order_by(col(PointStep.id).desc()).limit(1)).first()
    return clock.local(at).date() if at else None


@dataclass(frozen=True)
class ServiceFilter:
    """Empty fields do not filter. `month` is 202611."""

    point_id: int = 0
    month: int = 0
    what: str = ""
    kind: ServiceKind | None = None


@dataclass(frozen=True)
class ServiceRow:
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
    written_by: int
    written_at: datetime
    by: str
    is_taken_back: bool


_UNDONE = aliased(PointService)


def is_line() -> Condition:
    """A line of the log, and none that takes another back."""
    return col(PointService.undoes_id).is_(None)


def _conditions(actor: Actor, wanted: ServiceFilter) -> list[Condition]:
    found = [visible_log(actor, PointService.point_id, PointService.unit_id), is_line()]
    if wanted.point_id:
        found.append(col(PointService.point_id) == wanted.point_id)
    if wanted.month:
        year, month = divmod(wanted.month, 100)
        after = date(year + month // 12, month % 12 + 1, 1)
        found += [col(PointService.on_day) >= date(year, month, 1), col(PointService.on_day) < after]
    if wanted.what:
        found.append(col(PointService.what) == wanted.what)
    if wanted.kind:
        found.append(col(PointService.kind) == wanted.kind)
    return found


def find_services(
    session: Session, actor: Actor, wanted: ServiceFilter = ServiceFilter(), *, offset: int = 0, limit: int = 50
) -> list[ServiceRow]:
    """The last day first. What was taken back is shown as that."""
    order = (col(PointService.on_day).desc(), col(PointService.id).desc())
    page = pick(PointService.id).where(*_conditions(actor, wanted)).order_by(*order).offset(offset).limit(limit).subquery()
    return _rows(session, col(PointService.id).in_(pick(page.c.id)), order)


def own_last_services(session: Session, actor: Actor, point_id: int, *, limit: int = 5) -> list[ServiceRow]:
    """What the actor wrote down there today and has not taken back, the last first: to be taken back right away."""
    log_point(session, actor, point_id)
    mine = sa.and_(
        col(PointService.point_id) == point_id, col(PointService.written_by) == actor.user_id, is_line(),
        col(PointService.written_at) >= clock.midnight(clock.today()), col(_UNDONE.id).is_(None),
    )  # fmt: skip
    return _rows(session, mine, (col(PointService.id).desc(),), limit)


def find_service(session: Session, actor: Actor, service_id: int) -> ServiceRow:
    """Raises `NotFound`."""
    seen = visible_log(actor, PointService.point_id, PointService.unit_id)
    rows = _rows(session, sa.and_(seen, is_line(), col(PointService.id) == service_id), (), 1)
    if not rows:
        raise NotFound("service_not_found")
    return rows[0]


def _rows(session: Session, condition: Condition, order: Sequence[Any], limit: int | None = None) -> list[ServiceRow]:
    found = (
        pick(PointService, ServicePoint.name, ServicePoint.kind, User.name, _UNDONE.id, Unit.path)
        .join(ServicePoint, col(ServicePoint.id) == PointService.point_id)
        .join(Unit, col(Unit.id) == ServicePoint.unit_id)
        .join(User, col(User.id) == PointService.written_by)
        .outerjoin(_UNDONE, col(_UNDONE.undoes_id) == PointService.id)
        .where(condition)
        .order_by(*order)
        .limit(limit)
    )
    return [
        ServiceRow(
            r.id, r.point_id, name, kind, unit_name, r.kind, r.source, r.on_day, r.what, r.whom, r.title, r.n_people,
            r.written_by, r.written_at, by, undone is not None,
        )
        for (r, name, kind, by, undone, _), unit_name in with_unit_names(session, found)
    ]  # fmt: skip


def count_services(session: Session, actor: Actor, wanted: ServiceFilter = ServiceFilter()) -> int:
    """From the sums, unless only one thing or kind is looked for."""
    if wanted.what or wanted.kind:
        return session.scalar(pick(sa.func.count()).select_from(PointService).where(*_conditions(actor, wanted))) or 0
    n_lines = sa.func.coalesce(sa.func.sum(PointMonth.n_lines), 0)
    return int(session.scalar(pick(n_lines).where(*_of_months(actor, wanted))) or 0)


def _of_months(actor: Actor, wanted: ServiceFilter) -> list[Condition]:
    found = [visible_log(actor, PointMonth.point_id, PointMonth.unit_id)]
    if wanted.point_id:
        found.append(col(PointMonth.point_id) == wanted.point_id)
    if wanted.month:
        found.append(col(PointMonth.month) == wanted.month)
    return found


@dataclass(frozen=True)
class MonthServices:
    month: int
    n_services: int
    n_served: int
    n_trainings: int
    n_trainees: int


def services_by_month(
    session: Session, actor: Actor, *, since: int, point_id: int = 0, unit_path: str = ""
) -> list[MonthServices]:
    """From the month `since` on, the last first; months in which nothing happened are left out."""
    sums = [sa.func.sum(getattr(PointMonth, name)) for name in ("n_services", "n_served", "n_trainings", "n_trainees")]
    found = pick(PointMonth.month, *sums).where(
        *_of_months(actor, ServiceFilter(point_id=point_id)), col(PointMonth.month) >= since
    )
    if unit_path:
        inside = pick(Unit.id).where(col(Unit.path) >= unit_path, col(Unit.path) < end_of_path(unit_path))
        found = found.where(col(PointMonth.unit_id).in_(inside))
    rows = session.execute(found.group_by(col(PointMonth.month)).order_by(col(PointMonth.month).desc()))
    return [MonthServices(month, *map(int, n)) for month, *n in rows if any(n)]
