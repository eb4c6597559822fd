"""Dora serves at a station of Building 1 that opened ten days ago, and what is written down there."""

from datetime import date, timedelta
from types import SimpleNamespace

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import clock
from db.points.models.points import ServicePoint, StaffingWay
from db.points.models.services import PointMonth, PointService, ServiceIn
from db.points.models.staff import PointStaff, StaffStatus
from tests.cast import Cast
from tests.conftest import MONDAY
from tests.ledger.households import FIRST_YOUNG
from tests.points.places import a_point
from tests.vetting.states import in_office
from tests.visits.households import dora_is

OPENED = MONDAY - timedelta(days=10)
OFFERS = ["policy", "opinions"]
ADVICE = ServiceIn(what="policy", whom="residents", n_people=2)


def opened_on(session: Session, point_id: int, day: date = OPENED) -> int:
    session.execute(sa.update(ServicePoint).where(col(ServicePoint.id) == point_id).values(opened_on=day))
    return point_id


def serves(session: Session, cast: Cast, point_id: int, steward_id: int) -> None:
    session.add(
        PointStaff(
            point_id=point_id, steward_id=steward_id, person_index=f"steward {steward_id}", way=StaffingWay.GUIDED,
            status=StaffStatus.SERVES, since=OPENED, put_by=cast.bob.user_id, put_at=clock.now(),
        )
    )  # fmt: skip
    session.flush()


def a_served_point(session: Session, cast: Cast, **more: object) -> SimpleNamespace:
    """`point`, the `steward` who serves there, and Dora, `who` is that steward."""
    point_id = opened_on(session, a_point(session, cast, offers=OFFERS, **more))
    steward_id = in_office(session, cast, FIRST_YOUNG)
    serves(session, cast, point_id, steward_id)
    return SimpleNamespace(point=point_id, steward=steward_id, who=dora_is(session, cast, steward_id))


def lines(session: Session) -> list[PointService]:
    return list(session.scalars(select(PointService).order_by(col(PointService.id))))


def months(session: Session) -> dict[int, tuple[int, ...]]:
    """Month -> lines, services, served, trainings, trainees of all points."""
    session.expire_all()
    return {
        m.month: (m.n_lines, m.n_services, m.n_served, m.n_trainings, m.n_trainees)
        for m in session.scalars(select(PointMonth).order_by(col(PointMonth.point_id)))
    }
