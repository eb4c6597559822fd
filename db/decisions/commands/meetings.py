"""A meeting is planned and corrected."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from db import clock
from db.actor import Actor
from db.audit import record
from db.decisions import events
from db.decisions.checks import check_meeting
from db.decisions.commands.life import note_step, touch
from db.decisions.models.meetings import Meeting, MeetingIn, MeetingMove, MeetingStatus
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.meetings import own_meeting
from db.errors import Conflict, Stale
from db.idempotency import once
from db.office.queries import current_scheme, current_version_id, find_unit
from db.permissions import require


def plan_meeting(session: Session, actor: Actor, *, meeting: MeetingIn, request_id: UUID | None = None) -> int:
    """Returns its id. Raises `Invalid` with every problem, `NotFound` for a unit elsewhere."""
    require(actor, DecisionsPermission.HOLD_MEETINGS)
    values = check_meeting(current_scheme(session), meeting)
    find_unit(session, actor, values["unit_id"])
    return once(session, request_id, f"plan meeting {actor.user_id}", lambda: _put(session, actor, values))


def _put(session: Session, actor: Actor, values: dict[str, Any]) -> int:
    version_id = current_version_id(session)
    row = Meeting(**values, scheme_version_id=version_id, made_by=actor.user_id, made_at=clock.now())
    session.add(row)
    session.flush()
    note_step(session, actor, row.id or 0, MeetingMove.PLAN, None, MeetingStatus.PLANNED)
    return row.id or 0


def change_meeting(session: Session, actor: Actor, *, meeting_id: int, seen: int, meeting: MeetingIn) -> None:
    """Writes what differs; its unit and its kind stay. Raises `Invalid`, `Stale`, `Conflict('meeting_closed')` once it is called
    off or signed."""
    require(actor, DecisionsPermission.HOLD_MEETINGS)
    row = own_meeting(session, actor, meeting_id)
    if not row.is_prepared:
        raise Conflict("meeting_closed", name=row.title)
    if row.version != seen:
        raise Stale("meeting_moved", name=row.title)
    values = check_meeting(current_scheme(session), meeting.model_copy(update={"unit_id": row.unit_id, "kind": row.kind}))
    before = session.get_one(Meeting, meeting_id)
    changed = {column: value for column, value in values.items() if getattr(before, column) != value}
    touch(session, row, **changed)
    record(session, actor, events.MeetingChanged(meeting_id, sorted(changed)))
