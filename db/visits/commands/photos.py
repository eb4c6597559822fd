"""A picture of a visit: only where the scheme allows it, made smaller, and without what the camera wrote into it."""

from sqlmodel import Session, col

from db.actor import Actor
from db.audit import record
from db.errors import Invalid
from db.office.queries import current_scheme
from db.permissions import require
from db.pictures import made_small
from db.sql import pick
from db.visits import events
from db.visits.models.visits import VisitPhoto
from db.visits.permissions import VisitsPermission
from db.visits.queries.visits import find_visit


def show_photos(session: Session, actor: Actor, *, visit_id: int) -> list[bytes]:
    """The pictures of a visit; that they were looked at is recorded."""
    row = find_visit(session, actor, visit_id)
    images = session.scalars(pick(VisitPhoto.image).where(col(VisitPhoto.visit_id) == row.id).order_by(col(VisitPhoto.id)))
    record(session, actor, events.PhotosShown(visit_id))
    return list(images)


def add_photo(session: Session, actor: Actor, *, visit_id: int, content: bytes) -> None:
    """The same picture twice is one. Raises `Invalid('photos_not_asked')` where the scheme has no pictures, `NotFound`, and
    what `made_small` raises."""
    require(actor, VisitsPermission.WRITE_VISITS)
    if not current_scheme(session).visiting.allows_photos:
        raise Invalid("photos_not_asked", "photo")
    find_visit(session, actor, visit_id)
    image = made_small(content)
    if image not in session.scalars(pick(VisitPhoto.image).where(col(VisitPhoto.visit_id) == visit_id)).all():
        session.add(VisitPhoto(visit_id=visit_id, image=image))
        session.flush()
