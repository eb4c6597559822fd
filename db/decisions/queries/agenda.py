"""What a meeting could talk over: proposed service points, what visits raised, decisions that are not done yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.decisions.models.decisions import DecisionStatus, MeetingDecision
from db.decisions.models.meetings import AgendaItem, ItemSource, Meeting
from db.decisions.queries.meetings import MeetingRow, find_meeting, last_held
from db.decisions.queries.scope import visible_decisions, visible_items
from db.ledger.queries.scope import under
from db.office.queries import scheme_of
from db.permissions import allows
from db.points.models.points import PointStatus, ServicePoint
from db.points.queries.scope import visible_points
from db.scheme import Scheme
from db.sql import pick
from db.visits.models.visits import Visit, VisitStatus
from db.visits.permissions import VisitsPermission

# So far back visits are looked at where no meeting of the kind was held yet.
_DAYS_BEFORE_THE_FIRST = 90
_MOST = 50


@dataclass(frozen=True)
class Proposed:
    """Something for the agenda. `name` is a point's name, empty for a topic, whose key is `topic`; `n` counts its visits;
    `name` of an earlier decision is its text, `due_on` its day."""

    source: ItemSource
    talk_over: str = ""
    point_id: int | None = None
    topic: str = ""
    decision_id: int | None = None
    name: str = ""
    n: int = 0
    since: date | None = None
    due_on: date | None = None


def propose_agenda(session: Session, actor: Actor, meeting_id: int) -> list[Proposed]:
    """What is not on its agenda yet: decisions of the unit's earlier meetings that are open, the longest overdue first; topics
    by how many visits were about them; proposed points. Raises `NotFound`. Nothing for whoever may not hold it."""
    row = find_meeting(session, actor, meeting_id)
    if not row.may_hold:
        return []
    scheme = scheme_of(session, row.scheme_version_id)
    found = [*_decisions(session, actor, row), *_topics(session, actor, row, scheme), *_points(session, actor, row)]
    taken = _on_agenda(session, meeting_id)
    return [one for one in found if not {one.point_id, one.topic or None, one.decision_id} & taken[one.source]]


def _on_agenda(session: Session, meeting_id: int) -> dict[ItemSource, set[int | str]]:
    rows = session.execute(
        pick(AgendaItem.point_id, AgendaItem.topic, AgendaItem.decision_id).where(col(AgendaItem.meeting_id) == meeting_id)
    ).all()
    return {
        ItemSource.PROPOSAL: {row.point_id for row in rows if row.point_id},
        ItemSource.VISITS: {row.topic for row in rows if row.topic},
        ItemSource.DECISION: {row.decision_id for row in rows if row.decision_id},
    }


def _decisions(session: Session, actor: Actor, row: MeetingRow) -> list[Proposed]:
    rows = session.scalars(
        pick(MeetingDecision)
        .where(
            visible_decisions(actor), col(MeetingDecision.unit_id) == row.unit_id, col(MeetingDecision.meeting_id) != row.id,
            col(MeetingDecision.status) == DecisionStatus.OPEN,
        )
        .order_by(col(MeetingDecision.due_on), col(MeetingDecision.id))
        .limit(_MOST)
    )  # fmt: skip
    return [Proposed(ItemSource.DECISION, decision_id=d.id, name=d.text, due_on=d.due_on) for d in rows]


def _topics(session: Session, actor: Actor, row: MeetingRow, scheme: Scheme) -> list[Proposed]:
    """Of visits since the last meeting of the kind; no household is named, and none can be."""
    headings = {about: one.key for one in scheme.talk_over for about in one.about}
    topics = [topic for topic in scheme.visiting.topics if topic.about in headings]
    if not topics or not allows(actor, VisitsPermission.SEE_VISITS):
        return []
    since = last_held(session, row.unit_id, row.kind, row.on_day) or clock.today() - timedelta(days=_DAYS_BEFORE_THE_FIRST)
    counted = zip(topics, _counts(session, row, [topic.key for topic in topics], since), strict=True)
    found = [Proposed(ItemSource.VISITS, headings[topic.about], topic=topic.key, n=n, since=since) for topic, n in counted if n]
    return sorted(found, key=lambda one: -one.n)


def _counts(session: Session, row: MeetingRow, keys: Sequence[str], since: date) -> list[int]:
    sums = [
        sa.func.coalesce(sa.func.sum(sa.case((col(Visit.topics).contains(f" {key} ", autoescape=True), 1), else_=0)), 0)
        for key in keys
    ]
    these = (col(Visit.status) == VisitStatus.STANDS, col(Visit.visited_on) > since, under(row.unit_path, Visit.unit_id))
    return [int(n) for n in session.execute(sa.select(*sums).where(*these)).one()]


def _points(session: Session, actor: Actor, row: MeetingRow) -> list[Proposed]:
    these = (visible_points(actor), col(ServicePoint.status) == PointStatus.PROPOSED, under(row.unit_path, ServicePoint.unit_id))
    rows = session.execute(
        pick(ServicePoint.id, ServicePoint.name)
        .where(*these)
        .order_by(col(ServicePoint.sort_key), col(ServicePoint.id))
        .limit(_MOST)
    )
    return [Proposed(ItemSource.PROPOSAL, point_id=point_id, name=name) for point_id, name in rows]


@dataclass(frozen=True)
class TalkedOver:
    """A meeting on whose agenda a service point stands."""

    meeting_id: int
    kind: str
    scheme_version_id: int
    title: str
    on_day: date


def meetings_about(session: Session, actor: Actor, point_id: int) -> list[TalkedOver]:
    """Those that the actor sees and in which the point stands openly, from first to last."""
    rows = session.execute(
        pick(Meeting.id, Meeting.kind, Meeting.scheme_version_id, Meeting.title, Meeting.on_day)
        .join(AgendaItem, col(AgendaItem.meeting_id) == Meeting.id)
        .where(col(AgendaItem.point_id) == point_id, visible_items(actor))
        .order_by(col(Meeting.on_day), col(Meeting.id))
    )
    return [TalkedOver(*row) for row in rows]
