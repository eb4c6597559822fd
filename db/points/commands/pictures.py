"""A picture of the place, for the point's page and for everybody."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.audit import record
from db.permissions import require
from db.pictures import made_small
from db.points import events
from db.points.models.points import PointPicture
from db.points.permissions import PointsPermission
from db.points.queries.points import own_point


def put_picture(session: Session, actor: Actor, *, point_id: int, content: bytes) -> None:
    """In the place of the one before. Raises what `made_small` raises."""
    require(actor, PointsPermission.MANAGE_POINTS)
    row = own_point(session, actor, point_id)
    session.merge(PointPicture(point_id=row.id, content=made_small(content)))
    session.flush()
    record(session, actor, events.PointChanged(row.id, ["picture"]))


def take_picture_away(session: Session, actor: Actor, *, point_id: int) -> None:
    require(actor, PointsPermission.MANAGE_POINTS)
    row = own_point(session, actor, point_id)
    session.execute(sa.delete(PointPicture).where(col(PointPicture.point_id) == row.id))
    record(session, actor, events.PointChanged(row.id, ["picture"]))
