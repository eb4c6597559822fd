"""What was decided: by whom it is done and until when, and what was done about it until its end."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.decisions import events
from db.decisions.checks import LEAST_TEXT, MOST_SAID, check_decision, due_problems
from db.decisions.commands.agenda import find_item
from db.decisions.commands.minutes import settle_open_item
from db.decisions.models.decisions import DecisionIn, DecisionMove, DecisionStatus, DecisionStep, MeetingDecision
from db.decisions.models.meetings import AgendaItem, Outcome
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.decisions import DecisionRow, find_decision
from db.decisions.queries.meetings import MeetingRow, find_meeting
from db.decisions.queries.people import possible_owners
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Stale, raise_all
from db.idempotency import once
from db.permissions import require
from db.sql import n_changed
from db.text import clean

_S, _M = DecisionStatus, DecisionMove
TRANSITIONS: dict[tuple[DecisionStatus, DecisionMove], DecisionStatus] = {
    (_S.OPEN, _M.SAY): _S.OPEN,
    (_S.OPEN, _M.POSTPONE): _S.OPEN,
    (_S.OPEN, _M.FINISH): _S.DONE,
    (_S.OPEN, _M.DROP): _S.DROPPED,
    (_S.DONE, _M.REOPEN): _S.OPEN,
    (_S.DROPPED, _M.REOPEN): _S.OPEN,
}
# Whoever sees to it says how far it is, and that it is done; the rest is for those who hold the meeting.
_BY_OWNER = {_M.SAY, _M.FINISH}


def decide(
    session: Session, actor: Actor, *, item_id: int, decision: DecisionIn, request_id: UUID | None = None
) -> int:  # fmt: skip
    """Returns its id. `owner_id` is an account of the unit, of one under it or above it; else `owner` says who by name.

    Raises `Invalid` with every problem, `NotFound('owner_not_found')`, `Conflict('meeting_not_begun')`.
    """
    item = find_item(session, actor, item_id)
    row = find_meeting(session, actor, item.meeting_id)
    if not row.has_begun:
        raise Conflict("meeting_not_begun")
    check_decision(decision, row.on_day)
    owner = _owner(session, actor, row.id, decision)
    return once(
        session, request_id, f"decide {actor.user_id}", lambda: _decide(session, actor, item, row, decision, owner)
    )  # fmt: skip


def _owner(session: Session, actor: Actor, meeting_id: int, decision: DecisionIn) -> str:
    if decision.owner_id is None:
        return decision.owner
    found = [one.name for one in possible_owners(session, actor, meeting_id) if one.user_id == decision.owner_id]
    if not found:
        raise NotFound("owner_not_found")
    return found[0]


def _decide(
    session: Session, actor: Actor, item: AgendaItem, row: MeetingRow, decision: DecisionIn, owner: str
) -> int:  # fmt: skip
    made = MeetingDecision(
        meeting_id=row.id, item_id=item.id or 0, unit_id=row.unit_id, text=decision.text, owner_id=decision.owner_id, owner=owner,
        due_on=decision.due_on or row.on_day, made_by=actor.user_id, made_at=clock.now(),
    )  # fmt: skip
    session.add(made)
    session.flush()
    record(session, actor, events.DecisionMade(made.id or 0, row.id))
    settle_open_item(session, actor, item, Outcome.DECIDED)
    return made.id or 0


def say(session: Session, actor: Actor, *, decision_id: int, seen: int, said: str) -> None:
    """How far it is."""
    _move(session, actor, decision_id, DecisionMove.SAY, seen, said)


def finish(session: Session, actor: Actor, *, decision_id: int, seen: int, said: str = "") -> None:
    """It is done."""
    _move(session, actor, decision_id, DecisionMove.FINISH, seen, said)


def drop(session: Session, actor: Actor, *, decision_id: int, seen: int, reason: str) -> None:
    """It is not followed up. Raises `Invalid('reason_missing')`."""
    _move(session, actor, decision_id, DecisionMove.DROP, seen, reason)


def postpone(session: Session, actor: Actor, *, decision_id: int, seen: int, due_on: date | None, reason: str) -> None:
    """It is due on another day. Raises `Invalid` for the day, `Invalid('reason_missing')`."""
    require(actor, DecisionsPermission.FOLLOW_DECISIONS)
    row = find_decision(session, actor, decision_id)
    raise_all(list(due_problems(due_on, max(row.meeting_day, clock.today()))))
    _move(session, actor, decision_id, DecisionMove.POSTPONE, seen, reason, due_on)


def reopen(session: Session, actor: Actor, *, decision_id: int, seen: int, reason: str) -> None:
    """It was not done after all, or is followed up again."""
    _move(session, actor, decision_id, DecisionMove.REOPEN, seen, reason)


def _move(
    session: Session, actor: Actor, decision_id: int, move: DecisionMove, seen: int, said: str, due_on: date | None = None
) -> None:
    """The only writer of a status. Raises `NotAllowed('not_your_decision')`, `Conflict('no_such_decision_move')`, `Stale`."""
    require(actor, DecisionsPermission.FOLLOW_DECISIONS)
    row = find_decision(session, actor, decision_id)
    _require_right(row, move)
    said = _checked(said, is_needed=move is not DecisionMove.FINISH)
    if row.version != seen:
        raise Stale("decision_moved")
    after = TRANSITIONS.get((row.status, move))
    if after is None:
        raise Conflict("no_such_decision_move")
    this = sa.and_(
        col(MeetingDecision.id) == row.id, col(MeetingDecision.status) == row.status, col(MeetingDecision.version) == seen
    )
    values = {"status": after, "version": seen + 1} | ({"due_on": due_on} if due_on else {})
    if n_changed(session, sa.update(MeetingDecision).where(this).values(values)) != 1:
        raise Stale("decision_moved")
    session.expire_all()
    _note_step(session, actor, row, move, after, said, due_on)


def _require_right(row: DecisionRow, move: DecisionMove) -> None:
    if not (row.may_lead or (row.may_say and move in _BY_OWNER)):
        raise NotAllowed("not_your_decision")


def _checked(said: str, *, is_needed: bool) -> str:
    said = clean(said)
    if is_needed and len(said) < LEAST_TEXT:
        raise Invalid("said_missing", "said")
    if len(said) > MOST_SAID:
        raise Invalid("too_long", "said", most=MOST_SAID)
    return said


def _note_step(
    session: Session, actor: Actor, row: DecisionRow, move: DecisionMove, after: DecisionStatus, said: str, due_on: date | None
) -> None:
    session.add(
        DecisionStep(
            decision_id=row.id, move=move, before=row.status, after=after, said=said, due_on=due_on, user_id=actor.user_id,
            at=clock.now(),
        )
    )  # fmt: skip
    session.flush()
    record(session, actor, events.DecisionMoved(row.id, move.value))
