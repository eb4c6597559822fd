"""How somebody's service at a point moves. STAFF_TRANSITIONS is the specification; `move_staff` the only writer of a status.

Whose service ends leaves the coming turns, and what was asked about them."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Stale
from db.points import events
from db.points.models.staff import Duty, DutySwap, PointStaff, StaffMove, StaffStatus, SwapStatus
from db.points.queries.scope import AT_A_POINT
from db.points.queries.staff import StaffRow, picked_staff, staff_row
from db.points.turns import Turn
from db.sql import n_changed, pick
from db.text import clean

_S, _M = StaffStatus, StaffMove
STAFF_TRANSITIONS: dict[tuple[StaffStatus, StaffMove], StaffStatus] = {
    (_S.PUT_FORWARD, _M.ACCEPT): _S.SERVES,
    (_S.PUT_FORWARD, _M.NOT_TAKE): _S.NOT_TAKEN,
    (_S.PUT_FORWARD, _M.LEAVE): _S.ENDED,
    (_S.SERVES, _M.END): _S.ENDED,
    (_S.SERVES, _M.LEAVE): _S.ENDED,
}


def move_staff(session: Session, actor: Actor, row: StaffRow, move: StaffMove, why: str = "") -> None:
    """Moves it from where `row` saw it. Raises `Conflict` for a move that is not in STAFF_TRANSITIONS, `Stale` when somebody was
    faster."""
    after = STAFF_TRANSITIONS.get((row.status, move))
    if after is None:
        raise Conflict("no_such_staff_move", name=row.name)
    this = sa.update(PointStaff).where(col(PointStaff.id) == row.id, col(PointStaff.status) == row.status)
    values = {"status": after, "since": clock.today()} if move is _M.ACCEPT else {"status": after, "ended_on": clock.today()}
    if n_changed(session, this.values(**values, **({"why": clean(why)} if clean(why) else {}))) != 1:
        raise Stale("staff_moved", name=row.name)
    session.expire_all()
    if after is _S.ENDED:
        drop_duties(session, coming_duties(session, col(Duty.staff_id) == row.id))
    record(session, actor, events.StaffMoved(row.point_id, row.id, move.value))


def end_everybody(session: Session, actor: Actor, point_id: int, why: str) -> None:
    """The point is given up: whoever serves there no longer does, and whoever waited is not taken."""
    stands = picked_staff().where(col(PointStaff.point_id) == point_id, col(PointStaff.status).in_(AT_A_POINT))
    for row in [staff_row(found) for found in session.execute(stands.order_by(col(PointStaff.id)))]:
        move_staff(session, actor, row, _M.END if row.status is _S.SERVES else _M.NOT_TAKE, why)


def coming_duties(session: Session, which: sa.ColumnElement[bool]) -> list[Duty]:
    """Those that have not begun yet."""
    found = session.scalars(pick(Duty).where(which, col(Duty.on_day) >= clock.today()).order_by(col(Duty.id)))
    return [duty for duty in found if Turn(duty.on_day, duty.opens, duty.closes).begins_at > clock.now()]


def drop_duties(session: Session, duties: list[Duty]) -> None:
    """They go, and nobody waits for an answer about them any more."""
    ids = [duty.id for duty in duties]
    withdraw_swaps_about(session, ids)
    session.execute(sa.delete(Duty).where(col(Duty.id).in_(ids)))
    session.expire_all()


def withdraw_swaps_about(session: Session, duty_ids: list[int | None]) -> None:
    about = sa.or_(col(DutySwap.duty_id).in_(duty_ids), col(DutySwap.for_duty_id).in_(duty_ids))
    open_ones = sa.update(DutySwap).where(about, col(DutySwap.status) == SwapStatus.ASKED)
    n_changed(session, open_ones.values(status=SwapStatus.WITHDRAWN, answered_at=clock.now()))
