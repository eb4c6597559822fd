"""Meetings at Building 1 of Pine Court, brought to where a test needs them through the commands."""

from sqlmodel import Session, col, select

from db import clock
from db.decisions.commands import life
from db.decisions.commands.agenda import keep_minutes, put_item, set_outcome
from db.decisions.commands.close import sign_minutes
from db.decisions.commands.meetings import plan_meeting
from db.decisions.models.meetings import HandsIn, ItemIn, Meeting, MeetingIn, MeetingMove, MeetingStatus, MeetingStep, Outcome
from db.decisions.queries.agenda import agenda_of
from db.decisions.queries.meetings import find_meeting
from tests.cast import Cast

WHY = "会议室漏水"
_S = MeetingStatus
WAYS: dict[MeetingStatus, tuple[MeetingMove, ...]] = {
    _S.PLANNED: (),
    _S.RUNNING: (MeetingMove.BEGIN,),
    _S.HELD: (MeetingMove.BEGIN, MeetingMove.CLOSE),
    _S.CALLED_OFF: (MeetingMove.CALL_OFF,),
}


def a_plan(cast: Cast, title: str = "十一月居民座谈会", **more: object) -> MeetingIn:
    """Today at half past nine, in Building 1."""
    given = {
        "unit_id": cast.places.buildings[0], "kind": "forum", "title": title, "on_day": clock.today(), "starts": 570,
        "place": "1号楼活动室", "chair": "贲支书", "recorder": "葛网格",
    }  # fmt: skip
    return MeetingIn(**(given | more))


def a_meeting(session: Session, cast: Cast, status: MeetingStatus = MeetingStatus.RUNNING, **more: object) -> int:
    """Planned by Grace, then led on by her."""
    meeting_id = plan_meeting(session, cast.grace, meeting=a_plan(cast, **more))
    for move in WAYS[status]:
        life.move_meeting(session, cast.grace, find_meeting(session, cast.grace, meeting_id), move, WHY)
    return meeting_id


def the(session: Session, meeting_id: int) -> Meeting:
    return session.get_one(Meeting, meeting_id, populate_existing=True)


def version_of(session: Session, meeting_id: int) -> int:
    return the(session, meeting_id).version


def moves_of(session: Session, meeting_id: int) -> list[MeetingMove]:
    return list(
        session.scalars(select(MeetingStep.move).where(col(MeetingStep.meeting_id) == meeting_id).order_by(col(MeetingStep.id)))
    )


def an_item(session: Session, cast: Cast, meeting_id: int, title: str = "楼道堆物", minutes: str = "", **more: object) -> int:
    """Put on by Grace, with what was said about it."""
    item_id = put_item(session, cast.grace, meeting_id=meeting_id, item=ItemIn(title=title, **more))
    if minutes:
        keep_minutes(session, cast.grace, item_id=item_id, text=minutes, seen=0)
    return item_id


def signed(session: Session, cast: Cast, meeting_id: int) -> None:
    """What is still open was noted; its minutes are signed."""
    for item in agenda_of(session, cast.grace, meeting_id):
        if item.outcome is Outcome.OPEN:
            set_outcome(session, cast.grace, item_id=item.id, outcome=Outcome.NOTED)
    sign_minutes(session, cast.grace, meeting_id=meeting_id, seen=version_of(session, meeting_id))


def some_hands(n_for: int = 12, n_against: int = 2, n_abstained: int = 1, **more: object) -> HandsIn:
    given = {"question": "同不同意周六清楼道", "counter_1": "葛网格", "counter_2": "窦管家"}
    return HandsIn(n_for=n_for, n_against=n_against, n_abstained=n_abstained, **(given | more))
