"""The picture of a point, for whoever sees the point."""

from sqlmodel import Session, col

from db.actor import Actor
from db.points.models.points import PointPicture
from db.points.queries.points import find_point
from db.sql import pick


def picture_of(session: Session, actor: Actor, point_id: int) -> bytes | None:
    """Raises `NotFound` for a point that the actor may not see."""
    row = find_point(session, actor, point_id)
    content: bytes | None = session.scalar(pick(PointPicture.content).where(col(PointPicture.point_id) == row.id))
    return content
