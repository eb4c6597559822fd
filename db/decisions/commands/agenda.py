"""The agenda: points are put on, in order, changed, taken out."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.audit import record
from db.decisions import events
from db.decisions.checks import check_item
from db.decisions.commands.life import written
from db.decisions.models.decisions import MeetingDecision
from db.decisions.models.meetings import AgendaItem, HandCount, ItemIn, Outcome
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.decisions import find_decision
from db.decisions.queries.meetings import MeetingRow
from db.errors import Conflict, NotFound
from db.idempotency import once
from db.office.queries import scheme_of
from db.permissions import require
from db.points.queries.points import own_point
from db.sql import n_changed, pick

MOST_ITEMS = 60


def put_items(
    session: Session, actor: Actor, *, meeting_id: int, items: Sequence[ItemIn], request_id: UUID | None = None
) -> list[int]:
    """At the end, in the order given; returns their ids. What stands on the agenda already is left out.

    Raises `Invalid`, `Conflict('agenda_full')`, `NotFound` for a point or a decision that is not the actor's.
    """
    row = written(session, actor, meeting_id)
    scheme = scheme_of(session, row.scheme_version_id)
    checked = [check_item(scheme, item) for item in items]
    for item in checked:
        _require_known(session, actor, row, item)
    return once(session, request_id, f"put items {actor.user_id}", lambda: _put(session, actor, row, checked))


def add_item(session: Session, actor: Actor, *, meeting_id: int, item: ItemIn, request_id: UUID | None = None) -> int:
    """Returns its id. Raises as `put_items`, `Conflict('item_known')` for what stands on the agenda already."""
    ids = put_items(session, actor, meeting_id=meeting_id, items=[item], request_id=request_id)
    if not ids:
        raise Conflict("item_known")
    return ids[0]


def _require_known(session: Session, actor: Actor, row: MeetingRow, item: ItemIn) -> None:
    """A point and an earlier decision are those of the meeting's own unit, or below it."""
    if item.point_id is not None and not own_point(session, actor, item.point_id).unit_path.startswith(row.unit_path):
        raise NotFound("point_not_found")
    if item.decision_id is not None:
        find_decision(session, actor, item.decision_id)
        if session.get_one(MeetingDecision, item.decision_id).unit_id != row.unit_id:
            raise NotFound("decision_not_found")


def _put(session: Session, actor: Actor, row: MeetingRow, items: Sequence[ItemIn]) -> list[int]:
    known = list(session.scalars(pick(AgendaItem).where(col(AgendaItem.meeting_id) == row.id)))
    here = {mark for item in known for mark in _marks(item)}
    last, added = max((item.position for item in known), default=0), []
    for item in items:
        if not here & _marks(item):
            here |= _marks(item)
            last += 1
            added.append(AgendaItem(meeting_id=row.id, position=last, **item.model_dump()))
    if len(known) + len(added) > MOST_ITEMS:
        raise Conflict("agenda_full", most=MOST_ITEMS)
    session.add_all(added)
    session.flush()
    if added:
        record(session, actor, events.AgendaChanged(row.id, len(added), 0))
    return [item.id or 0 for item in added]


def _marks(item: AgendaItem | ItemIn) -> set[tuple[str, Any]]:
    """What stands on an agenda once only."""
    found = {("point", item.point_id), ("topic", item.topic), ("decision", item.decision_id)}
    return {(kind, value) for kind, value in found if value}


def find_item(session: Session, actor: Actor, item_id: int) -> AgendaItem:
    """One of a meeting that the actor may still write. Raises `NotAllowed`, `NotFound('item_not_found')`, `Conflict`."""
    require(actor, DecisionsPermission.HOLD_MEETINGS)
    item = session.get(AgendaItem, item_id)
    if item is None:
        raise NotFound("item_not_found")
    written(session, actor, item.meeting_id)
    return item


def change_item(
    session: Session, actor: Actor, *, item_id: int, title: str, talk_over: str, is_personal: bool
) -> None:  # fmt: skip
    """What the point is called, under which heading it is talked over, and whether it is a personal matter."""
    item = find_item(session, actor, item_id)
    row = written(session, actor, item.meeting_id)
    given = ItemIn(title=title, talk_over=talk_over, is_personal=is_personal)
    check_item(scheme_of(session, row.scheme_version_id), given)
    item.title, item.talk_over, item.is_personal = given.title, given.talk_over, given.is_personal
    session.add(item)
    session.flush()
    record(session, actor, events.ItemSettled(item_id, item.outcome.value, item.is_personal))


def move_item(session: Session, actor: Actor, *, item_id: int, up: bool) -> None:
    """One place up or down; at the end of the list nothing happens."""
    item = find_item(session, actor, item_id)
    beyond = col(AgendaItem.position) < item.position if up else col(AgendaItem.position) > item.position
    order = col(AgendaItem.position).desc() if up else col(AgendaItem.position)
    beside = pick(AgendaItem).where(col(AgendaItem.meeting_id) == item.meeting_id, beyond).order_by(order)
    other = session.scalars(beside.limit(1)).first()
    if other is None:
        return
    mine, theirs = item.position, other.position
    # Two points never stand at one place, not even between two statements.
    for item_moved, place in ((item_id, -1), (other.id, mine), (item_id, theirs)):
        session.execute(sa.update(AgendaItem).where(col(AgendaItem.id) == item_moved).values(position=place))
    session.expire_all()
    record(session, actor, events.AgendaChanged(item.meeting_id, 0, 0))


def take_out(session: Session, actor: Actor, *, item_id: int) -> None:
    """Off the agenda. Raises `Conflict('item_in_use')` once anything was written, counted or decided about it."""
    item = find_item(session, actor, item_id)
    used = (
        session.scalar(pick(HandCount.id).where(col(HandCount.item_id) == item_id).limit(1)),
        session.scalar(pick(MeetingDecision.id).where(col(MeetingDecision.item_id) == item_id).limit(1)),
    )
    if any(used) or item.minutes or item.outcome is not Outcome.OPEN:
        raise Conflict("item_in_use")
    meeting_id = item.meeting_id
    if n_changed(session, sa.delete(AgendaItem).where(col(AgendaItem.id) == item_id)) != 1:
        raise NotFound("item_not_found")
    session.expire_all()
    record(session, actor, events.AgendaChanged(meeting_id, 0, 1))
