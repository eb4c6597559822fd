"""What a meeting means for the service points on its agenda."""

from sqlmodel import Session, col

from db.actor import Actor
from db.decisions.models.meetings import AgendaItem, Meeting, Outcome
from db.permissions import allows
from db.points.commands.life import put_on_ballot, talk_over
from db.points.models.points import PointStatus, ServicePoint
from db.points.permissions import PointsPermission
from db.sql import pick

_TALKED_OVER = (Outcome.NOTED, Outcome.DECIDED, Outcome.HANDS, Outcome.BALLOT)


def move_points(session: Session, actor: Actor, meeting_id: int) -> None:
    """Those that were talked over move on, and to the ballot what goes there. Of somebody who looks after no points they stay
    where they are: the office moves them on their own page, where the meeting is named."""
    if not allows(actor, PointsPermission.MANAGE_POINTS):
        return
    meeting = session.get_one(Meeting, meeting_id)
    rows = session.execute(
        pick(ServicePoint.id, AgendaItem.outcome)
        .join(AgendaItem, col(AgendaItem.point_id) == ServicePoint.id)
        .where(col(AgendaItem.meeting_id) == meeting_id, col(AgendaItem.outcome).in_(_TALKED_OVER))
    )
    for point_id, outcome in rows.all():
        _move(session, actor, point_id, outcome, why=meeting.title)


def _move(session: Session, actor: Actor, point_id: int, outcome: Outcome, why: str) -> None:
    point = session.get_one(ServicePoint, point_id)
    if point.status is PointStatus.PROPOSED:
        talk_over(session, actor, point_id=point_id, seen=point.version, why=why)
    point = session.get_one(ServicePoint, point_id)
    if outcome is Outcome.BALLOT and point.status is PointStatus.TALKED_OVER:
        put_on_ballot(session, actor, point_id=point_id, seen=point.version, why=why)
