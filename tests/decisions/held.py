"""Meetings of the test cast, brought where a test wants them by the commands. The steward is one of Building 1."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from db.actor import Actor
from db.decisions.commands import agenda, decide, life, minutes
from db.decisions.models.decisions import DecisionIn
from db.decisions.models.meetings import ItemIn, Meeting, MeetingIn, MeetingStatus, Outcome
from db.decisions.queries.facts import MeetingFacts, meeting_facts
from db.office.queries import current_scheme
from tests.cast import Cast
from tests.conftest import MONDAY

WHY = "人没有到齐"
NEXT_MONTH = MONDAY + timedelta(days=30)
TEXT, PERSONAL_TITLE, PERSONAL = "大家同意先修楼道灯", "一户的低保申请", "家里有病人，申请低保"


def kind(session: Session, n: int = 0) -> str:
    """A kind of the scheme in force."""
    return current_scheme(session).meetings[n].key


def meeting_in(session: Session, unit_id: int, **changes: Any) -> MeetingIn:
    given = {"unit_id": unit_id, "kind": kind(session), "title": "居民议事会", "on_day": MONDAY, "starts": 570, "place": "活动室"}
    return MeetingIn(**(given | changes))


def planned(session: Session, actor: Actor, unit_id: int | None = None, **changes: Any) -> int:
    return life.plan_meeting(session, actor, meeting=meeting_in(session, unit_id or actor.unit_id, **changes))


def version(session: Session, meeting_id: int) -> int:
    return session.get_one(Meeting, meeting_id).version


def status(session: Session, meeting_id: int) -> MeetingStatus:
    return session.get_one(Meeting, meeting_id).status


def item(session: Session, actor: Actor, meeting_id: int, title: str = "楼道照明", **more: Any) -> int:
    return agenda.add_item(session, actor, meeting_id=meeting_id, item=ItemIn(title=title, **more))


def step(session: Session, actor: Actor, verb: Any, meeting_id: int, **more: Any) -> None:
    verb(session, actor, meeting_id=meeting_id, seen=version(session, meeting_id), **more)


def running(session: Session, actor: Actor, unit_id: int | None = None, **changes: Any) -> int:
    meeting_id = planned(session, actor, unit_id, **changes)
    step(session, actor, life.begin, meeting_id)
    return meeting_id


def noted(session: Session, actor: Actor, item_id: int, outcome: Outcome = Outcome.NOTED) -> int:
    minutes.settle_item(session, actor, item_id=item_id, outcome=outcome)
    return item_id


def signed(session: Session, actor: Actor, meeting_id: int) -> int:
    """From wherever it runs; each item must have come to something."""
    step(session, actor, life.close, meeting_id)
    step(session, actor, life.sign, meeting_id)
    return meeting_id


def decided(session: Session, actor: Actor, item_id: int, *, due_on: date = NEXT_MONTH, **more: Any) -> int:
    given = {"text": "修好三单元的灯", "owner": "物业王师傅", "due_on": due_on} | more
    return decide.decide(session, actor, item_id=item_id, decision=DecisionIn(**given))


def with_minutes(session: Session, actor: Actor, unit_id: int | None = None, **changes: Any) -> int:
    """A running meeting: a point with minutes and a decision, and a personal matter with both."""
    meeting_id = running(session, actor, unit_id, **changes)
    for title, text, is_personal in (("楼道照明", TEXT, False), (PERSONAL_TITLE, PERSONAL, True)):
        item_id = item(session, actor, meeting_id, title, is_personal=is_personal)
        minutes.keep_minutes(session, actor, item_id=item_id, text=text, seen=0)
        decided(session, actor, item_id, text=f"{title}，尽快办好")
    return meeting_id


def facts(session: Session, actor: Actor, meeting_id: int) -> MeetingFacts:
    return meeting_facts(session, actor, meeting_id)


def bring_to(session: Session, cast: Cast, wanted: MeetingStatus, *, is_signed: bool = False) -> int:
    meeting_id = planned(session, cast.bob)
    noted_later = item(session, cast.bob, meeting_id)
    if wanted is MeetingStatus.CALLED_OFF:
        step(session, cast.bob, life.call_off, meeting_id, reason=WHY)
    if wanted in (MeetingStatus.RUNNING, MeetingStatus.HELD):
        step(session, cast.bob, life.begin, meeting_id)
        noted(session, cast.bob, noted_later)
    if wanted is MeetingStatus.HELD:
        step(session, cast.bob, life.close, meeting_id)
    if is_signed:
        step(session, cast.bob, life.sign, meeting_id)
    return meeting_id
