"""A meeting comes to its end, its minutes are signed, and wishes for service points go on as was said there."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.decisions.commands.life import move_meeting
from db.decisions.models.meetings import Meeting, MeetingMove, Outcome
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.agenda import ItemRow, agenda_of
from db.decisions.queries.meetings import MeetingRow, own_meeting
from db.errors import Conflict, NotFound, Stale
from db.permissions import allows, require
from db.points.commands.life import put_on_ballot, talk_over
from db.points.models.points import PointStatus
from db.points.permissions import PointsPermission
from db.points.queries.points import PointRow, own_point

_SAID = {Outcome.NOTED, Outcome.DECIDED, Outcome.HANDS, Outcome.BALLOT}


def close_meeting(session: Session, actor: Actor, *, meeting_id: int, seen: int) -> list[str]:
    """Returns the names of service points that were talked over and wait for somebody who may record it. Raises `Stale`,
    `Conflict('no_such_meeting_move')`."""
    return _ended(session, actor, meeting_id, seen, MeetingMove.CLOSE)


def sign_minutes(session: Session, actor: Actor, *, meeting_id: int, seen: int) -> list[str]:
    """Its minutes are signed on paper: nothing in them changes any more. Returns and raises as `close_meeting`, and
    `Conflict('items_still_open')` where it is not said of every item what came of it."""
    _require_nothing_open(session, actor, meeting_id)
    waiting = _ended(session, actor, meeting_id, seen, MeetingMove.SIGN)
    session.execute(sa.update(Meeting).where(col(Meeting.id) == meeting_id).values(signed_at=clock.now()))
    session.expire_all()
    return waiting


def _require_nothing_open(session: Session, actor: Actor, meeting_id: int) -> None:
    own_meeting(session, actor, meeting_id)
    still = [item.title for item in agenda_of(session, actor, meeting_id) if item.outcome is Outcome.OPEN]
    if still:
        raise Conflict("items_still_open", name=still[0], n=len(still))


def _ended(session: Session, actor: Actor, meeting_id: int, seen: int, move: MeetingMove) -> list[str]:
    require(actor, DecisionsPermission.HOLD_MEETINGS)
    row = own_meeting(session, actor, meeting_id)
    if row.version != seen:
        raise Stale("meeting_moved", name=row.title)
    move_meeting(session, actor, row, move)
    items = [item for item in agenda_of(session, actor, meeting_id) if item.point_id and item.outcome in _SAID]
    return [name for item in items if (name := _lead_on(session, actor, row, item))]


def _lead_on(session: Session, actor: Actor, row: MeetingRow, item: ItemRow) -> str:
    """The point's name where somebody else has to record that it was talked over; else nothing."""
    try:
        point = own_point(session, actor, item.point_id or 0)
    except NotFound:
        return ""
    goes_on = point.status is PointStatus.PROPOSED or point.status is PointStatus.TALKED_OVER and item.outcome is Outcome.BALLOT
    if not goes_on:
        return ""
    if not allows(actor, PointsPermission.MANAGE_POINTS):
        return point.name
    _record(session, actor, row, item, point)
    return ""


def _record(session: Session, actor: Actor, row: MeetingRow, item: ItemRow, point: PointRow) -> None:
    if point.status is PointStatus.PROPOSED:
        talk_over(session, actor, point_id=point.id, seen=point.version, why=row.title)
    if item.outcome is Outcome.BALLOT:
        point = own_point(session, actor, point.id)
        put_on_ballot(session, actor, point_id=point.id, seen=point.version, why=row.title)
