"""One meeting whole, as far as whoever asks may read it: agenda with minutes, parties, who came, hands, decisions, its course."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor, Role
from db.decisions.models.decisions import DecisionStatus, MeetingDecision
from db.decisions.models.meetings import (
    AgendaItem,
    Attendee,
    CameBy,
    HandCount,
    ItemSource,
    Meeting,
    MeetingMove,
    MeetingParty,
    MeetingStatus,
    MeetingStep,
    Outcome,
)
from db.decisions.queries.meetings import MeetingRow, Reading, find_meeting
from db.office.models import User
from db.sql import pick


@dataclass(frozen=True)
class HandsRow:
    """A show of hands that stands: it was not followed by another."""

    id: int
    question: str
    n_for: int
    n_against: int
    n_abstained: int
    counters: tuple[str, str]
    at: datetime


@dataclass(frozen=True)
class DecidedRow:
    id: int
    text: str
    owner: str
    due_on: date
    status: DecisionStatus


@dataclass(frozen=True)
class ItemRow:
    """`number` counts from 1. Title and minutes are empty where `is_hidden`: a personal matter that the reader is not shown.
    `n_replaced`: shows of hands that were counted anew."""

    id: int
    number: int
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
    is_hidden: bool
    hands: tuple[HandsRow, ...]
    n_replaced: int
    decisions: tuple[DecidedRow, ...]


@dataclass(frozen=True)
class PartyRow:
    """`key` is one of the scheme's, or of the meeting's own party, whose `name` is then given."""

    id: int
    key: str
    name: str
    role: Role | None
    partner_id: int | None
    invited_at: datetime | None
    n_came: int


@dataclass(frozen=True)
class AttendeeRow:
    id: int
    name: str
    party_id: int | None
    steward_id: int | None
    came_by: CameBy


@dataclass(frozen=True)
class StepRow:
    at: datetime
    move: MeetingMove
    after: MeetingStatus
    by: str
    role: Role | None
    why: str


@dataclass(frozen=True)
class MeetingFacts:
    """`attendees` have names only where the minutes are read whole; `n_came` is 0 where nobody wrote it down."""

    row: MeetingRow
    chair: str
    recorder: str
    is_party_discussed: bool | None
    party_discussed_on: date | None
    n_on_paper: int | None
    items: tuple[ItemRow, ...]
    parties: tuple[PartyRow, ...]
    attendees: tuple[AttendeeRow, ...]
    n_came: int
    steps: tuple[StepRow, ...]

    @property
    def n_decisions(self) -> int:
        return sum(len(item.decisions) for item in self.items)


def meeting_facts(session: Session, actor: Actor, meeting_id: int) -> MeetingFacts:
    """Raises `NotFound`, also for a meeting outside the actor's scope."""
    return _facts(session, find_meeting(session, actor, meeting_id))


def public_facts(session: Session, actor: Actor, meeting_id: int) -> MeetingFacts:
    """The same without personal matters and without names of who came, whatever the actor may read."""
    row = find_meeting(session, actor, meeting_id)
    return _facts(session, _replaced(row, Reading.PART if row.reading is Reading.WHOLE else row.reading))


def _replaced(row: MeetingRow, reading: Reading) -> MeetingRow:
    return MeetingRow(**{**row.__dict__, "reading": reading})


def _facts(session: Session, row: MeetingRow) -> MeetingFacts:
    meeting = session.get_one(Meeting, row.id)
    is_whole = row.reading is Reading.WHOLE
    is_told = is_whole or (row.reading is Reading.PART and row.is_signed)
    attendees = _attendees(session, row.id)
    return MeetingFacts(
        row, meeting.chair or "", meeting.recorder or "",
        meeting.is_party_discussed if is_told else None, meeting.party_discussed_on if is_told else None,
        meeting.n_on_paper if is_told else None,
        _items(session, row.id, is_whole=is_whole, is_told=is_told), _parties(session, row.id, attendees),
        tuple(attendees) if is_whole else (), n_present(meeting, len(attendees)) if is_told else 0,
        _steps(session, row.id) if is_whole else (),
    )  # fmt: skip


