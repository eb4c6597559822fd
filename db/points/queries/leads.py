"""What users of a service point left there, as it waits to be taken up."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.errors import NotFound
from db.ledger.queries.scope import Condition
from db.office.models import Unit, User
from db.office.queries import with_unit_names
from db.permissions import allows
from db.points.models.points import ServicePoint
from db.points.models.services import LeadStatus, PointLead
from db.points.permissions import PointsPermission
from db.points.queries.scope import own_units
from db.redaction import without_numbers
from db.sql import pick


@dataclass(frozen=True)
class LeadRow:
    """Numbers in `contact` are masked. `why`: why it was not followed up."""

    id: int
    point_id: int
    point_name: str
    unit_name: str
    kind: str
    text: str
    contact: str
    status: LeadStatus
    said_at: datetime
    by: str
    why: str


def visible_leads(actor: Actor) -> Condition:
    if not allows(actor, PointsPermission.KEEP_SERVICE_LOG):
        return sa.false()
    return own_units(actor, PointLead.unit_id)


def find_leads(
    session: Session, actor: Actor, status: LeadStatus = LeadStatus.WAITING, *, offset: int = 0, limit: int = 50
) -> list[LeadRow]:
    """Those that wait longest first."""
    found = (
        pick(PointLead, ServicePoint.name, User.name, Unit.path)
        .join(ServicePoint, col(ServicePoint.id) == PointLead.point_id)
        .join(Unit, col(Unit.id) == PointLead.unit_id)
        .join(User, col(User.id) == PointLead.written_by)
        .where(visible_leads(actor), col(PointLead.status) == status)
        .order_by(col(PointLead.said_at), col(PointLead.id))
        .offset(offset)
        .limit(limit)
    )
    return [
        LeadRow(
            r.id, r.point_id, point, unit_name, r.kind, r.text, without_numbers(r.contact or ""), r.status, r.said_at, by,
            r.why or "",
        )
        for (r, point, by, _), unit_name in with_unit_names(session, found)
    ]  # fmt: skip


def count_leads(session: Session, actor: Actor, status: LeadStatus = LeadStatus.WAITING) -> int:
    counted = pick(sa.func.count()).select_from(PointLead).where(visible_leads(actor), col(PointLead.status) == status)
    return session.scalar(counted) or 0


def find_lead(session: Session, actor: Actor, lead_id: int) -> PointLead:
    """The row itself, for commands. Raises `NotFound`."""
    found: PointLead | None = session.scalars(
        pick(PointLead).where(visible_leads(actor), col(PointLead.id) == lead_id)
    ).one_or_none()
    if found is None:
        raise NotFound("lead_not_found")
    return found
