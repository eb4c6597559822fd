"""What everybody may know of service points, without an account: those that are open for people, and nothing that is not said
on their doors."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.office.models import Unit
from db.office.queries import children, ids_in, root_unit, with_unit_names
from db.points.models.points import PointPicture, PointStatus, ServicePoint
from db.points.models.staff import Duty, PointStaff, StaffStatus
from db.points.opening import MINUTES, Opening
from db.points.queries.opening import openings
from db.sql import pick
from db.vetting.models.stewards import Steward, StewardStatus

_ONE_DAY = timedelta(days=1)
_P = ServicePoint
# Not who wished for it, nor why.
_SHOWN = (_P.id, _P.kind, _P.name, _P.place, _P.finds, _P.offers, _P.capacity, _P.phone)


@dataclass(frozen=True)
class PublicPoint:
    """`area_id` is the unit right below the office's top under which it lies, 0 for one of the whole office."""

    id: int
    kind: str
    name: str
    place: str
    unit_name: str
    area_id: int
    finds: str
    offers: tuple[str, ...]
    capacity: int | None
    phone: str
    has_picture: bool
    opening: Opening


def _area(path: str) -> int:
    ids = ids_in(path)
    return ids[1] if len(ids) > 1 else 0


def public_points(session: Session, today: date) -> list[PublicPoint]:
    """All of them, in the order of units and names; as many questions for four hundred as for one."""
    is_shown = col(ServicePoint.status) == PointStatus.OPEN
    known = openings(session, is_shown, since=today)
    found = with_unit_names(
        session,
        pick(*_SHOWN, Unit.path, col(PointPicture.point_id).label("picture"))
        .join(Unit, col(Unit.id) == ServicePoint.unit_id)
        .outerjoin(PointPicture, col(PointPicture.point_id) == ServicePoint.id)
        .where(is_shown)
        .order_by(col(Unit.depth), col(Unit.sort_key), col(ServicePoint.sort_key), col(ServicePoint.id)),
    )
    return [
        PublicPoint(
            p.id, p.kind, p.name, p.place, unit_name, _area(p.path), p.finds, tuple(p.offers), p.capacity, p.phone,
            p.picture is not None, known[p.id],
        )
        for p, unit_name in found
    ]  # fmt: skip


def areas(session: Session) -> dict[int, str]:
    """The units right below the office's top, in the order in which people count them."""
    return {unit.id: unit.name for unit in children(session, root_unit(session).id)}


def public_picture(session: Session, point_id: int) -> bytes | None:
    """Of a point that is open for people."""
    shown = pick(PointPicture.content).join(ServicePoint, col(ServicePoint.id) == PointPicture.point_id)
    content: bytes | None = session.scalar(
        shown.where(col(PointPicture.point_id) == point_id, col(ServicePoint.status) == PointStatus.OPEN)
    )
    return content


def on_duty(session: Session, moment: datetime) -> dict[int, list[str]]:
    """Point -> names of those whose turn it is, of every point that is open for people."""
    here = clock.local(moment)
    today, now = here.date(), here.hour * 60 + here.minute
    turn = sa.or_(_runs(today, now), _runs(today - _ONE_DAY, now + MINUTES))
    found: dict[int, list[str]] = {}
    for point_id, name, steward in session.execute(
        pick(Duty.point_id, PointStaff.name, Steward.name)
        .join(PointStaff, col(PointStaff.id) == Duty.staff_id)
        .join(ServicePoint, col(ServicePoint.id) == Duty.point_id)
        .outerjoin(Steward, col(Steward.id) == PointStaff.steward_id)
        .where(turn, col(PointStaff.status) == StaffStatus.SERVES, col(ServicePoint.status) == PointStatus.OPEN)
        .where(sa.or_(col(Steward.id).is_(None), col(Steward.status) == StewardStatus.ACTIVE))
        .order_by(col(Duty.opens), col(Duty.id))
    ):
        found.setdefault(point_id, []).append(steward or name or "")
    return found


def _runs(day: date, minute: int) -> sa.ColumnElement[bool]:
    return sa.and_(col(Duty.on_day) == day, col(Duty.opens) <= minute, col(Duty.closes) > minute)
