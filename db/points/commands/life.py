"""How a service point lives. TRANSITIONS is the specification; `_move` the only writer of a status."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, Stale
from db.office import tallies
from db.permissions import require
from db.points import events
from db.points.commands.staff_moves import end_everybody
from db.points.models.points import PointHours, PointMove, PointStatus, PointStep, ServicePoint
from db.points.permissions import PointsPermission
from db.points.queries.counts import tally_kind
from db.points.queries.points import PointRow, own_point
from db.sql import n_changed, pick
from db.text import clean

_S, _M = PointStatus, PointMove
TRANSITIONS: dict[tuple[PointStatus, PointMove], PointStatus] = {
    (_S.PROPOSED, _M.TALK_OVER): _S.TALKED_OVER,
    (_S.PROPOSED, _M.ADOPT): _S.ADOPTED,
    (_S.PROPOSED, _M.DECLINE): _S.DECLINED,
    (_S.TALKED_OVER, _M.PUT_ON_BALLOT): _S.ON_BALLOT,
    (_S.TALKED_OVER, _M.ADOPT): _S.ADOPTED,
    (_S.TALKED_OVER, _M.DECLINE): _S.DECLINED,
    (_S.ON_BALLOT, _M.TAKE_OFF_BALLOT): _S.TALKED_OVER,
    (_S.ON_BALLOT, _M.ADOPT): _S.ADOPTED,
    (_S.ON_BALLOT, _M.DECLINE): _S.DECLINED,
    (_S.ADOPTED, _M.STAFF): _S.STAFFED,
    (_S.ADOPTED, _M.CLOSE): _S.CLOSED,
    (_S.STAFFED, _M.UNSTAFF): _S.ADOPTED,
    (_S.STAFFED, _M.OPEN): _S.OPEN,
    (_S.STAFFED, _M.CLOSE): _S.CLOSED,
    (_S.OPEN, _M.CLOSE): _S.CLOSED,
    (_S.CLOSED, _M.TAKE_UP): _S.ADOPTED,
    (_S.DECLINED, _M.TAKE_UP): _S.PROPOSED,
}
# What is done without its having been asked for by the course of things says why.
_WITH_REASON = {_M.DECLINE, _M.CLOSE, _M.TAKE_UP, _M.TAKE_OFF_BALLOT}


def moves_from(status: PointStatus) -> list[PointMove]:
    return [move for before, move in TRANSITIONS if before is status]


def talk_over(session: Session, actor: Actor, *, point_id: int, seen: int, why: str = "") -> None:
    """It was talked over; `why` says where. Raises `Stale`, `Conflict('no_such_point_move')`."""
    _asked(session, actor, point_id, seen, PointMove.TALK_OVER, why)


def put_on_ballot(session: Session, actor: Actor, *, point_id: int, seen: int, why: str = "") -> None:
    """Residents or members are to vote on it."""
    _asked(session, actor, point_id, seen, PointMove.PUT_ON_BALLOT, why)


def take_off_ballot(session: Session, actor: Actor, *, point_id: int, seen: int, why: str) -> None:
    """There is to be no vote after all."""
    _asked(session, actor, point_id, seen, PointMove.TAKE_OFF_BALLOT, why)


def adopt(session: Session, actor: Actor, *, point_id: int, seen: int, why: str = "") -> None:
    """It is to be set up. Of one that was never talked over it is the office's own decision: it says so, and why."""
    is_by_decision = own_point(session, actor, point_id).status is PointStatus.PROPOSED
    _asked(session, actor, point_id, seen, PointMove.ADOPT, why, needs_reason=is_by_decision)
    if is_by_decision:
        session.execute(sa.update(ServicePoint).where(col(ServicePoint.id) == point_id).values(is_by_decision=True))


def decline(session: Session, actor: Actor, *, point_id: int, seen: int, why: str) -> None:
    _asked(session, actor, point_id, seen, PointMove.DECLINE, why)


