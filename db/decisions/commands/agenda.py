"""What a meeting talks over: put on, taken out, moved; and what came of it."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.audit import record
from db.decisions import events
from db.decisions.checks import check_item, check_minutes
from db.decisions.models.decisions import MeetingDecision
from db.decisions.models.meetings import AgendaItem, HandCount, ItemIn, ItemSource, Outcome
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.agenda import ItemRow, own_item
from db.decisions.queries.meetings import MeetingRow, own_meeting
from db.errors import Conflict, NotFound, Stale
from db.idempotency import once
from db.ledger.queries.scope import under
from db.office.queries import current_scheme
from db.permissions import require
from db.points.models.points import ServicePoint
from db.sql import n_changed, pick

_NAMED = {ItemSource.PROPOSAL: "point_id", ItemSource.VISITS: "topic", ItemSource.DECISION: "decision_id"}


def put_item(session: Session, actor: Actor, *, meeting_id: int, item: ItemIn, request_id: UUID | None = None) -> int:
    """Puts it at the end; returns its id. Raises `Invalid`, `NotFound` for a point or decision of elsewhere,
    `Conflict('item_known')` for what is on the agenda already, `Conflict('meeting_closed')`."""
    require(actor, DecisionsPermission.HOLD_MEETINGS)
    row = own_meeting(session, actor, meeting_id)
    if not row.is_prepared:
        raise Conflict("meeting_closed", name=row.title)
    values = check_item(current_scheme(session), item)
    _require_here(session, row, item)
    return once(session, request_id, f"put item {actor.user_id}", lambda: _put(session, actor, row, values))


def _require_here(session: Session, row: MeetingRow, item: ItemIn) -> None:
    """What the item is about belongs to the meeting's unit."""
    if item.source is ItemSource.PROPOSAL:
        found = pick(ServicePoint.id).where(col(ServicePoint.id) == item.point_id, under(row.unit_path, ServicePoint.unit_id))
    elif item.source is ItemSource.DECISION:
        same = (col(MeetingDecision.id) == item.decision_id, col(MeetingDecision.unit_id) == row.unit_id)
        found = pick(MeetingDecision.id).where(*same)
    else:
        return
    if session.scalar(found) is None:
        raise NotFound("item_not_here")


def _put(session: Session, actor: Actor, row: MeetingRow, values: dict[str, Any]) -> int:
    column = _NAMED.get(values["source"])
    here = col(AgendaItem.meeting_id) == row.id
    if column and session.scalar(pick(AgendaItem.id).where(here, getattr(AgendaItem, column) == values[column])):
        raise Conflict("item_known")
    last = session.scalar(pick(sa.func.max(AgendaItem.position)).where(here)) or 0
    item = AgendaItem(**values, meeting_id=row.id, position=last + 1)
    session.add(item)
    session.flush()
    record(session, actor, events.ItemPut(row.id, item.id or 0, item.source.value))
    return item.id or 0


def _open_item(session: Session, actor: Actor, item_id: int, *, written: bool = True) -> ItemRow:
    """Raises `Conflict('meeting_closed')` once it changes no more, `Conflict('meeting_not_begun')` where that counts."""
    require(actor, DecisionsPermission.HOLD_MEETINGS)
    item, row = own_item(session, actor, item_id)
    if not row.is_prepared:
        raise Conflict("meeting_closed", name=row.title)
    if written and not row.is_written:
        raise Conflict("meeting_not_begun", name=row.title)
    return item


def take_item_out(session: Session, actor: Actor, *, item_id: int) -> None:
    """Raises `Conflict('item_written')` where something was said or decided about it."""
    item = _open_item(session, actor, item_id, written=False)
    if item.minutes or item.outcome is not Outcome.OPEN or _is_decided(session, item_id):
        raise Conflict("item_written")
    session.execute(sa.delete(AgendaItem).where(col(AgendaItem.id) == item_id))
    session.expire_all()
    record(session, actor, events.ItemTakenOut(item.meeting_id, item_id))


def _is_decided(session: Session, item_id: int) -> bool:
    """Whether a decision or a show of hands comes from it."""
    named = (pick(table.id).where(col(table.item_id) == item_id).limit(1) for table in (MeetingDecision, HandCount))
    return any(session.scalar(one) for one in named)


def move_item_up(session: Session, actor: Actor, *, item_id: int) -> None:
    """Before the one above it; the first stays where it is."""
    item = _open_item(session, actor, item_id, written=False)
    above = pick(AgendaItem.id, AgendaItem.position).where(
        col(AgendaItem.meeting_id) == item.meeting_id, col(AgendaItem.position) < item.position
    )
    other = session.execute(above.order_by(col(AgendaItem.position).desc()).limit(1)).first()
    if other is None:
        return
    # No two of a meeting ever have one position, not even in between.
    for one, position in ((item_id, -1), (other.id, item.position), (item_id, other.position)):
        _write(session, one, position=position)
    record(session, actor, events.ItemMoved(item.meeting_id, item_id))


def _write(session: Session, item_id: int, **values: Any) -> None:
    n_changed(session, sa.update(AgendaItem).where(col(AgendaItem.id) == item_id).values(**values))
    session.expire_all()


def keep_minutes(session: Session, actor: Actor, *, item_id: int, text: str, seen: int) -> int:
    """Keeps what is typed so far; returns the version that the screen then has. Raises `Invalid('too_long')`,
    `Stale('minutes_moved')` when somebody else has written since: nothing of theirs is lost."""
    item = _open_item(session, actor, item_id)
    text = check_minutes(text)
    if text == item.minutes:
        return item.minutes_version
    this = sa.update(AgendaItem).where(col(AgendaItem.id) == item_id, col(AgendaItem.minutes_version) == seen)
    if n_changed(session, this.values(minutes=text or None, minutes_version=seen + 1)) != 1:
        raise Stale("minutes_moved")
    session.expire_all()
    record(session, actor, events.MinutesKept(item.meeting_id, item_id, len(text)))
    return seen + 1


def mark_personal(session: Session, actor: Actor, *, item_id: int, is_personal: bool) -> None:
    """It stays out of the public version, with its decisions; or it no longer does."""
    item = _open_item(session, actor, item_id, written=False)
    _write(session, item_id, is_personal=is_personal)
    record(session, actor, events.ItemMarked(item.meeting_id, item_id, is_personal))


def set_outcome(session: Session, actor: Actor, *, item_id: int, outcome: Outcome) -> None:
    """What came of it. Raises `Conflict('hands_missing')` for a show of hands that nobody counted, `Conflict('item_decided')` for
    one that is to be open again though it was decided or counted."""
    item = _open_item(session, actor, item_id)
    counted = pick(HandCount.id).where(col(HandCount.item_id) == item_id).limit(1)
    if outcome is Outcome.HANDS and session.scalar(counted) is None:
        raise Conflict("hands_missing")
    if outcome is Outcome.OPEN and _is_decided(session, item_id):
        raise Conflict("item_decided")
    _write(session, item_id, outcome=outcome)
    record(session, actor, events.OutcomeSet(item.meeting_id, item_id, outcome.value))
