"""Minutes, kept at every pause while the meeting runs; what came of an item; hands that were counted."""

from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.decisions import events
from db.decisions.checks import check_hands, check_minutes
from db.decisions.commands.agenda import find_item
from db.decisions.models.meetings import AgendaItem, HandCount, HandsIn, Outcome
from db.decisions.queries.facts import count_present
from db.decisions.queries.meetings import find_meeting
from db.errors import Conflict, NotFound, Stale
from db.idempotency import once
from db.sql import n_changed, pick
from db.text import clean


def keep_minutes(session: Session, actor: Actor, *, item_id: int, text: str, seen: int) -> int:
    """Returns the version that now stands. What stands already is kept once, however often it arrives.

    Raises `Stale('minutes_moved')` when somebody else wrote since `seen`: nothing is written over, and the screen still has
    what was typed. `Conflict('meeting_not_begun')` before the meeting.
    """
    item = _begun(session, actor, item_id)
    text = clean(text)
    check_minutes(text)
    if (item.minutes or "") == text:
        return item.minutes_version
    this = sa.and_(col(AgendaItem.id) == item_id, col(AgendaItem.minutes_version) == seen)
    if n_changed(session, sa.update(AgendaItem).where(this).values(minutes=text or None, minutes_version=seen + 1)) != 1:
        raise Stale("minutes_moved")
    session.expire_all()
    record(session, actor, events.MinutesKept(item_id, seen + 1))
    return seen + 1


def _begun(session: Session, actor: Actor, item_id: int) -> AgendaItem:
    item = find_item(session, actor, item_id)
    if not find_meeting(session, actor, item.meeting_id).has_begun:
        raise Conflict("meeting_not_begun")
    return item


def settle_item(session: Session, actor: Actor, *, item_id: int, outcome: Outcome) -> None:
    """What came of it. Raises `Conflict`: `outcome_no_hands`, `outcome_no_decision` where there is nothing of the kind,
    `outcome_counted` for taking back what was counted or decided."""
    item = _begun(session, actor, item_id)
    _require_fitting(session, item, outcome)
    _settle(session, actor, item, outcome)


def _require_fitting(session: Session, item: AgendaItem, outcome: Outcome) -> None:
    has_hands = session.scalar(pick(HandCount.id).where(col(HandCount.item_id) == item.id).limit(1)) is not None
    if outcome is Outcome.HANDS and not has_hands:
        raise Conflict("outcome_no_hands")
    if has_hands and outcome is Outcome.OPEN:
        raise Conflict("outcome_counted")


def _settle(session: Session, actor: Actor, item: AgendaItem, outcome: Outcome) -> None:
    if item.outcome is outcome:
        return
    item.outcome = outcome
    session.add(item)
    session.flush()
    record(session, actor, events.ItemSettled(item.id or 0, outcome.value, item.is_personal))


def settle_open_item(session: Session, actor: Actor, item: AgendaItem, outcome: Outcome) -> None:
    """By what was decided or counted about it, where nobody has said yet what came of it."""
    if item.outcome in (Outcome.OPEN, Outcome.NOTED):
        _settle(session, actor, item, outcome)


def count_hands(
    session: Session, actor: Actor, *, item_id: int, hands: HandsIn, replaces_id: int | None = None,
    request_id: UUID | None = None,
) -> int:  # fmt: skip
    """Returns the id of the count: what was asked, how many were for, against, neither, and the two who counted. A wrong one is
    followed by another (`replaces_id`), never changed.

    Raises `Invalid` with every problem, `Conflict('hands_replaced')` when somebody has replaced that count already.
    """
    item = _begun(session, actor, item_id)
    counters = check_hands(hands, count_present(session, item.meeting_id))

    def work() -> int:
        _require_standing(session, item_id, replaces_id)
        row = HandCount(
            item_id=item_id, question=hands.question, n_for=hands.n_for or 0, n_against=hands.n_against or 0,
            n_abstained=hands.n_abstained or 0, counter_1=counters[0], counter_2=counters[1], replaces_id=replaces_id,
            by=actor.user_id, at=clock.now(),
        )  # fmt: skip
        session.add(row)
        session.flush()
        record(session, actor, events.HandsCounted(item_id, row.id or 0))
        settle_open_item(session, actor, item, Outcome.HANDS)
        return row.id or 0

    return once(session, request_id, f"count hands {actor.user_id}", work)


def _require_standing(session: Session, item_id: int, replaces_id: int | None) -> None:
    if replaces_id is None:
        return
    this = pick(HandCount.id).where(col(HandCount.id) == replaces_id, col(HandCount.item_id) == item_id)
    if session.scalar(this) is None:
        raise NotFound("hands_not_found")
    if session.scalar(pick(HandCount.id).where(col(HandCount.replaces_id) == replaces_id).limit(1)) is not None:
        raise Conflict("hands_replaced")