def n_present(meeting: Meeting, n_by_name: int) -> int:
    """How many came, as far as anybody wrote it down: the paper list may have more than were tapped."""
    return max(meeting.n_on_paper or 0, n_by_name)


def count_present(session: Session, meeting_id: int) -> int:
    """Whoever calls has found the meeting."""
    n_by_name = session.scalar(pick(sa.func.count()).select_from(Attendee).where(col(Attendee.meeting_id) == meeting_id)) or 0
    return n_present(session.get_one(Meeting, meeting_id), n_by_name)


def _items(session: Session, meeting_id: int, *, is_whole: bool, is_told: bool) -> tuple[ItemRow, ...]:
    order = (col(AgendaItem.position), col(AgendaItem.id))
    rows = session.scalars(pick(AgendaItem).where(col(AgendaItem.meeting_id) == meeting_id).order_by(*order)).all()
    counts, decided = _hands(session, [row.id for row in rows]), _decided(session, meeting_id)
    return tuple(
        _item(row, number, counts[row.id], decided[row.id], not is_whole and row.is_personal, is_told)
        for number, row in enumerate(rows, 1)
    )


def _item(
    row: AgendaItem, number: int, counts: Sequence[HandCount], decided: Sequence[DecidedRow], is_hidden: bool, is_told: bool
) -> ItemRow:
    replaced = {count.replaces_id for count in counts}
    hands = tuple(_hands_row(count) for count in counts if count.id not in replaced)
    is_open = is_told and not is_hidden
    return ItemRow(
        row.id or 0, number, row.source, row.talk_over, None if is_hidden else row.point_id, row.topic,
        None if is_hidden else row.decision_id, "" if is_hidden else row.title, (row.minutes or "") if is_open else "",
        row.minutes_version, row.outcome if is_open else Outcome.OPEN, row.is_personal, is_hidden,
        hands if is_open else (), len(counts) - len(hands) if is_open else 0, tuple(decided) if is_open else (),
    )  # fmt: skip


def _hands(session: Session, item_ids: Sequence[int]) -> dict[int | None, list[HandCount]]:
    found: dict[int | None, list[HandCount]] = defaultdict(list)
    for row in session.scalars(pick(HandCount).where(col(HandCount.item_id).in_(item_ids)).order_by(col(HandCount.id))):
        found[row.item_id].append(row)
    return found


def _hands_row(row: HandCount) -> HandsRow:
    counters = (row.counter_1, row.counter_2)
    return HandsRow(row.id or 0, row.question, row.n_for, row.n_against, row.n_abstained, counters, row.at)


def _decided(session: Session, meeting_id: int) -> dict[int | None, list[DecidedRow]]:
    found: dict[int | None, list[DecidedRow]] = defaultdict(list)
    made = pick(MeetingDecision).where(col(MeetingDecision.meeting_id) == meeting_id).order_by(col(MeetingDecision.id))
    for row in session.scalars(made):
        found[row.item_id].append(DecidedRow(row.id, row.text, row.owner, row.due_on, row.status))
    return found


def _attendees(session: Session, meeting_id: int) -> list[AttendeeRow]:
    rows = session.scalars(pick(Attendee).where(col(Attendee.meeting_id) == meeting_id).order_by(col(Attendee.id)))
    return [AttendeeRow(a.id, a.name, a.party_id, a.steward_id, a.came_by) for a in rows]


def _parties(session: Session, meeting_id: int, attendees: Sequence[AttendeeRow]) -> tuple[PartyRow, ...]:
    rows = session.scalars(pick(MeetingParty).where(col(MeetingParty.meeting_id) == meeting_id).order_by(col(MeetingParty.id)))
    return tuple(
        PartyRow(p.id, p.key, p.name, p.role, p.partner_id, p.invited_at, sum(a.party_id == p.id for a in attendees))
        for p in rows
    )


def _steps(session: Session, meeting_id: int) -> tuple[StepRow, ...]:
    rows: Any = session.execute(
        pick(MeetingStep, User.name)
        .join(User, col(User.id) == MeetingStep.user_id)
        .where(col(MeetingStep.meeting_id) == meeting_id)
        .order_by(col(MeetingStep.id))
    )
    return tuple(StepRow(step.at, step.move, step.after, name, step.role, step.why or "") for step, name in rows)
