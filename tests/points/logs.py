"""Dora serves at a point, and what is written there."""

from datetime import date

from sqlmodel import Session

from db import clock
from db.actor import Actor
from db.points import summaries
from db.points.models.points import StaffingWay
from db.points.models.services import PointService, ServiceIn, TrainingIn
from db.points.models.staff import PointStaff, StaffStatus
from tests.cast import Cast
from tests.points.places import a_point
from tests.points.serving import dora_serves

OPENED = date(2026, 9, 1)
OFFERS = ["policy", "arts"]


def serves(session: Session, cast: Cast, point_id: int, steward_id: int, status: StaffStatus = StaffStatus.SERVES) -> None:
    more = {"way": StaffingWay.GUIDED, "since": OPENED, "put_by": cast.bob.user_id, "put_at": clock.now()}
    session.add(PointStaff(point_id=point_id, steward_id=steward_id, status=status, **more))
    session.flush()


def a_station(session: Session, cast: Cast, name: str = "红色驿站", **more: object) -> int:
    """Open since September; policy and arts are offered there."""
    with clock.at(OPENED):
        return a_point(session, cast, name=name, **({"offers": OFFERS} | more))


def with_dora(session: Session, cast: Cast, point_id: int) -> Actor:
    """Dora as a steward in service who serves at the point."""
    return dora_serves(session, cast, point_id)[0]


def service(what: str = "policy", whom: str = "elderly", n_people: int = 1, on_day: date | None = None) -> ServiceIn:
    return ServiceIn(what=what, whom=whom, n_people=n_people, on_day=on_day)


def training(title: str = "用火用电安全", n_people: int = 20, **more: object) -> TrainingIn:
    return TrainingIn(title=title, n_people=n_people, **more)


def line(session: Session, service_id: int) -> PointService:
    return session.get_one(PointService, service_id, populate_existing=True)


def sums_agree(session: Session) -> bool:
    return summaries.stored(session) == summaries.counted_anew(session)
