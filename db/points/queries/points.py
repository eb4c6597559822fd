"""Lists of service points, and one whole with the story of its life."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor, Role, end_of_path
from db.errors import NotFound
from db.ledger.queries.scope import Condition
from db.names import like_pattern
from db.office.models import Unit, User
from db.office.queries import with_unit_names
from db.permissions import in_scope
from db.points.models.points import PointIn, PointMove, PointSource, PointStatus, PointStep, ServicePoint
from db.points.queries.scope import own_units, visible_points
from db.sql import pick
from db.text import clean


@dataclass(frozen=True)
class PointFilter:
    """Empty fields do not filter. `is_own`: only those under the actor's unit."""

    statuses: tuple[PointStatus, ...] = ()
    kind: str = ""
    search: str = ""
    unit_path: str = ""
    is_own: bool = False


@dataclass(frozen=True)
class PointRow:
    """`is_own`: it lies under the actor's unit, so that whoever has the right may change it."""

    id: int
    version: int
    status: PointStatus
    kind: str
    name: str
    unit_id: int
    unit_path: str
    unit_name: str
    place: str
    finds: str
    offers: tuple[str, ...]
    capacity: int | None
    phone: str
    is_closed_on_holidays: bool
    source: PointSource
    is_by_decision: bool
    proposed_on: date
    opened_on: date | None
    is_own: bool


@dataclass(frozen=True)
class StepRow:
    at: datetime
    move: PointMove
    after: PointStatus
    by: str
    role: Role | None
    why: str


@dataclass(frozen=True)
class PointFacts:
    """`proposer` only for those who run the point."""

    row: PointRow
    reason: str
    proposer: str
    steps: tuple[StepRow, ...]


def _conditions(actor: Actor, wanted: PointFilter) -> list[Condition]:
    found = [own_units(actor, ServicePoint.unit_id) if wanted.is_own else sa.true(), visible_points(actor)]
    if wanted.statuses:
        found.append(col(ServicePoint.status).in_(wanted.statuses))
    if wanted.kind:
        found.append(col(ServicePoint.kind) == wanted.kind)
    if text := clean(wanted.search):
        part = f"%{like_pattern(text)}%"
        found.append(sa.or_(*(col(column).like(part, escape="\\") for column in (ServicePoint.name, ServicePoint.place))))
    if wanted.unit_path:
        found += [col(Unit.path) >= wanted.unit_path, col(Unit.path) < end_of_path(wanted.unit_path)]
    return found


def _rows(session: Session, actor: Actor, found: sa.Select[*tuple[object, ...]]) -> list[PointRow]:
    return [
        PointRow(
            p.id, p.version, p.status, p.kind, p.name, p.unit_id, path, unit_name, p.place, p.finds, tuple(p.offers), p.capacity,
            p.phone, p.is_closed_on_holidays, p.source, p.is_by_decision, p.proposed_on, p.opened_on, in_scope(actor, path),
        )
        for (p, path), unit_name in with_unit_names(session, found)
    ]  # fmt: skip


def _picked() -> sa.Select[*tuple[object, ...]]:
    return pick(ServicePoint, Unit.path).join(Unit, col(Unit.id) == ServicePoint.unit_id)


def find_points(
    session: Session, actor: Actor, wanted: PointFilter = PointFilter(), *, offset: int = 0, limit: int = 50
) -> list[PointRow]:
    """In the order of names, 2 before 10."""
    order = (col(ServicePoint.sort_key), col(ServicePoint.id))
    return _rows(session, actor, _picked().where(*_conditions(actor, wanted)).order_by(*order).offset(offset).limit(limit))


def count_points(session: Session, actor: Actor, wanted: PointFilter = PointFilter()) -> int:
    counted = pick(sa.func.count()).select_from(ServicePoint).join(Unit, col(Unit.id) == ServicePoint.unit_id)
    return session.scalar(counted.where(*_conditions(actor, wanted))) or 0


def count_by_status(session: Session, actor: Actor) -> dict[PointStatus, int]:
    counted = pick(ServicePoint.status, sa.func.count()).where(visible_points(actor)).group_by(col(ServicePoint.status))
    return {status: n for status, n in session.execute(counted)}


def find_point(session: Session, actor: Actor, point_id: int) -> PointRow:
    """Raises `NotFound` for what the actor may not see."""
    rows = _rows(session, actor, _picked().where(visible_points(actor), col(ServicePoint.id) == point_id))
    if not rows:
        raise NotFound("point_not_found")
    return rows[0]


def own_point(session: Session, actor: Actor, point_id: int) -> PointRow:
    """The same for whoever wants to change it. Raises `NotFound` also for one of a unit above."""
    row = find_point(session, actor, point_id)
    if not row.is_own:
        raise NotFound("point_not_found")
    return row


def as_written(session: Session, actor: Actor, point_id: int) -> PointIn:
    """What a form begins with when the point is corrected. Raises `NotFound`."""
    row = own_point(session, actor, point_id)
    return PointIn(
        unit_id=row.unit_id, kind=row.kind, name=row.name, place=row.place, finds=row.finds, offers=list(row.offers),
        capacity=row.capacity, phone=row.phone, is_closed_on_holidays=row.is_closed_on_holidays,
    )  # fmt: skip


def point_facts(session: Session, actor: Actor, point_id: int) -> PointFacts:
    row = find_point(session, actor, point_id)
    reason, proposer = session.execute(
        pick(ServicePoint.reason, ServicePoint.proposer).where(col(ServicePoint.id) == point_id)
    ).one()
    return PointFacts(row, (reason or "") if row.is_own else "", (proposer or "") if row.is_own else "", _steps(session, row))


def _steps(session: Session, row: PointRow) -> tuple[StepRow, ...]:
    """From first to last; why something was done is told where it is decided."""
    found = session.execute(
        pick(PointStep, User.name)
        .outerjoin(User, col(User.id) == PointStep.user_id)
        .where(col(PointStep.point_id) == row.id)
        .order_by(col(PointStep.id))
    )
    return tuple(StepRow(s.at, s.move, s.after, name or "", s.role, (s.why or "") if row.is_own else "") for s, name in found)
