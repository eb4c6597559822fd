"""Nothing is asked of a steward for a while: illness, a family matter, a journey."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock, day_bounds
from db.actor import Actor
from db.audit import record
from db.calendar import ONE_DAY
from db.errors import Conflict, Invalid, NotFound
from db.idempotency import once
from db.permissions import require
from db.sql import pick
from db.text import clean
from db.vetting.models.stewards import Steward, StewardStatus
from db.vetting.queries.scope import visible_stewards
from db.visits import events
from db.visits.checks import MOST_TEXT
from db.visits.models.duties import VisitPause
from db.visits.permissions import VisitsPermission


def pause_quota(
    session: Session, actor: Actor, *, steward_id: int, from_on: date, until: date, reason: str, request_id: UUID | None = None
) -> int:
    """Both days counted. Returns the pause's id.

    Raises `Invalid` (`db.day_bounds`, `reason_missing`, `too_long`), `Conflict('pause_overlaps')`.
    """
    require(actor, VisitsPermission.PLAN_VISITS)
    day_bounds.pause_start(clock.today()).check(from_on, "from_on")
    day_bounds.pause_end(from_on).check(until, "until")
    said = clean(reason)
    if len(said) < 2:
        raise Invalid("reason_missing", "reason")
    if len(said) > MOST_TEXT:
        raise Invalid("too_long", "reason", most=MOST_TEXT)

    def work() -> int:
        _require_free(session, actor, steward_id, from_on, until)
        row = VisitPause(
            steward_id=steward_id, from_on=from_on, until=until, reason=said, made_by=actor.user_id, made_at=clock.now()
        )
        session.add(row)
        session.flush()
        record(session, actor, events.QuotaPaused(steward_id, until.isoformat()))
        return row.id or 0

    return once(session, request_id, f"pause quota {actor.user_id}", work)


def _require_free(session: Session, actor: Actor, steward_id: int, from_on: date, until: date) -> None:
    in_service = sa.and_(col(Steward.id) == steward_id, col(Steward.status) == StewardStatus.ACTIVE, visible_stewards(actor))
    if session.scalar(pick(Steward.id).where(in_service)) is None:
        raise NotFound("steward_not_found")
    same_days = sa.and_(
        col(VisitPause.steward_id) == steward_id, col(VisitPause.from_on) <= until, col(VisitPause.until) >= from_on
    )
    if session.scalar(pick(VisitPause.id).where(same_days).limit(1)) is not None:
        raise Conflict("pause_overlaps")


def end_pause(session: Session, actor: Actor, *, pause_id: int) -> None:
    """From today on visits are asked for again. A pause that has not begun is taken back."""
    require(actor, VisitsPermission.PLAN_VISITS)
    seen = pick(Steward.id).where(visible_stewards(actor))
    this = sa.and_(col(VisitPause.id) == pause_id, col(VisitPause.steward_id).in_(seen))
    row = session.scalars(pick(VisitPause).where(this)).one_or_none()
    if row is None or row.until < clock.today():
        raise NotFound("pause_not_found")
    row.until = clock.today() - ONE_DAY
    if row.until < row.from_on:
        session.delete(row)
    session.flush()
    record(session, actor, events.QuotaResumed(row.steward_id, row.until.isoformat()))
