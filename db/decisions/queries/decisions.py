"""Decisions of meetings, how each went on, and shows of hands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor, end_of_path
from db.decisions.models.decisions import DecisionStatus, DecisionStep, MeetingDecision
from db.decisions.models.meetings import AgendaItem, HandCount, Meeting
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.meetings import MeetingRow, find_meeting, own_meeting, whole_meeting
from db.decisions.queries.scope import followed_by, led_by, own_decisions, visible_decisions
from db.errors import NotFound
from db.office.models import Unit, User, UserRole
from db.office.queries import current_scheme, ids_in, with_unit_names
from db.redaction import without_numbers
from db.sql import pick


@dataclass(frozen=True)
class DecisionRow:
    """`is_mine`: the actor is to see to it; `is_followed`: may say how it goes on. `is_led`: may also
    say that it is not followed up, or give it another day: whoever holds the meeting."""

    id: int
    meeting_id: int
    item_id: int
    meeting_title: str
    on_day: date
    unit_name: str
    status: DecisionStatus
    text: str
    owner: str
    due_on: date
    is_mine: bool
    is_followed: bool
    is_led: bool

    @property
    def is_overdue(self) -> bool:
        return self.status is DecisionStatus.OPEN and self.due_on < clock.today()


@dataclass(frozen=True)
class DecisionStepRow:
    at: datetime
    by: str
    new: DecisionStatus
    said: str
    due_on: date | None


@dataclass(frozen=True)
class HandsRow:
    """`was_replaced`: another count followed because this one was wrong."""

    id: int
    item_id: int
    question: str
    n_for: int
    n_against: int
    n_abstained: int
    counters: tuple[str, str]
    was_replaced: bool


def _picked(session: Session, actor: Actor) -> sa.Select[*tuple[object, ...]]:
    may = (own_decisions(actor).label("is_mine"), followed_by(actor).label("is_followed"), led_by(actor).label("is_led"))
    found = pick(MeetingDecision, Meeting.title, Meeting.on_day, Unit.path, *may).join(
        Meeting, col(Meeting.id) == MeetingDecision.meeting_id
    )
    return found.join(Unit, col(Unit.id) == MeetingDecision.unit_id).where(visible_decisions(actor, current_scheme(session)))


def _rows(session: Session, found: sa.Select[*tuple[object, ...]]) -> list[DecisionRow]:
    return [
        DecisionRow(
            d.id, d.meeting_id, d.item_id, title, day, unit_name, d.status, d.text, d.owner, d.due_on, bool(mine), bool(followed),
            bool(led),
        )
        for (d, title, day, _path, mine, followed, led), unit_name in with_unit_names(session, found)
    ]  # fmt: skip


def find_decisions(
    session: Session, actor: Actor, *, status: DecisionStatus = DecisionStatus.OPEN, mine: bool = False, offset: int = 0,
    limit: int = 50,
) -> list[DecisionRow]:  # fmt: skip
    """The actor's own first, each kind by its day: what is overdue is on top."""
    found = _picked(session, actor).where(col(MeetingDecision.status) == status, own_decisions(actor) if mine else sa.true())
    is_mine = sa.case((own_decisions(actor), 0), else_=1)
    order = (is_mine, col(MeetingDecision.due_on), col(MeetingDecision.id))
    return _rows(session, found.order_by(*order).offset(offset).limit(limit))


def count_decisions(
    session: Session, actor: Actor, *, status: DecisionStatus = DecisionStatus.OPEN, mine: bool = False,
    before: date | None = None,
) -> int:  # fmt: skip
    """`before`: only those due before that day."""
    seen = own_decisions(actor) if mine else visible_decisions(actor, current_scheme(session))
    is_due = col(MeetingDecision.due_on) < before if before else sa.true()
    counted = pick(sa.func.count()).select_from(MeetingDecision).where(seen, col(MeetingDecision.status) == status, is_due)
    return session.scalar(counted) or 0


