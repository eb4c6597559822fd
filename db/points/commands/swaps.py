"""Turns change hands between those who serve at a point: asked, taken over, not taken over, or withdrawn.

Whoever is asked answers; for somebody without an account whoever keeps the roster does, after asking them.
"""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, NotAllowed, NotFound, Stale
from db.idempotency import once
from db.permissions import allows, require
from db.points import events
from db.points.commands.roster import require_coming, require_free
from db.points.commands.staff_moves import withdraw_swaps_about
from db.points.models.staff import Duty, DutySwap, PointStaff, SwapStatus
from db.points.permissions import PointsPermission
from db.points.queries.my_duties import find_swap, own_duty
from db.points.queries.roster import kept_point
from db.points.queries.scope import own_staff
from db.points.queries.staff import StaffRow, picked_staff, serves_now, staff_row
from db.points.turns import Turn
from db.sql import n_changed, pick

_S = SwapStatus
SWAP_TRANSITIONS: dict[SwapStatus, frozenset[SwapStatus]] = {
    _S.ASKED: frozenset({_S.TAKEN, _S.REFUSED, _S.WITHDRAWN}),
    _S.TAKEN: frozenset(),
    _S.REFUSED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}


def ask_swap(
    session: Session, actor: Actor, *, duty_id: int, to_staff_id: int, for_duty_id: int | None = None,
    request_id: UUID | None = None,
) -> int:  # fmt: skip
    """Asks somebody else of the point to take one's turn over, for a turn of theirs or for nothing. Returns the swap's id.
    Raises `NotFound`, `Conflict`: `duty_past`, `duty_clash`, `swap_asked` while an answer is still due."""
    require(actor, PointsPermission.SERVE_AT_POINTS)
    duty = own_duty(session, actor, duty_id)

    def work() -> int:
        other = _serving(session, duty.point_id, to_staff_id)
        back = _back(session, other, for_duty_id)
        _require_possible(session, duty, back, other)
        return _ask(session, actor, duty, other, back)

    return once(session, request_id, f"ask swap {actor.user_id}", work)


def answer_swap(session: Session, actor: Actor, *, swap_id: int, is_taken: bool) -> None:
    """Taken over, both turns change hands at once. Raises `NotFound`, `Stale` when it was answered or a turn moved meanwhile,
    `Conflict`: `duty_past`, `duty_clash`, `staff_not_serving`."""
    swap = find_swap(session, actor, swap_id)
    _require_asked_person(session, actor, swap)
    _move(session, actor, swap, _S.TAKEN if is_taken else _S.REFUSED)
    if is_taken:
        _exchange(session, swap)


def withdraw_swap(session: Session, actor: Actor, *, swap_id: int) -> None:
    """By whoever asked. Raises `NotFound`, `Stale`."""
    require(actor, PointsPermission.SERVE_AT_POINTS)
    swap = find_swap(session, actor, swap_id)
    if not _is_own(session, actor, swap.from_staff_id):
        raise NotFound("swap_not_found")
    _move(session, actor, swap, _S.WITHDRAWN)


def _is_own(session: Session, actor: Actor, staff_id: int) -> bool:
    return session.scalar(pick(PointStaff.id).where(col(PointStaff.id) == staff_id, own_staff(actor))) is not None


def _require_asked_person(session: Session, actor: Actor, swap: DutySwap) -> None:
    if _is_own(session, actor, swap.to_staff_id):
        return
    if not allows(actor, PointsPermission.KEEP_ROSTER):
        raise NotFound("swap_not_found")
    kept_point(session, actor, swap.point_id)
    if session.get_one(PointStaff, swap.to_staff_id).steward_id is not None:
        raise NotAllowed(permission=PointsPermission.SERVE_AT_POINTS.value)


def _serving(session: Session, point_id: int, staff_id: int) -> StaffRow:
    found = picked_staff().where(col(PointStaff.point_id) == point_id, col(PointStaff.id) == staff_id, serves_now())
    row = session.execute(found).first()
    if row is None:
        raise Conflict("staff_not_serving")
    return staff_row(row)