def open_point(session: Session, actor: Actor, *, point_id: int, seen: int, why: str = "") -> None:
    """From now on it is on the public page. Raises `Conflict('point_no_hours')`: nobody would know when to come."""
    has_hours = pick(PointHours.point_id).where(col(PointHours.point_id) == point_id).limit(1)
    if session.scalar(has_hours) is None:
        require(actor, PointsPermission.MANAGE_POINTS)
        raise Conflict("point_no_hours", name=own_point(session, actor, point_id).name)
    _asked(session, actor, point_id, seen, PointMove.OPEN, why)
    is_first = sa.and_(col(ServicePoint.id) == point_id, col(ServicePoint.opened_on).is_(None))
    session.execute(sa.update(ServicePoint).where(is_first).values(opened_on=clock.today()))


def close_point(session: Session, actor: Actor, *, point_id: int, seen: int, why: str) -> None:
    """For good; for a day or a month its hours say so. Whoever served there no longer does."""
    _asked(session, actor, point_id, seen, PointMove.CLOSE, why)
    end_everybody(session, actor, point_id, why)


def take_up(session: Session, actor: Actor, *, point_id: int, seen: int, why: str) -> None:
    """One that was given up, or not set up, is looked at again."""
    _asked(session, actor, point_id, seen, PointMove.TAKE_UP, why)


def staff_changed(session: Session, actor: Actor, row: PointRow, n_serving: int) -> None:
    """The first who serves makes an adopted point a staffed one; when the last goes before it opens, it waits for somebody."""
    if n_serving and row.status is PointStatus.ADOPTED:
        move_point(session, actor, row, PointMove.STAFF)
    elif not n_serving and row.status is PointStatus.STAFFED:
        move_point(session, actor, row, PointMove.UNSTAFF)


def _asked(
    session: Session, actor: Actor, point_id: int, seen: int, move: PointMove, why: str, *, needs_reason: bool = False
) -> None:
    require(actor, PointsPermission.MANAGE_POINTS)
    row = own_point(session, actor, point_id)
    if (needs_reason or move in _WITH_REASON) and len(clean(why)) < 2:
        raise Invalid("reason_missing", "why")
    if row.version != seen:
        raise Stale("point_moved", name=row.name)
    move_point(session, actor, row, move, why)


def move_point(session: Session, actor: Actor, row: PointRow, move: PointMove, why: str = "") -> None:
    """Moves it from where `row` saw it. Raises `Conflict` for a move that is not in TRANSITIONS, `Stale` when somebody was
    faster."""
    after = TRANSITIONS.get((row.status, move))
    if after is None:
        raise Conflict("no_such_point_move", name=row.name)
    where = sa.and_(
        col(ServicePoint.id) == row.id, col(ServicePoint.status) == row.status, col(ServicePoint.version) == row.version
    )
    if n_changed(session, sa.update(ServicePoint).where(where).values(status=after, version=row.version + 1)) != 1:
        raise Stale("point_moved", name=row.name)
    session.expire_all()
    tallies.add(session, row.unit_id, tally_kind(row.status), -1)
    note_step(session, actor, (row.id, row.unit_id), move, row.status, after, why)


def note_step(
    session: Session, actor: Actor | None, point: tuple[int, int], move: PointMove, before: PointStatus | None,
    after: PointStatus, why: str = "",
) -> None:  # fmt: skip
    """The row of the story, the count and the journal entry. `point`: its id and its unit."""
    point_id, unit_id = point
    user_id, role = (actor.user_id, actor.role) if actor else (None, None)
    step = PointStep(point_id=point_id, at=clock.now(), move=move, before=before, after=after, user_id=user_id, role=role)
    step.why = clean(why) or None
    session.add(step)
    session.flush()
    tallies.add(session, unit_id, tally_kind(after), 1)
    record(session, actor, events.PointMoved(point_id, move.value))
