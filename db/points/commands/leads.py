"""A user of a point tells of a lamp that is out: it waits for matters, or is dropped with a reason."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid
from db.idempotency import once
from db.office.queries import current_scheme
from db.permissions import require
from db.points import events
from db.points.models.services import LeadIn, LeadStatus, PointLead
from db.points.permissions import PointsPermission
from db.points.queries.leads import find_lead
from db.points.queries.services import log_point
from db.points.service_checks import check_lead
from db.sql import n_changed
from db.text import clean


def leave_lead(session: Session, actor: Actor, *, point_id: int, lead: LeadIn, request_id: UUID | None = None) -> int:
    """Returns its id. Raises `Invalid` with every problem, `NotFound` for a point at which the actor does not write."""
    require(actor, PointsPermission.LOG_SERVICES)
    point = log_point(session, actor, point_id)
    check_lead(current_scheme(session), lead)

    def work() -> int:
        told = {"kind": lead.kind, "text": lead.text, "contact": lead.contact or None}
        row = PointLead(point_id=point.id, unit_id=point.unit_id, **told, written_by=actor.user_id, said_at=clock.now())
        session.add(row)
        session.flush()
        record(session, actor, events.LeadLeft(point.id, row.id or 0))
        return row.id or 0

    return once(session, request_id, f"leave lead {actor.user_id}", work)


def drop_lead(session: Session, actor: Actor, *, lead_id: int, why: str) -> None:
    """It is not followed up, and says why. Raises `Conflict('lead_moved')` when it no longer waits."""
    require(actor, PointsPermission.MANAGE_POINTS)
    row, reason = find_lead(session, actor, lead_id), clean(why)
    if len(reason) < 2:
        raise Invalid("reason_missing", "why")
    this = sa.update(PointLead).where(col(PointLead.id) == lead_id, col(PointLead.status) == LeadStatus.WAITING)
    if n_changed(session, this.values(status=LeadStatus.DROPPED, why=reason)) != 1:
        raise Conflict("lead_moved")
    session.expire_all()
    record(session, actor, events.LeadDropped(row.point_id, lead_id))