def _back(session: Session, other: StaffRow, duty_id: int | None) -> Duty | None:
    if duty_id is None:
        return None
    duty = session.get(Duty, duty_id, populate_existing=True)
    if duty is None or duty.staff_id != other.id:
        raise NotFound("duty_not_found")
    return duty


def _turn(duty: Duty) -> Turn:
    return Turn(duty.on_day, duty.opens, duty.closes)


def _require_possible(session: Session, duty: Duty, back: Duty | None, other: StaffRow) -> None:
    """Both are still to come, both serve, and neither would be in two places."""
    one, but = _serving(session, duty.point_id, duty.staff_id), [d.id or 0 for d in (duty, back) if d]
    if one.person == other.person:
        raise Conflict("swap_oneself")
    for turn in (duty, back):
        if turn:
            require_coming(turn)
    require_free(session, other, _turn(duty), but)
    if back:
        require_free(session, one, _turn(back), but)


def _ask(session: Session, actor: Actor, duty: Duty, other: StaffRow, back: Duty | None) -> int:
    open_ones = pick(DutySwap.id).where(col(DutySwap.duty_id) == duty.id, col(DutySwap.status) == _S.ASKED)
    if session.scalar(open_ones.limit(1)) is not None:
        raise Conflict("swap_asked")
    swap = DutySwap(
        point_id=duty.point_id, duty_id=duty.id or 0, for_duty_id=back.id if back else None, from_staff_id=duty.staff_id,
        to_staff_id=other.id, on_day=duty.on_day, asked_at=clock.now(),
    )  # fmt: skip
    session.add(swap)
    session.flush()
    record(session, actor, events.SwapAsked(duty.point_id, swap.id or 0, duty.staff_id, other.id))
    return swap.id or 0


def _move(session: Session, actor: Actor, swap: DutySwap, after: SwapStatus) -> None:
    """The only writer of a swap's status. Raises `Stale` for a move that is not in SWAP_TRANSITIONS: somebody was faster."""
    this = sa.update(DutySwap).where(col(DutySwap.id) == swap.id, col(DutySwap.status) == swap.status)
    if after not in SWAP_TRANSITIONS[swap.status]:
        raise Stale("swap_moved")
    if n_changed(session, this.values(status=after, answered_at=clock.now())) != 1:
        raise Stale("swap_moved")
    record(session, actor, events.SwapAnswered(swap.point_id, swap.id or 0, after.value))
    session.expire_all()


def _exchange(session: Session, swap: DutySwap) -> None:
    """The turns are written anew under the other's name: of two that begin at the same minute neither stands in the way."""
    duty, back = _still(session, swap.duty_id, swap.from_staff_id), None
    if swap.for_duty_id is not None:
        back = _still(session, swap.for_duty_id, swap.to_staff_id)
    _require_possible(session, duty, back, _serving(session, swap.point_id, swap.to_staff_id))
    given = [(duty, swap.to_staff_id), *([(back, swap.from_staff_id)] if back else [])]
    again = [
        Duty(point_id=d.point_id, staff_id=staff_id, on_day=d.on_day, opens=d.opens, closes=d.closes) for d, staff_id in given
    ]
    ids = [d.id for d, _ in given]
    withdraw_swaps_about(session, ids)
    session.execute(sa.delete(Duty).where(col(Duty.id).in_(ids)))
    session.expire_all()
    session.add_all(again)
    session.flush()


def _still(session: Session, duty_id: int, staff_id: int) -> Duty:
    """Raises `Stale` when it is gone or somebody else's."""
    wanted = pick(Duty).where(col(Duty.id) == duty_id, col(Duty.staff_id) == staff_id).with_for_update()
    duty: Duty | None = session.scalars(wanted).one_or_none()
    if duty is None:
        raise Stale("swap_moved")
    return duty
