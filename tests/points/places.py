"""Service points at Building 1 of Pine Court, brought to where a test needs them through the commands."""

import io

from PIL import Image
from sqlmodel import Session, col, select

from db.points.commands import life
from db.points.commands.points import propose_point
from db.points.models.points import PointHours, PointIn, PointMove, PointSource, PointStatus, PointStep, ServicePoint
from db.points.queries.points import find_point
from tests.cast import Cast

WHY = "大家商量过"
_S = PointStatus
# Status -> the moves that lead to it.
WAYS: dict[PointStatus, tuple[PointMove, ...]] = {
    _S.PROPOSED: (),
    _S.TALKED_OVER: (PointMove.TALK_OVER,),
    _S.ON_BALLOT: (PointMove.TALK_OVER, PointMove.PUT_ON_BALLOT),
    _S.ADOPTED: (PointMove.TALK_OVER, PointMove.ADOPT),
    _S.DECLINED: (PointMove.DECLINE,),
    _S.STAFFED: (PointMove.ADOPT, PointMove.STAFF),
    _S.OPEN: (PointMove.ADOPT, PointMove.STAFF, PointMove.OPEN),
    _S.CLOSED: (PointMove.ADOPT, PointMove.CLOSE),
}


def wish(cast: Cast, name: str = "荷塘驿站", **more: object) -> PointIn:
    """A station at Building 1: 8:00 to 20:00 is when it would be open."""
    given = {"unit_id": cast.places.buildings[0], "kind": "station", "name": name, "place": "1号楼底商", "finds": "热水、充电"}
    return PointIn(**(given | more))


def with_hours(session: Session, point_id: int, opens: int = 8 * 60, closes: int = 20 * 60) -> None:
    """Every day, unless it has hours already."""
    if not session.scalar(select(PointHours.weekday).where(col(PointHours.point_id) == point_id).limit(1)):
        session.add_all(PointHours(point_id=point_id, weekday=day, opens=opens, closes=closes) for day in range(1, 8))
        session.flush()


def a_point(session: Session, cast: Cast, status: PointStatus = PointStatus.OPEN, name: str = "荷塘驿站", **more: object) -> int:
    """Proposed by Alice for a resident, then led on by Bob."""
    point_id = propose_point(session, cast.alice, point=wish(cast, name, **more), source=PointSource.RESIDENT)
    for move in WAYS[status]:
        if move is PointMove.OPEN:
            with_hours(session, point_id)
            life.open_point(session, cast.bob, point_id=point_id, seen=find_point(session, cast.bob, point_id).version)
        else:
            life.move_point(session, cast.bob, find_point(session, cast.bob, point_id), move, WHY)
    return point_id


def a_picture() -> bytes:
    """Of a green door."""
    held = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(held, "JPEG")
    return held.getvalue()


def status_of(session: Session, point_id: int) -> PointStatus:
    return session.get_one(ServicePoint, point_id, populate_existing=True).status


def version_of(session: Session, point_id: int) -> int:
    return session.get_one(ServicePoint, point_id, populate_existing=True).version


def moves_of(session: Session, point_id: int) -> list[PointMove]:
    return list(session.scalars(select(PointStep.move).where(col(PointStep.point_id) == point_id).order_by(col(PointStep.id))))
