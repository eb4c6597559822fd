"""Whoever is given something to look after is in service, and within sight of who gives it."""

from sqlmodel import Session, col

from db.actor import Actor
from db.errors import Conflict, NotFound
from db.sql import pick
from db.vetting.models.stewards import Steward, StewardStatus
from db.vetting.queries.scope import visible_stewards


def require_in_service(session: Session, actor: Actor, steward_id: int) -> Steward:
    """The steward. Raises `NotFound('steward_not_found')`, `Conflict('steward_not_active')`."""
    row = session.scalars(pick(Steward).where(col(Steward.id) == steward_id, visible_stewards(actor))).one_or_none()
    if row is None:
        raise NotFound("steward_not_found")
    if row.status is not StewardStatus.ACTIVE:
        raise Conflict("steward_not_active", name=row.name)
    return row  # type: ignore[no-any-return]
