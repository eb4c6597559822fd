"""What an actor may see of service points and partner organisations."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from db.actor import Actor, is_whole_office
from db.ledger.queries.scope import Condition, own_steward_ids, under
from db.office.queries import ids_in
from db.permissions import allows
from db.points.models.partners import Partner, PartnerUnit
from db.points.models.points import PointStatus, ServicePoint
from db.points.models.staff import PointStaff, StaffStatus
from db.points.permissions import PointsPermission
from db.sql import pick

# Whoever lives or works below a point's unit is served by it, and sees these.
SHOWN = (PointStatus.STAFFED, PointStatus.OPEN)
# Where somebody can be taken on.
TAKES_STAFF = (PointStatus.ADOPTED, *SHOWN)


def own_units(actor: Actor, unit_id: Any) -> Condition:
    """Under the actor's unit."""
    return sa.true() if is_whole_office(actor) else under(actor.unit_path, unit_id)


def units_above(actor: Actor, unit_id: Any) -> Condition:
    """Above the actor's unit."""
    return col(unit_id).in_(ids_in(actor.unit_path)[:-1])


def visible_points(actor: Actor) -> Condition:
    """Those under the actor's unit; of the units above it those that serve the actor's own people; of a steward also those that
    look for somebody who serves, and those where they serve."""
    if not allows(actor, PointsPermission.SEE_POINTS):
        return sa.false()
    may_serve = allows(actor, PointsPermission.SERVE_AT_POINTS)
    shown = col(ServicePoint.status).in_(TAKES_STAFF if may_serve else SHOWN)
    serves = sa.and_(units_above(actor, ServicePoint.unit_id), shown)
    where_one_is: Condition = sa.false()
    if may_serve:
        own = pick(PointStaff.point_id).where(own_staff(actor), col(PointStaff.status).in_(AT_A_POINT))
        where_one_is = col(ServicePoint.id).in_(own)
    return sa.or_(own_units(actor, ServicePoint.unit_id), serves, where_one_is)


# Serves, or waits to be taken.
AT_A_POINT = (StaffStatus.SERVES, StaffStatus.PUT_FORWARD)


def own_staff(actor: Actor) -> Condition:
    """What stands of the signed-in steward at points; nothing once their service has ended or while it is suspended."""
    if not allows(actor, PointsPermission.SERVE_AT_POINTS):
        return sa.false()
    return col(PointStaff.steward_id).in_(own_steward_ids(actor))


def kept_points(actor: Actor) -> Condition:
    """Those whose roster the actor keeps."""
    return own_units(actor, ServicePoint.unit_id) if allows(actor, PointsPermission.KEEP_ROSTER) else sa.false()


def visible_partners(actor: Actor) -> Condition:
    """Those that work in a unit under the actor's, though they may work elsewhere too."""
    if not allows(actor, PointsPermission.SEE_PARTNERS):
        return sa.false()
    works_here = pick(PartnerUnit.partner_id).where(own_units(actor, PartnerUnit.unit_id))
    return sa.true() if is_whole_office(actor) else col(Partner.id).in_(works_here)
