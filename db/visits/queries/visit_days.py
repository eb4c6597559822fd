"""On which days a visit can have been: from the day on which its steward took office."""

from sqlmodel import Session

from db import clock, day_bounds
from db.actor import Actor, Role
from db.day_bounds import Bounds
from db.ledger.queries.scope import own_steward_ids
from db.vetting.queries.in_office import in_office_since


def visit_days(session: Session, steward_id: int | None) -> Bounds:
    """A household has no first day of its own: that it was written down today says nothing of when people moved in."""
    since = in_office_since(session, [steward_id]) if steward_id else {}
    return day_bounds.visit(clock.today(), since.get(steward_id or 0))


def own_visit_days(session: Session, actor: Actor) -> Bounds:
    """Of the signed-in steward; of a desk, of whichever steward's."""
    own = session.scalars(own_steward_ids(actor)).first() if actor.role is Role.STEWARD else None
    return visit_days(session, own)
