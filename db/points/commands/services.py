"""The log of a service point: what was done for whom, and trainings. A line is never changed: a mistake is taken back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from db import clock, day_bounds
from db.actor import Actor
from db.audit import record
from db.day_bounds import Bounds
from db.errors import Conflict, NotAllowed
from db.idempotency import once
from db.office.queries import current_scheme
from db.permissions import allows, require
from db.points import events, summaries
from db.points.models.points import PointStatus
from db.points.models.services import PointService, ServiceIn, ServiceKind, ServiceSource, TrainingIn
from db.points.permissions import PointsPermission
from db.points.queries.services import LogPoint, ServiceRow, find_service, log_point
from db.points.service_checks import check_service, check_training, groups
from db.scheme import Scheme
from db.sql import insert_into, table_of


def log_service(session: Session, actor: Actor, *, point_id: int, service: ServiceIn, request_id: UUID | None = None) -> int:
    """What was done for so many of a group, today unless a day is said; returns the line's id. A steward writes where they serve.

    Raises `Invalid` with every problem, `NotFound` for a point elsewhere, `Conflict('point_not_open')`.
    """
    require(actor, PointsPermission.LOG_SERVICES)
    point = open_here(session, actor, point_id)
    values = check_service(service, point.what, groups(current_scheme(session)), service_days(point))

    def work() -> int:
        return put_line(session, actor, point, values | {"kind": ServiceKind.SERVICE})

    return once(session, request_id, f"log service {actor.user_id} {point_id}", work)


def log_training(session: Session, actor: Actor, *, point_id: int, training: TrainingIn, request_id: UUID | None = None) -> int:
    """What it was about and how many came. Raises as `log_service` does."""
    require(actor, PointsPermission.LOG_SERVICES)
    point = open_here(session, actor, point_id)
    values = check_training(training, point.what, groups(current_scheme(session)), service_days(point))

    def work() -> int:
        return put_line(session, actor, point, values | {"kind": ServiceKind.TRAINING})

    return once(session, request_id, f"log training {actor.user_id} {point_id}", work)


def open_here(session: Session, actor: Actor, point_id: int) -> LogPoint:
    point = log_point(session, actor, point_id)
    if point.status is not PointStatus.OPEN:
        raise Conflict("point_not_open", name=point.name)
    return point


def service_days(point: LogPoint) -> Bounds:
    """On which days something can have been done at a point that is open."""
    today = clock.today()
    return day_bounds.service(today, point.opened_on or today)


def put_line(session: Session, actor: Actor, point: LogPoint, values: Mapping[str, Any]) -> int:
    """The row, its sums and the journal entry. Called by commands that have looked at the actor."""
    given: dict[str, Any] = {"point_id": point.id, "unit_id": point.unit_id, "source": ServiceSource.SCREEN, **values}
    row = PointService(**given, written_by=actor.user_id, written_at=clock.now())
    session.add(row)
    session.flush()
    summaries.add(session, given | {"n_times": 1})
    record(session, actor, events.ServiceLogged(point.id, row.id or 0, row.kind.value))
    return row.id or 0


def may_take_back(actor: Actor, scheme: Scheme, row: ServiceRow) -> bool:
    """Theirs and fresh, or the right to keep the log."""
    is_fresh = clock.now() - row.written_at <= timedelta(days=scheme.visiting.correct_within_days)
    return (row.written_by == actor.user_id and is_fresh) or allows(actor, PointsPermission.KEEP_SERVICE_LOG)


def take_back(session: Session, actor: Actor, *, service_id: int, request_id: UUID | None = None) -> None:
    """It was not so: a line with the same numbers below nought undoes it, once. Raises `NotFound`,
    `NotAllowed('service_too_late')`, `Conflict('service_taken_back')` also when somebody else was faster."""
    require(actor, PointsPermission.LOG_SERVICES)
    row, scheme = find_service(session, actor, service_id), current_scheme(session)
    if not may_take_back(actor, scheme, row):
        raise NotAllowed("service_too_late", days=scheme.visiting.correct_within_days)
    once(session, request_id, f"take back {actor.user_id} {service_id}", lambda: _undo(session, actor, row))


def _undo(session: Session, actor: Actor, row: ServiceRow) -> None:
    line, table = session.get_one(PointService, row.id), table_of(PointService)
    undone = {column: getattr(line, column) for column in _KEPT} | {"n_people": -line.n_people, "n_times": -line.n_times}
    written = undone | {"undoes_id": row.id, "written_by": actor.user_id, "written_at": clock.now()}
    put = insert_into(session, table).values(written).on_conflict_do_nothing(index_elements=["undoes_id"])
    if session.execute(put.returning(table.c.id)).first() is None:
        raise Conflict("service_taken_back")
    summaries.add(session, written)
    record(session, actor, events.ServiceTakenBack(row.point_id, row.id))


_KEPT = ("point_id", "unit_id", "kind", "source", "on_day", "what", "whom", "title")
