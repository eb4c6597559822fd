"""The agenda of a meeting, its minutes as whoever asks may read them, and what could be put on it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.decisions.models.decisions import DecisionStatus, MeetingDecision
from db.decisions.models.meetings import AgendaItem, ItemSource, Meeting, MeetingStatus, Outcome
from db.decisions.queries.meetings import MeetingRow, find_meeting, own_meeting
from db.errors import NotFound
from db.ledger.queries.scope import under
from db.office.queries import current_scheme
from db.points.models.points import PointStatus, ServicePoint
from db.redaction import without_numbers
from db.scheme import Scheme
from db.sql import pick
from db.visits.models.visits import Raised, Visit, VisitStatus

# How far one looks back for what visits raised where no such meeting was held before.
DAYS_WITHOUT_MEETING = 92


@dataclass(frozen=True)
class ItemRow:
    id: int
    meeting_id: int
    position: int
    source: ItemSource
    talk_over: str
    point_id: int | None
    topic: str
    decision_id: int | None
    title: str
    minutes: str
    minutes_version: int
    outcome: Outcome
    is_personal: bool


@dataclass(frozen=True)
class ProposedItem:
    """Something that could be put on the agenda. `text` is the point's name or the decision's words, `n` how many households
    raised the topic; which ones is not said here."""

    source: ItemSource
    talk_over: str = ""
    point_id: int | None = None
    topic: str = ""
    decision_id: int | None = None
    text: str = ""
    n: int = 0
    since: date | None = None


def _items(session: Session, *conditions: sa.ColumnElement[bool]) -> list[ItemRow]:
    found = session.scalars(pick(AgendaItem).where(*conditions).order_by(col(AgendaItem.position)))
    return [
        ItemRow(
            i.id, i.meeting_id, i.position, i.source, i.talk_over, i.point_id, i.topic, i.decision_id, i.title, i.minutes or "",
            i.minutes_version, i.outcome, i.is_personal,
        )
        for i in found
    ]  # fmt: skip


def agenda_of(session: Session, actor: Actor, meeting_id: int) -> list[ItemRow]:
    """Whole for whoever reads the whole minutes; for others who know of the meeting the agenda only, without personal matters."""
    row = find_meeting(session, actor, meeting_id)
    items = _items(session, col(AgendaItem.meeting_id) == meeting_id)
    if row.is_whole:
        return items
    return [replace(item, minutes="", outcome=Outcome.OPEN) for item in items if not item.is_personal]


def public_items(session: Session, actor: Actor, meeting_id: int) -> list[ItemRow]:
    """What stands in the public version: no personal matter, and no number that would tell a person. Raises `NotFound` for
    whoever may not read it; who reads the whole minutes looks at it before it goes out."""
    row = find_meeting(session, actor, meeting_id)
    if not (row.is_public or row.is_whole):
        raise NotFound("meeting_not_found")
    items = _items(session, col(AgendaItem.meeting_id) == meeting_id, sa.not_(col(AgendaItem.is_personal)))
    return [replace(item, title=without_numbers(item.title), minutes=without_numbers(item.minutes)) for item in items]


def own_item(session: Session, actor: Actor, item_id: int) -> tuple[ItemRow, MeetingRow]:
    """With its meeting, for whoever holds that. Raises `NotFound`."""
    items = _items(session, col(AgendaItem.id) == item_id)
    if not items:
        raise NotFound("item_not_found")
    return items[0], own_meeting(session, actor, items[0].meeting_id)


def proposed_items(session: Session, actor: Actor, meeting_id: int) -> list[ProposedItem]:
    """What could be put on the agenda and is not: decisions still open, wishes for service points, what visits raised."""
    row, scheme = own_meeting(session, actor, meeting_id), current_scheme(session)
    items = _items(session, col(AgendaItem.meeting_id) == meeting_id)
    known = {item.decision_id for item in items} | {None}
    points, topics = {item.point_id for item in items}, {item.topic for item in items}
    return [
        *(one for one in _decisions(session, row) if one.decision_id not in known),
        *(one for one in _points(session, row) if one.point_id not in points),
        *(one for one in _topics(session, row, scheme) if one.topic not in topics),
    ]


def _decisions(session: Session, row: MeetingRow) -> Iterable[ProposedItem]:
    """Of earlier meetings of the same unit, those due first first."""
    here = (col(MeetingDecision.unit_id) == row.unit_id, col(MeetingDecision.meeting_id) != row.id)
    found = pick(MeetingDecision).where(*here, col(MeetingDecision.status) == DecisionStatus.OPEN)
    for one in session.scalars(found.order_by(col(MeetingDecision.due_on)).limit(50)):
        yield ProposedItem(ItemSource.DECISION, decision_id=one.id, text=one.text, since=one.due_on)


def _points(session: Session, row: MeetingRow) -> Iterable[ProposedItem]:
    here = (under(row.unit_path, ServicePoint.unit_id), col(ServicePoint.status) == PointStatus.PROPOSED)
    found = pick(ServicePoint.id, ServicePoint.name, ServicePoint.proposed_on).where(*here)
    for point_id, name, day in session.execute(found.order_by(col(ServicePoint.proposed_on), col(ServicePoint.id)).limit(50)):
        yield ProposedItem(ItemSource.PROPOSAL, point_id=point_id, text=name, since=day)


def _topics(session: Session, row: MeetingRow, scheme: Scheme) -> Iterable[ProposedItem]:
    """In the order of the scheme's headings, what most households raised first."""
    since = _since(session, row)
    counted = (
        pick(Raised.topic, sa.func.count(sa.distinct(col(Raised.household_id))))
        .join(Visit, col(Visit.id) == Raised.visit_id)
        .where(under(row.unit_path, Visit.unit_id), col(Visit.visited_on) >= since, col(Visit.status) == VisitStatus.STANDS)
        .group_by(col(Raised.topic))
    )
    counts = {topic: n for topic, n in session.execute(counted)}
    for heading in scheme.talk_over:
        topics = [topic.key for topic in scheme.visiting.topics if topic.about in heading.about and topic.key in counts]
        for key in sorted(topics, key=lambda one: -counts[one]):
            yield ProposedItem(ItemSource.VISITS, heading.key, topic=key, n=counts[key], since=since)


def _since(session: Session, row: MeetingRow) -> date:
    """The day of the last meeting of this kind at this unit."""
    same = (col(Meeting.unit_id) == row.unit_id, col(Meeting.kind) == row.kind, col(Meeting.status) == MeetingStatus.HELD)
    last = pick(sa.func.max(Meeting.on_day)).where(*same, col(Meeting.on_day) <= row.on_day, col(Meeting.id) != row.id)
    day: date | None = session.scalar(last)
    return day or row.on_day - timedelta(days=DAYS_WITHOUT_MEETING)
