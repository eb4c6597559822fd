"""When a point is open: its weekdays, and days that differ. Whoever runs the point says the first; whoever keeps its roster may
close it for a day."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, NotFound, Stale, raise_all
from db.idempotency import once
from db.permissions import require
from db.points import events
from db.points.hours_checks import other_days_problems, times_of, weekly_problems
from db.points.models.points import OpeningKind, OtherDaysIn, PointException, PointHours, PointStatus, ServicePoint
from db.points.opening import Times
from db.points.permissions import PointsPermission
from db.points.queries.points import PointRow, own_point
from db.sql import n_changed, pick

# Nothing is to be opened or closed at one of these.
ENDED = (PointStatus.DECLINED, PointStatus.CLOSED)


def set_hours(
    session: Session, actor: Actor, *, point_id: int, seen: int, weekly: Sequence[Times], is_closed_on_holidays: bool,
    request_id: UUID | None = None,
) -> None:  # fmt: skip
    """`weekly`: the times of seven days, Monday first. Raises `Invalid` with the weekday that is wrong, `Stale`, and
    `Conflict('point_no_hours')` when one that is open for people would have none."""
    require(actor, PointsPermission.MANAGE_POINTS)
    row = _running_point(session, actor, point_id)
    raise_all(list(weekly_problems(weekly)))
    if row.status is PointStatus.OPEN and not any(weekly):
        raise Conflict("point_no_hours", name=row.name)

    def work() -> None:
        _go_on(session, row, seen, is_closed_on_holidays=is_closed_on_holidays)
        _write(session, point_id, weekly)
        record(session, actor, events.HoursSet(point_id, sum(map(len, weekly))))

    once(session, request_id, f"set hours {actor.user_id} {point_id}", work)


def _running_point(session: Session, actor: Actor, point_id: int) -> PointRow:
    row = own_point(session, actor, point_id)
    if row.status in ENDED:
        raise Conflict("point_ended", name=row.name)
    return row


def _go_on(session: Session, row: PointRow, seen: int, **values: object) -> None:
    this = sa.update(ServicePoint).where(col(ServicePoint.id) == row.id, col(ServicePoint.version) == seen)
    if n_changed(session, this.values(version=seen + 1, **values)) != 1:
        raise Stale("point_moved", name=row.name)
    session.expire_all()


def _write(session: Session, point_id: int, weekly: Sequence[Times]) -> None:
    session.execute(sa.delete(PointHours).where(col(PointHours.point_id) == point_id))
    session.add_all(
        PointHours(point_id=point_id, weekday=weekday, opens=opens, closes=closes)
        for weekday, times in enumerate(weekly, 1)
        for opens, closes in times
    )
    session.flush()


def put_other_days(session: Session, actor: Actor, *, point_id: int, days: OtherDaysIn, request_id: UUID | None = None) -> int:
    """Closes the point for days, or opens it at other hours: returns the exception's id. What is written later counts for days
    that two name. A point that lies at a unit above is not the actor's (`NotFound`)."""
    require(actor, PointsPermission.KEEP_ROSTER)
    row, today = _running_point(session, actor, point_id), clock.today()
    first = days.from_on or today
    last = days.until or first
    raise_all(list(other_days_problems(days, first, last, today)))
    kind = OpeningKind.OTHER_HOURS if days.hours else OpeningKind.CLOSED

    def work() -> int:
        made = PointException(
            point_id=row.id, from_on=first, until=last, kind=kind, hours=[list(pair) for pair in sorted(times_of(days.hours))],
            why=days.why, made_by=actor.user_id, made_at=clock.now(),
        )  # fmt: skip
        session.add(made)
        session.flush()
        record(session, actor, events.OtherDaysMade(row.id, made.id or 0, kind.value))
        return made.id or 0

    return once(session, request_id, f"other days {actor.user_id} {point_id}", work)


def end_other_days(session: Session, actor: Actor, *, other_days_id: int) -> None:
    """From today on the weekdays count again; what was so until yesterday stays. Raises `NotFound`, or
    `Stale('other_days_over')` when somebody was faster."""
    require(actor, PointsPermission.KEEP_ROSTER)
    point_id = session.scalar(pick(PointException.point_id).where(col(PointException.id) == other_days_id))
    if point_id is None:
        raise NotFound("point_not_found")
    row = own_point(session, actor, point_id)
    running = (
        col(PointException.id) == other_days_id, col(PointException.ended_at).is_(None),
        col(PointException.until) >= clock.today(),
    )  # fmt: skip
    if n_changed(session, sa.update(PointException).where(*running).values(ended_at=clock.now())) != 1:
        raise Stale("other_days_over", name=row.name)
    session.expire_all()
    record(session, actor, events.OtherDaysEnded(row.id, other_days_id))