def find_decision(session: Session, actor: Actor, decision_id: int) -> DecisionRow:
    """Raises `NotFound`."""
    rows = _rows(session, _picked(session, actor).where(col(MeetingDecision.id) == decision_id))
    if not rows:
        raise NotFound("decision_not_found")
    return rows[0]


def decision_steps(session: Session, actor: Actor, decision_id: int) -> list[DecisionStepRow]:
    """From first to last."""
    row = find_decision(session, actor, decision_id)
    found = pick(DecisionStep, User.name).join(User, col(User.id) == DecisionStep.by)
    steps = session.execute(found.where(col(DecisionStep.decision_id) == row.id).order_by(col(DecisionStep.id)))
    return [DecisionStepRow(s.at, name, s.new, s.said, s.due_on) for s, name in steps]


def decisions_of(session: Session, actor: Actor, meeting_id: int) -> list[DecisionRow]:
    """Of one meeting, for whoever reads the whole minutes."""
    whole_meeting(session, actor, meeting_id)
    found = _picked(session, actor).where(col(MeetingDecision.meeting_id) == meeting_id)
    return _rows(session, found.order_by(col(MeetingDecision.id)))


def public_decisions(session: Session, actor: Actor, meeting_id: int) -> list[tuple[int, str, date]]:
    """Item, words and day of those that are no personal matter; who sees to them is not said."""
    _public(session, actor, meeting_id)
    found = pick(MeetingDecision).join(AgendaItem, col(AgendaItem.id) == MeetingDecision.item_id)
    here = (col(MeetingDecision.meeting_id) == meeting_id, sa.not_(col(AgendaItem.is_personal)))
    rows = session.scalars(found.where(*here).order_by(col(MeetingDecision.id)))
    return [(d.item_id, without_numbers(d.text), d.due_on) for d in rows]


def hands_of(session: Session, actor: Actor, meeting_id: int) -> list[HandsRow]:
    """Shows of hands of a meeting, wrong counts too, for whoever reads the whole minutes."""
    whole_meeting(session, actor, meeting_id)
    return list(_hands(session, col(AgendaItem.meeting_id) == meeting_id))


def public_hands(session: Session, actor: Actor, meeting_id: int) -> list[HandsRow]:
    """Those that count, of matters that are not personal."""
    _public(session, actor, meeting_id)
    found = _hands(session, col(AgendaItem.meeting_id) == meeting_id, sa.not_(col(AgendaItem.is_personal)))
    return [row for row in found if not row.was_replaced]


def _hands(session: Session, *conditions: sa.ColumnElement[bool]) -> Iterable[HandsRow]:
    found = pick(HandCount).join(AgendaItem, col(AgendaItem.id) == HandCount.item_id).where(*conditions)
    counts = list(session.scalars(found.order_by(col(HandCount.id))))
    replaced = {count.replaces_id for count in counts}
    for c in counts:
        names = (c.counter_1, c.counter_2)
        yield HandsRow(c.id, c.item_id, c.question, c.n_for, c.n_against, c.n_abstained, names, c.id in replaced)


def _public(session: Session, actor: Actor, meeting_id: int) -> MeetingRow:
    row = find_meeting(session, actor, meeting_id)
    if not (row.is_public or row.is_whole):
        raise NotFound("meeting_not_found")
    return row


def possible_owners(session: Session, actor: Actor, meeting_id: int) -> dict[int, str]:
    """Users who may see to a decision of the meeting: of its unit, of one below or above it; id -> name."""
    row = own_meeting(session, actor, meeting_id)
    inside = sa.and_(col(Unit.path) >= row.unit_path, col(Unit.path) < end_of_path(row.unit_path))
    roles = col(UserRole.role).in_(DecisionsPermission.FOLLOW_DECISIONS.roles)
    found = (
        pick(User.id, User.name)
        .join(UserRole, col(UserRole.user_id) == User.id)
        .join(Unit, col(Unit.id) == UserRole.unit_id)
        .where(roles, sa.not_(col(User.is_closed)), sa.or_(inside, col(Unit.id).in_(ids_in(row.unit_path))))
    )
    return {user_id: name for user_id, name in session.execute(found.distinct().order_by(col(User.name)).limit(300))}
