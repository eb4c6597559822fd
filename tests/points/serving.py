"""Who serves at a point of the tests, and turns of theirs."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor
from db.errors import RuleError
from db.points.commands.roster import put_duty
from db.points.commands.staff import take_on
from db.points.models.points import OpeningKind, PointException
from db.points.models.staff import Duty, DutyIn, PointStaff, StaffIn, StaffStatus
from db.points.turns import Turn
from tests.cast import Cast
from tests.conftest import MONDAY
from tests.vetting.states import in_office
from tests.visits.households import dora_is

TUESDAY, NEXT_MONDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=7)
# Opening hours of the points of the tests: eight to eight.
MORNING, NOON, EVENING = 8 * 60, 14 * 60, 20 * 60


def resident(session: Session, cast: Cast, point_id: int, name: str = "唐大河", phone: str = "13800138000") -> int:
    """Somebody by name, taken on by Bob."""
    return take_on(session, cast.bob, point_id=point_id, staff=StaffIn(name=name, phone=phone))


def dora_serves(session: Session, cast: Cast, point_id: int) -> tuple[Actor, int]:
    """Dora as a steward in service, and what she is at the point."""
    steward_id = in_office(session, cast)
    who = dora_is(session, cast, steward_id)
    return who, take_on(session, cast.bob, point_id=point_id, staff=StaffIn(steward_id=steward_id))


def duty(
    session: Session, cast: Cast, point_id: int, staff_id: int, day: date = TUESDAY, opens: int = MORNING, closes: int = NOON
) -> int:
    """A turn put by Bob; its id."""
    put_duty(session, cast.bob, point_id=point_id, duty=DutyIn(staff_id=staff_id, on_day=day, opens=opens, closes=closes))
    here = col(Duty.staff_id) == staff_id, col(Duty.on_day) == day, col(Duty.opens) == opens
    return session.scalars(select(Duty.id).where(*here)).one()


def turns_of(session: Session, staff_id: int) -> list[Turn]:
    rows = session.scalars(select(Duty).where(col(Duty.staff_id) == staff_id).order_by(col(Duty.on_day), col(Duty.opens)))
    return [Turn(row.on_day, row.opens, row.closes) for row in rows]


def staff_status(session: Session, staff_id: int) -> StaffStatus:
    return session.get_one(PointStaff, staff_id, populate_existing=True).status


def a_turn(staff_id: int, day: date = TUESDAY, opens: int = MORNING, closes: int = NOON) -> DutyIn:
    return DutyIn(staff_id=staff_id, on_day=day, opens=opens, closes=closes)


def code(act: Callable[[], object]) -> str:
    """What it is refused with; `done` where nothing was refused."""
    try:
        act()
    except RuleError as refused:
        return refused.code
    return "done"


def closed(session: Session, cast: Cast, point_id: int, first: date, last: date, hours: Sequence[list[int]] = ()) -> None:
    """Days on which it is closed, or open at other hours."""
    kind = OpeningKind.OTHER_HOURS if hours else OpeningKind.CLOSED
    session.add(
        PointException(
            point_id=point_id,
            from_on=first,
            until=last,
            kind=kind,
            hours=list(hours),
            made_by=cast.bob.user_id,
            made_at=clock.now(),
        )  # fmt: skip
    )
    session.flush()
