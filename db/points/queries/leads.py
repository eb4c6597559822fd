"""Leads that users of points left there and that wait for matters."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor, Role
from db.errors import NotFound
from db.ledger.queries.scope import Condition
from db.office.models import Unit, User
from db.permissions import allows
from db.points.models.points import ServicePoint
from db.points.models.services import LeadStatus, PointLead
from db.points.permissions import PointsPermission
from db.points.queries.scope import own_units
from db.sql import pick


@dataclass(frozen=True)
class LeadRow:
    """`contact`: who told it, where they said so."""

    id: int
    point_id: int
    point_name: str
    unit_name: str
    status: LeadStatus
    kind: str
    text: str
    contact: str
    why: str
    by: str
    said_at: datetime


def visible_leads(actor: Actor) -> Condition:
    """A steward sees what they wrote down themselves, whoever visits what lies under the unit."""
    if not allows(actor, PointsPermission.LOG_SERVICES):
        return sa.false()
    if actor.role is Role.STEWARD:
        return col(PointLead.written_by) == actor.user_id
    return own_units(actor, PointLead.unit_id)


def _picked(*conditions: Condition) -> sa.Select[*tuple[object, ...]]:
    return (
        pick(PointLead, ServicePoint.name, Unit.name, User.name)
        .join(ServicePoint, col(ServicePoint.id) == PointLead.point_id)
        .join(Unit, col(Unit.id) == PointLead.unit_id)
        .join(User, col(User.id) == PointLead.written_by)
        .where(*conditions)
    )


def _rows(session: Session, found: sa.Select[*tuple[object, ...]]) -> list[LeadRow]:
    return [
        LeadRow(w.id, w.point_id, point, unit, w.status, w.kind, w.text, w.contact or "", w.why or "", by, w.said_at)
        for w, point, unit, by in session.execute(found)
    ]


def find_leads(
    session: Session, actor: Actor, status: LeadStatus = LeadStatus.WAITING, *, offset: int = 0, limit: int = 50
) -> list[LeadRow]:
    """What has waited longest comes first."""
    order = (col(PointLead.said_at), col(PointLead.id))
    these = _picked(visible_leads(actor), col(PointLead.status) == status)
    return _rows(session, these.order_by(*order).offset(offset).limit(limit))


def count_leads(session: Session, actor: Actor, status: LeadStatus = LeadStatus.WAITING) -> int:
    these = (visible_leads(actor), col(PointLead.status) == status)
    return session.scalar(pick(sa.func.count()).select_from(PointLead).where(*these)) or 0


def find_lead(session: Session, actor: Actor, lead_id: int) -> LeadRow:
    """Raises `NotFound` for what the actor may not see."""
    rows = _rows(session, _picked(visible_leads(actor), col(PointLead.id) == lead_id))
    if not rows:
        raise NotFound("lead_not_found")
    return rows[0]
