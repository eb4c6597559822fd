"""What an actor may see of service points and partner organisations."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from db.actor import Actor, is_whole_office
from db.ledger.queries.scope import Condition, under
from db.office.queries import ids_in
from db.permissions import allows
from db.points.models.partners import Partner, PartnerUnit
from db.points.models.points import PointStatus, ServicePoint
from db.points.permissions import PointsPermission
from db.sql import pick

# Whoever lives or works below a point's unit is served by it, and sees these.
SHOWN = (PointStatus.STAFFED, PointStatus.OPEN)


def own_units(actor: Actor, unit_id: Any) -> Condition:
    """Under the actor's unit."""
    return sa.true() if is_whole_office(actor) else under(actor.unit_path, unit_id)


def units_above(actor: Actor, unit_id: Any) -> Condition:
    """Above the actor's unit."""
    return col(unit_id).in_(ids_in(actor.unit_path)[:-1])


def visible_points(actor: Actor) -> Condition:
    """Those under the actor's unit; and of the units above it those that serve the actor's own people."""
    if not allows(actor, PointsPermission.SEE_POINTS):
        return sa.false()
    serves = sa.and_(units_above(actor, ServicePoint.unit_id), col(ServicePoint.status).in_(SHOWN))
    return sa.or_(own_units(actor, ServicePoint.unit_id), serves)


def visible_partners(actor: Actor) -> Condition:
    """Those that work in a unit under the actor's, though they may work elsewhere too."""
    if not allows(actor, PointsPermission.SEE_PARTNERS):
        return sa.false()
    works_here = pick(PartnerUnit.partner_id).where(own_units(actor, PartnerUnit.unit_id))
    return sa.true() if is_whole_office(actor) else col(Partner.id).in_(works_here)
