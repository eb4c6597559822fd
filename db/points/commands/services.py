"""The log of a point: what was done there, for whom, for how many; a mistake is taken back by another line."""

from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, NotAllowed, NotFound
from db.idempotency import once
from db.office.queries import current_scheme
from db.permissions import allows, require
from db.points import events, summaries
from db.points.models.services import PointService, ServiceIn, ServiceKind, ServiceSource, TrainingIn
from db.points.permissions import PointsPermission
from db.points.queries.services import LogPoint, log_point, log_points_of
from db.points.service_checks import check_service, check_training
from db.scheme import Scheme
from db.sql import pick


def log_service(session: Session, actor: Actor, *, point_id: int, service: ServiceIn, request_id: UUID | None = None) -> int:
    """Today, where no day is said. Returns the line's id. Raises `Invalid` with every problem, `NotFound` for a point that is not
    in use, or at which the actor does not serve."""
    require(actor, PointsPermission.LOG_SERVICES)
    point = log_point(session, actor, point_id)
    values = service_values(session, point, service)
    return once(session, request_id, f"log service {actor.user_id}", lambda: put_line(session, actor, point, values))


def log_training(session: Session, actor: Actor, *, point_id: int, training: TrainingIn, request_id: UUID | None = None) -> int:
    """The same with what it was about; the number is that of the trainees."""
    require(actor, PointsPermission.LOG_SERVICES)
    point = log_point(session, actor, point_id)
    given = check_training(current_scheme(session), training, point.offers, point.opened_on, clock.today())
    values = given.model_dump() | {"kind": ServiceKind.TRAINING}
    return once(session, request_id, f"log training {actor.user_id}", lambda: put_line(session, actor, point, values))


def service_values(session: Session, point: LogPoint, service: ServiceIn) -> dict[str, Any]:
    """Columns of the line as given. Raises `Invalid`."""
    given = check_service(current_scheme(session), service, point.offers, point.opened_on, clock.today())
    return given.model_dump() | {"kind": ServiceKind.SERVICE}


def put_line(session: Session, actor: Actor, point: LogPoint, values: dict[str, Any]) -> int:
    """The line and its sums; `values` were checked."""
    line = PointService(point_id=point.id, unit_id=point.unit_id, **values, **_by(actor))
    _put(session, line)
    record(session, actor, events.ServiceLogged(point.id, line.id or 0, line.kind.value, line.source.value))
    return line.id or 0


def take_back(session: Session, actor: Actor, *, service_id: int) -> int:
    """By a line with the same numbers negative; returns its id. Whoever wrote it may within the scheme's days, the office always.

    Raises `Conflict('service_undone')` when it is taken back already or takes another back, `NotAllowed('correct_too_late')`.
    """
    require(actor, PointsPermission.LOG_SERVICES)
    line = _line(session, actor, service_id)
    if not may_take_back(actor, current_scheme(session), line):
        raise NotAllowed("correct_too_late", days=current_scheme(session).visiting.correct_within_days)
    if line.undoes_id is not None or is_undone(session, service_id):
        raise Conflict("service_undone")
    back = PointService(**_opposite(line), undoes_id=service_id, source=ServiceSource.SCREEN, **_by(actor))
    _put(session, back)
    record(session, actor, events.ServiceTakenBack(line.point_id, service_id))
    return back.id or 0


class Written(Protocol):
    """Whose line it is, and since when."""

    @property
    def written_by(self) -> int: ...

    @property
    def written_at(self) -> datetime: ...


def may_take_back(actor: Actor, scheme: Scheme, line: Written) -> bool:
    is_fresh = clock.now() - line.written_at <= timedelta(days=scheme.visiting.correct_within_days)
    return (line.written_by == actor.user_id and is_fresh) or allows(actor, PointsPermission.MANAGE_POINTS)


def is_undone(session: Session, service_id: int) -> bool:
    return session.scalar(pick(PointService.id).where(col(PointService.undoes_id) == service_id)) is not None


def _line(session: Session, actor: Actor, service_id: int) -> PointService:
    """One's own even at a point where one no longer serves; else of a point at which one writes."""
    here = sa.or_(
        log_points_of(actor, PointService.point_id, PointService.unit_id), col(PointService.written_by) == actor.user_id
    )
    # Of two presses the second waits, and sees what the first took back.
    locked = pick(PointService).where(col(PointService.id) == service_id, here).with_for_update()
    found = session.scalars(locked).one_or_none()
    if found is None:
        raise NotFound("service_not_found")
    return found


def _by(actor: Actor) -> dict[str, Any]:
    return {"written_by": actor.user_id, "written_at": clock.now()}


def _opposite(line: PointService) -> dict[str, Any]:
    same = {name: getattr(line, name) for name in ("point_id", "unit_id", "kind", "on_day", "what", "whom", "title")}
    return same | {"n_people": -line.n_people, "n_times": -line.n_times}


def _put(session: Session, line: PointService) -> None:
    session.add(line)
    session.flush()
    summaries.add(session, line)
