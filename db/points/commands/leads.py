"""A user of a service point says that a lamp is out or a cover broken: it is left there and waits to be taken up."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Invalid, Stale
from db.idempotency import once
from db.office.commands.openings import open_numbers
from db.office.permissions import OfficePermission
from db.office.queries import current_scheme
from db.permissions import require
from db.points import events
from db.points.commands.services import open_here
from db.points.models.services import LeadIn, LeadStatus, PointLead
from db.points.permissions import PointsPermission
from db.points.queries.leads import find_lead
from db.points.service_checks import check_lead
from db.sql import n_changed
from db.text import clean


def leave_lead(session: Session, actor: Actor, *, point_id: int, lead: LeadIn, request_id: UUID | None = None) -> int:
    """By whoever writes the log there; returns its id. Raises `Invalid` with every problem, `NotFound`,
    `Conflict('point_not_open')`."""
    require(actor, PointsPermission.LOG_SERVICES)
    point = open_here(session, actor, point_id)
    values = check_lead(current_scheme(session), lead)

    def work() -> int:
        row = PointLead(
            **values, point_id=point.id, unit_id=point.unit_id, written_by=actor.user_id, said_at=clock.now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        record(session, actor, events.LeadLeft(point.id, row.id or 0))
        return row.id or 0

    return once(session, request_id, f"leave lead {actor.user_id} {point_id}", work)


def drop_lead(session: Session, actor: Actor, *, lead_id: int, why: str) -> None:
    """It is not followed up. Raises `Invalid('reason_missing')`, `NotFound`, `Stale('lead_moved')` for one that does not wait."""
    require(actor, PointsPermission.KEEP_SERVICE_LOG)
    row = find_lead(session, actor, lead_id)
    if len(clean(why)) < 2:
        raise Invalid("reason_missing", "why")
    waits = sa.and_(col(PointLead.id) == row.id, col(PointLead.status) == LeadStatus.WAITING)
    values = {"status": LeadStatus.DROPPED, "why": clean(why)}
    if n_changed(session, sa.update(PointLead).where(waits).values(values)) != 1:
        raise Stale("lead_moved")
    session.expire_all()
    record(session, actor, events.LeadDropped(lead_id))


def show_lead_contact(session: Session, actor: Actor, *, lead_id: int, reason: str) -> str:
    """Who left it, in full; why it is read is recorded."""
    require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    if len(clean(reason)) < 2:
        raise Invalid("reason_missing", "reason")
    row = find_lead(session, actor, lead_id)
    open_numbers(session, actor, events.LeadContactShown(lead_id, clean(reason)[:100]))
    return row.contact or ""
