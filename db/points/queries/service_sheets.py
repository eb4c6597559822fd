"""Lists of paper that lie at service points: those that are out, one by its number, and its rows as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.errors import NotFound
from db.ledger.queries.scope import Condition
from db.office.models import Unit, User
from db.office.queries import with_unit_names
from db.permissions import allows
from db.points.models.points import ServicePoint
from db.points.models.services import PointService, ServiceSheet, ServiceSheetStatus
from db.points.permissions import PointsPermission
from db.points.queries.scope import own_units
from db.sql import pick
from db.visits.sheet_numbers import read_sheet_number


def visible_service_sheets(actor: Actor) -> Condition:
    """Those of points under the actor's unit."""
    if not allows(actor, PointsPermission.KEEP_SERVICE_LOG):
        return sa.false()
    return col(ServiceSheet.point_id).in_(pick(ServicePoint.id).where(own_units(actor, ServicePoint.unit_id)))


def find_service_sheet(session: Session, actor: Actor, sheet_id: int, *, is_locked: bool = False) -> ServiceSheet:
    """The row itself, for commands; locked, a second clerk waits. Raises `NotFound`."""
    wanted = pick(ServiceSheet).where(col(ServiceSheet.id) == sheet_id, visible_service_sheets(actor))
    if is_locked:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found: ServiceSheet | None = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound("sheet_not_found")
    return found


@dataclass(frozen=True)
class ServiceSheetFacts:
    """`what` and `whom`: keys in the order of the boxes; `n_keyed` rows are in."""

    id: int
    number: str
    status: ServiceSheetStatus
    point_id: int
    point_name: str
    point_kind: str
    unit_name: str
    made_at: datetime
    days_out: int
    n_rows: int
    n_keyed: int
    what: tuple[str, ...]
    whom: tuple[str, ...]


_UNDONE = aliased(PointService)


def line_of(sheet_id: int, position: int) -> sa.Select[*tuple[Any, ...]]:
    """The line of a row that was not taken back."""
    this = (col(PointService.sheet_id) == sheet_id, col(PointService.position) == position, col(_UNDONE.id).is_(None))
    return pick(PointService.id).outerjoin(_UNDONE, col(_UNDONE.undoes_id) == PointService.id).where(*this)


def service_sheet_by_number(session: Session, actor: Actor, text: str) -> ServiceSheetFacts:
    """By what was typed or scanned. Raises `Invalid('sheet_number_wrong')`, `NotFound`."""
    rows = _listed(session, col(ServiceSheet.number) == read_sheet_number(text), visible_service_sheets(actor))
    if not rows:
        raise NotFound("sheet_not_found", "number")
    return rows[0]


def service_sheets_out(session: Session, actor: Actor, *, offset: int = 0, limit: int = 50) -> list[ServiceSheetFacts]:
    """Not returned yet, the longest out first."""
    is_out = col(ServiceSheet.status) == ServiceSheetStatus.OUT
    return _listed(session, is_out, visible_service_sheets(actor), offset=offset, limit=limit)


def service_sheets_of(session: Session, actor: Actor, sheet_ids: Sequence[int]) -> list[ServiceSheetFacts]:
    return _listed(session, col(ServiceSheet.id).in_(sheet_ids), visible_service_sheets(actor), limit=len(sheet_ids))


def count_service_sheets_out(session: Session, actor: Actor, *, before: date | None = None) -> int:
    """`before`: only those that were printed before this day."""
    is_old = col(ServiceSheet.made_at) < clock.midnight(before) if before else sa.true()
    is_out = (col(ServiceSheet.status) == ServiceSheetStatus.OUT, is_old, visible_service_sheets(actor))
    return session.scalar(pick(sa.func.count()).select_from(ServiceSheet).where(*is_out)) or 0


def _listed(session: Session, *conditions: Condition, offset: int = 0, limit: int = 1) -> list[ServiceSheetFacts]:
    found = (
        pick(ServiceSheet, ServicePoint.name, ServicePoint.kind, Unit.path)
        .join(ServicePoint, col(ServicePoint.id) == ServiceSheet.point_id)
        .join(Unit, col(Unit.id) == ServicePoint.unit_id)
        .where(*conditions)
        .order_by(col(ServiceSheet.made_at), col(ServiceSheet.id))
        .offset(offset)
        .limit(limit)
    )
    rows, today = with_unit_names(session, found), clock.today()
    counts = _counts(session, [row[0].id for row, _ in rows])
    return [
        ServiceSheetFacts(
            s.id, s.number, s.status, s.point_id, name, kind, unit_name, s.made_at,
            (today - clock.local(s.made_at).date()).days, s.n_rows, counts.get(s.id, 0), tuple(s.what), tuple(s.whom),
        )
        for (s, name, kind, _), unit_name in rows
    ]  # fmt: skip


def _counts(session: Session, sheet_ids: Sequence[int]) -> dict[int, int]:
    keyed = (
        pick(PointService.sheet_id, sa.func.count())
        .outerjoin(_UNDONE, col(_UNDONE.undoes_id) == PointService.id)
        .where(col(PointService.sheet_id).in_(sheet_ids), col(_UNDONE.id).is_(None))
    )
    return {sheet_id: n for sheet_id, n in session.execute(keyed.group_by(col(PointService.sheet_id)))}


@dataclass(frozen=True)
class KeyedService:
    id: int
    position: int
    on_day: date
    what: str
    whom: str
    n_people: int
    written_at: datetime
    by: str


def service_sheet_lines(session: Session, actor: Actor, sheet_id: int) -> list[KeyedService]:
    """The rows that are keyed in, in the sheet's order."""
    find_service_sheet(session, actor, sheet_id)
    rows = session.execute(
        pick(PointService, User.name)
        .join(User, col(User.id) == PointService.written_by)
        .outerjoin(_UNDONE, col(_UNDONE.undoes_id) == PointService.id)
        .where(col(PointService.sheet_id) == sheet_id, col(_UNDONE.id).is_(None))
        .order_by(col(PointService.position))
    )
    return [KeyedService(r.id, r.position, r.on_day, r.what, r.whom, r.n_people, r.written_at, by) for r, by in rows]
