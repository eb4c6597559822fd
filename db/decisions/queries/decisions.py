"""Decisions: those that are open, the overdue first, one's own; and one with what was done about it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.decisions.models.decisions import DecisionMove, DecisionStatus, DecisionStep, MeetingDecision
from db.decisions.models.meetings import Meeting
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries import scope
from db.decisions.queries.meetings import find_meeting, last_held
from db.decisions.queries.scope import visible_decisions
from db.errors import NotFound
from db.ledger.queries.scope import Condition
from db.office.models import Unit, User
from db.office.queries import with_unit_names
from db.permissions import allows
from db.sql import pick


@dataclass(frozen=True)
class DecisionFilter:
    """`is_mine`: which the actor sees to. `before`: due before this day."""

    status: DecisionStatus | None = DecisionStatus.OPEN
    is_mine: bool = False
    before: date | None = None


@dataclass(frozen=True)
class DecisionRow:
    """`may_say`: the actor sees to it, or holds the meeting; `may_lead` only the latter."""

    id: int
    version: int
    status: DecisionStatus
    text: str
    owner: str
    is_mine: bool
    due_on: date
    meeting_id: int
    meeting_title: str
    meeting_day: date
    unit_name: str
    said: str
    may_say: bool
    may_lead: bool


def _conditions(actor: Actor, wanted: DecisionFilter) -> list[Condition]:
    found = [scope.own_decisions(actor) if wanted.is_mine else visible_decisions(actor)]
    if wanted.status:
        found.append(col(MeetingDecision.status) == wanted.status)
    if wanted.before:
        found.append(col(MeetingDecision.due_on) < wanted.before)
    return found


def _picked(actor: Actor) -> Any:
    held = sa.case((scope.held_meetings(actor), 1), else_=0).label("is_held")
    found = pick(MeetingDecision, Meeting.title, Meeting.on_day, Unit.path, held)
    return found.join(Meeting, col(Meeting.id) == MeetingDecision.meeting_id).join(Unit, col(Unit.id) == Meeting.unit_id)


def _rows(session: Session, actor: Actor, found: Any) -> list[DecisionRow]:
    rows = with_unit_names(session, found)
    said = _last_said(session, [row[0].id for row, _ in rows])
    return [_row(actor, row, unit_name, said.get(row[0].id, "")) for row, unit_name in rows]


def _row(actor: Actor, row: Any, unit_name: str, said: str) -> DecisionRow:
    d: MeetingDecision = row[0]
    follows = allows(actor, DecisionsPermission.FOLLOW_DECISIONS)
    is_mine, is_held = d.owner_id == actor.user_id and follows, bool(row.is_held)
    return DecisionRow(
        d.id or 0, d.version, d.status, d.text, d.owner, is_mine, d.due_on, d.meeting_id, row.title, row.on_day, unit_name, said,
        is_mine or is_held, is_held,
    )  # fmt: skip


def _last_said(session: Session, decision_ids: list[int]) -> dict[int, str]:
    last = pick(sa.func.max(DecisionStep.id)).where(col(DecisionStep.decision_id).in_(decision_ids))
    last = last.group_by(col(DecisionStep.decision_id))
    return dict(session.execute(pick(DecisionStep.decision_id, DecisionStep.said).where(col(DecisionStep.id).in_(last))).all())


def find_decisions(
    session: Session, actor: Actor, wanted: DecisionFilter = DecisionFilter(), *, offset: int = 0, limit: int = 50
) -> list[DecisionRow]:
    """One's own first, then by their day, so that the longest overdue stand on top."""
    is_mine = sa.case((scope.own_decisions(actor), 0), else_=1)
    order = (is_mine, col(MeetingDecision.due_on), col(MeetingDecision.id))
    return _rows(session, actor, _picked(actor).where(*_conditions(actor, wanted)).order_by(*order).offset(offset).limit(limit))


def count_decisions(session: Session, actor: Actor, wanted: DecisionFilter = DecisionFilter()) -> int:
    return session.scalar(pick(sa.func.count()).select_from(MeetingDecision).where(*_conditions(actor, wanted))) or 0


def find_decision(session: Session, actor: Actor, decision_id: int) -> DecisionRow:
    """Raises `NotFound('decision_not_found')`, also for one that the actor may not see."""
    found = _rows(session, actor, _picked(actor).where(col(MeetingDecision.id) == decision_id, visible_decisions(actor)))
    if not found:
        raise NotFound("decision_not_found")
    return found[0]


@dataclass(frozen=True)
class DecisionStepRow:
    """`due_on`: the day that it was put off to."""

    at: datetime
    move: DecisionMove
    by: str
    said: str
    due_on: date | None


def decision_steps(session: Session, actor: Actor, decision_id: int) -> list[DecisionStepRow]:
    """From first to last. Raises `NotFound`."""
    find_decision(session, actor, decision_id)
    rows = session.execute(
        pick(DecisionStep, User.name)
        .join(User, col(User.id) == DecisionStep.user_id)
        .where(col(DecisionStep.decision_id) == decision_id)
        .order_by(col(DecisionStep.id))
    )
    return [DecisionStepRow(step.at, step.move, name, step.said, step.due_on) for step, name in rows]


def earlier_decisions(session: Session, actor: Actor, meeting_id: int) -> list[DecisionRow]:
    """What a meeting hears of those before it: of the unit's decisions those that are open, and those of the last meeting of its
    kind. Raises `NotFound`."""
    row = find_meeting(session, actor, meeting_id)
    last = last_held(session, row.unit_id, row.kind, row.on_day)
    is_due = col(MeetingDecision.status) == DecisionStatus.OPEN
    is_of_last = sa.and_(col(Meeting.kind) == row.kind, col(Meeting.on_day) == last) if last else sa.false()
    these = (
        visible_decisions(actor), col(MeetingDecision.unit_id) == row.unit_id, col(MeetingDecision.meeting_id) != row.id,
        col(Meeting.on_day) <= row.on_day, sa.or_(is_due, is_of_last),
    )  # fmt: skip
    order = (col(MeetingDecision.due_on), col(MeetingDecision.id))
    return _rows(session, actor, _picked(actor).where(*these).order_by(*order).limit(50))
