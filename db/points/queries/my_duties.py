"""A steward's own turns and swaps; swaps as those see them who keep the roster."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.errors import NotFound
from db.points.models.points import ServicePoint
from db.points.models.staff import Duty, DutySwap, PointStaff, StaffStatus, SwapStatus
from db.points.queries.scope import kept_points, own_staff
from db.points.queries.staff import picked_staff, serves_now, staff_row
from db.points.turns import ONE_DAY, Turn
from db.sql import pick


@dataclass(frozen=True)
class MyDuty:
    """`asked` names whoever was asked to take it over and has not answered yet."""

    id: int
    point_id: int
    point_name: str
    place: str
    turn: Turn
    swap_id: int | None
    asked: str


@dataclass(frozen=True)
class Colleague:
    """Somebody else who serves at a point, with their coming turns there: id and turn."""

    staff_id: int
    name: str
    turns: tuple[tuple[int, Turn], ...]


@dataclass(frozen=True)
class SwapRow:
    """`turn` goes from one to the other, for `back` or for nothing. `has_account`: whoever is asked can answer themselves."""

    id: int
    point_id: int
    point_name: str
    from_name: str
    to_name: str
    turn: Turn
    back: Turn | None
    has_account: bool


def my_duties(session: Session, actor: Actor) -> list[MyDuty]:
    """What is not over yet, the next first."""
    yesterday = clock.today() - ONE_DAY
    rows = session.execute(
        pick(Duty, ServicePoint.name, ServicePoint.place)
        .join(PointStaff, col(PointStaff.id) == Duty.staff_id)
        .join(ServicePoint, col(ServicePoint.id) == Duty.point_id)
        .where(own_staff(actor), col(PointStaff.status) == StaffStatus.SERVES, col(Duty.on_day) >= yesterday)
        .order_by(col(Duty.on_day), col(Duty.opens), col(Duty.id))
    ).all()
    asked = {swap.duty_id: (swap.id, name) for swap, name in _asked_by(session, actor)}
    turns = [(duty, _turn(duty), *where) for duty, *where in rows]
    return [
        MyDuty(duty.id, duty.point_id, name, place, turn, *asked.get(duty.id, (None, "")))
        for duty, turn, name, place in turns
        if turn.ends_at > clock.now()
    ]


def _turn(duty: Duty) -> Turn:
    return Turn(duty.on_day, duty.opens, duty.closes)


def _asked_by(session: Session, actor: Actor) -> list[tuple[DutySwap, str]]:
    own = pick(PointStaff.id).where(own_staff(actor))
    rows = session.execute(
        picked_staff(DutySwap)
        .join(DutySwap, col(DutySwap.to_staff_id) == PointStaff.id)
        .where(col(DutySwap.from_staff_id).in_(own), col(DutySwap.status) == SwapStatus.ASKED)
    )
    return [(swap, staff_row(who).name) for *who, swap in rows]


def own_duty(session: Session, actor: Actor, duty_id: int) -> Duty:
    """A turn of the signed-in steward. Raises `NotFound`."""
    serves = own_staff(actor), col(PointStaff.status) == StaffStatus.SERVES
    wanted = pick(Duty).join(PointStaff, col(PointStaff.id) == Duty.staff_id).where(col(Duty.id) == duty_id, *serves)
    duty: Duty | None = session.scalars(wanted).one_or_none()
    if duty is None:
        raise NotFound("duty_not_found")
    return duty


def colleagues(session: Session, actor: Actor, duty_id: int) -> list[Colleague]:
    """Whom a steward can ask to take the turn over. Raises `NotFound`."""
    duty = own_duty(session, actor, duty_id)
    found = picked_staff().where(col(PointStaff.point_id) == duty.point_id, serves_now(), col(PointStaff.id) != duty.staff_id)
    people = [staff_row(row) for row in session.execute(found.order_by(col(PointStaff.id)))]
    coming = pick(Duty).where(col(Duty.point_id) == duty.point_id, col(Duty.on_day) >= clock.today())
    turns = [(one, _turn(one)) for one in session.scalars(coming.order_by(col(Duty.on_day), col(Duty.opens)))]
    return [
        Colleague(
            one.id, one.name, tuple((d.id, turn) for d, turn in turns if d.staff_id == one.id and turn.begins_at > clock.now())
        )
        for one in people
    ]  # fmt: skip


def swaps_to_answer(session: Session, actor: Actor) -> list[SwapRow]:
    """What the signed-in steward was asked; of those who keep the roster what nobody else can answer, since whoever is asked has
    no account. What was asked for a turn that has begun is left out."""
    own = col(DutySwap.to_staff_id).in_(pick(PointStaff.id).where(own_staff(actor)))
    named = pick(PointStaff.id).where(col(PointStaff.steward_id).is_(None))
    for_others = sa.and_(kept_points(actor), col(DutySwap.to_staff_id).in_(named))
    return _swaps(session, sa.or_(own, for_others))


def swaps_at(session: Session, actor: Actor, point_id: int) -> list[SwapRow]:
    """Open ones of a point whose roster the actor keeps."""
    return _swaps(session, sa.and_(kept_points(actor), col(ServicePoint.id) == point_id))


def _swaps(session: Session, which: sa.ColumnElement[bool]) -> list[SwapRow]:
    back = aliased(Duty)
    rows = session.execute(
        pick(DutySwap, Duty, back, ServicePoint.name)
        .join(Duty, col(Duty.id) == DutySwap.duty_id)
        .outerjoin(back, col(back.id) == DutySwap.for_duty_id)
        .join(ServicePoint, col(ServicePoint.id) == DutySwap.point_id)
        .where(which, col(DutySwap.status) == SwapStatus.ASKED, col(Duty.on_day) >= clock.today() - ONE_DAY)
        .order_by(col(Duty.on_day), col(DutySwap.id))
    ).all()
    people = _people(session, {one for swap, *_ in rows for one in (swap.from_staff_id, swap.to_staff_id)})
    found = [_swap(people, *row) for row in rows]
    return [row for row in found if row.turn.begins_at > clock.now()]


def _swap(people: dict[int, Any], swap: DutySwap, duty: Duty, back: Duty | None, name: str) -> SwapRow:
    one, other = people[swap.from_staff_id], people[swap.to_staff_id]
    return SwapRow(
        swap.id or 0, swap.point_id, name, one.name, other.name, _turn(duty), _turn(back) if back else None,
        other.steward_id is not None,
    )  # fmt: skip


def _people(session: Session, staff_ids: set[int]) -> dict[int, Any]:
    rows = session.execute(picked_staff().where(col(PointStaff.id).in_(staff_ids)))
    return {one.id: one for one in map(staff_row, rows)}


def find_swap(session: Session, actor: Actor, swap_id: int) -> DutySwap:
    """One that the signed-in steward asked or was asked, or of a point whose roster the actor keeps. Raises `NotFound`."""
    own = pick(PointStaff.id).where(own_staff(actor))
    concerns = sa.or_(col(DutySwap.from_staff_id).in_(own), col(DutySwap.to_staff_id).in_(own), kept_points(actor))
    wanted = pick(DutySwap).join(ServicePoint, col(ServicePoint.id) == DutySwap.point_id)
    swap: DutySwap | None = session.scalars(wanted.where(col(DutySwap.id) == swap_id, concerns)).one_or_none()
    if swap is None:
        raise NotFound("swap_not_found")
    return swap
