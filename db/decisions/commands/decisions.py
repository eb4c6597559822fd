"""What a meeting decides, and how each decision goes on until it is done."""

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.decisions import events
from db.decisions.checks import check_decision, check_hands
from db.decisions.models.decisions import DecisionIn, DecisionStatus, DecisionStep, MeetingDecision
from db.decisions.models.meetings import AgendaItem, Attendee, HandCount, HandsIn, Outcome
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.agenda import ItemRow, own_item
from db.decisions.queries.decisions import DecisionRow, find_decision, possible_owners
from db.errors import Conflict, Invalid, NotAllowed, Stale
from db.idempotency import once
from db.permissions import require
from db.sql import n_changed, pick
from db.text import clean

MOST_SAID = 500


def decide(session: Session, actor: Actor, *, item_id: int, decision: DecisionIn, request_id: UUID | None = None) -> int:
    """Returns its id; the item is decided with it where nothing else was said of it. Raises `Invalid` with every problem,
    `Conflict('meeting_closed')`, `Conflict('meeting_not_begun')`."""
    item = _written(session, actor, item_id)
    owners = possible_owners(session, actor, item.meeting_id)
    values = check_decision(decision, owners)
    return once(session, request_id, f"decide {actor.user_id}", lambda: _put(session, actor, item, values))


def _written(session: Session, actor: Actor, item_id: int) -> ItemRow:
    require(actor, DecisionsPermission.HOLD_MEETINGS)
    item, row = own_item(session, actor, item_id)
    if not row.is_prepared:
        raise Conflict("meeting_closed", name=row.title)
    if not row.is_written:
        raise Conflict("meeting_not_begun", name=row.title)
    return item


def _put(session: Session, actor: Actor, item: ItemRow, values: dict[str, Any]) -> int:
    _, meeting = own_item(session, actor, item.id)
    row = MeetingDecision(
        **values, meeting_id=item.meeting_id, item_id=item.id, unit_id=meeting.unit_id, made_by=actor.user_id, made_at=clock.now()
    )
    session.add(row)
    session.flush()
    _came_of_it(session, item, Outcome.DECIDED)
    record(session, actor, events.Decided(item.meeting_id, row.id or 0))
    return row.id or 0


def _came_of_it(session: Session, item: ItemRow, outcome: Outcome) -> None:
    """Where nothing else was said of it."""
    this = sa.update(AgendaItem).where(col(AgendaItem.id) == item.id, col(AgendaItem.outcome) == Outcome.OPEN)
    n_changed(session, this.values(outcome=outcome))
    session.expire_all()


def go_on(
    session: Session, actor: Actor, *, decision_id: int, said: str, status: DecisionStatus = DecisionStatus.OPEN,
    due_on: date | None = None, request_id: UUID | None = None,
) -> None:  # fmt: skip
    """What was done about it; that it is done; with its reason that it is not followed up, or has a new day; with a reason too
    one that had ended is opened again. By whoever is to see to it, and by whoever holds the meeting: only these let it go or
    give it another day.

    Raises `Invalid`, `NotAllowed`, `Stale('decision_moved')` for one that ended in the meantime.
    """
    require(actor, DecisionsPermission.FOLLOW_DECISIONS)
    row = find_decision(session, actor, decision_id)
    if not row.is_followed:
        raise NotAllowed()
    if not row.is_led and (status is DecisionStatus.DROPPED or due_on is not None or row.status is DecisionStatus.DROPPED):
        raise NotAllowed("decision_led_by_meeting")
    said = clean(said)
    _check_step(said, status, due_on)
    once(session, request_id, f"go on {actor.user_id}", lambda: _step(session, actor, row, said, status, due_on))


def _check_step(said: str, status: DecisionStatus, due_on: date | None) -> None:
    if status is not DecisionStatus.DONE and len(said) < 2:
        raise Invalid("reason_missing", "said")
    if len(said) > MOST_SAID:
        raise Invalid("too_long", "said", most=MOST_SAID)
    if due_on is not None and due_on < clock.today():
        raise Invalid("due_past", "due_on")


def _step(session: Session, actor: Actor, row: DecisionRow, said: str, status: DecisionStatus, due_on: date | None) -> None:
    if row.status is not DecisionStatus.OPEN and status is not DecisionStatus.OPEN:
        raise Stale("decision_moved")
    values = {"status": status} | ({"due_on": due_on} if due_on else {})
    this = sa.update(MeetingDecision).where(col(MeetingDecision.id) == row.id, col(MeetingDecision.status) == row.status)
    if n_changed(session, this.values(**values)) != 1:
        raise Stale("decision_moved")
    session.expire_all()
    step = DecisionStep(decision_id=row.id, old=row.status, new=status, due_on=due_on, by=actor.user_id, at=clock.now())
    step.said = said
    session.add(step)
    session.flush()
    record(session, actor, events.DecisionWentOn(row.id, status.value))


def count_hands(
    session: Session, actor: Actor, *, item_id: int, hands: HandsIn, replaces_id: int | None = None,
    request_id: UUID | None = None,
) -> int:  # fmt: skip
    """Writes a show of hands down; a count that was wrong is named by `replaces_id`. Returns its id. Raises `Invalid` with every
    problem, `Stale('hands_replaced')` for a count that was replaced already."""
    item = _written(session, actor, item_id)
    n_here = session.scalar(pick(sa.func.count()).select_from(Attendee).where(col(Attendee.meeting_id) == item.meeting_id))
    values = check_hands(hands, n_here or 0)
    return once(session, request_id, f"count hands {actor.user_id}", lambda: _count(session, actor, item, values, replaces_id))


def _count(session: Session, actor: Actor, item: ItemRow, values: dict[str, Any], replaces_id: int | None) -> int:
    if replaces_id is not None:
        same = session.scalar(pick(HandCount.id).where(col(HandCount.id) == replaces_id, col(HandCount.item_id) == item.id))
        if same is None or session.scalar(pick(HandCount.id).where(col(HandCount.replaces_id) == replaces_id).limit(1)):
            raise Stale("hands_replaced")
    row = HandCount(**values, item_id=item.id, replaces_id=replaces_id, by=actor.user_id, at=clock.now())
    session.add(row)
    session.flush()
    _came_of_it(session, item, Outcome.HANDS)
    record(session, actor, events.HandsCounted(item.meeting_id, item.id))
    return row.id or 0
