"""How a meeting lives. TRANSITIONS is the specification; `_move` the only writer of a status."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.decisions import events
from db.decisions.checks import check_meeting, check_party_discussion, kind_of, packed_roles
from db.decisions.commands.points import move_points
from db.decisions.models.meetings import (
    AgendaItem,
    Meeting,
    MeetingIn,
    MeetingMove,
    MeetingParty,
    MeetingStatus,
    MeetingStep,
    Outcome,
    PartyDiscussionIn,
)
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.meetings import MeetingRow, find_meeting
from db.errors import Conflict, Invalid, NotFound, Stale
from db.idempotency import once
from db.office.queries import UnitRow, current_version_id, find_unit, scheme_of
from db.permissions import require
from db.scheme_points import MeetingKind
from db.sql import n_changed, pick
from db.text import clean

_S, _M = MeetingStatus, MeetingMove
TRANSITIONS: dict[tuple[MeetingStatus, MeetingMove], MeetingStatus] = {
    (_S.PLANNED, _M.BEGIN): _S.RUNNING,
    (_S.PLANNED, _M.WRITE_UP): _S.HELD,
    (_S.PLANNED, _M.CALL_OFF): _S.CALLED_OFF,
    (_S.RUNNING, _M.CLOSE): _S.HELD,
    (_S.RUNNING, _M.CALL_OFF): _S.CALLED_OFF,
    (_S.HELD, _M.SIGN): _S.HELD,
}
_LEAST_REASON, _MOST_REASON = 2, 300


def plan_meeting(session: Session, actor: Actor, *, meeting: MeetingIn, request_id: UUID | None = None) -> int:
    """Returns its id. The parties of its kind are put on its list; nobody is asked yet.

    Raises `Invalid` with every problem (`db.decisions.checks`), `NotFound` for a unit outside the actor's scope.
    """
    require(actor, DecisionsPermission.HOLD_MEETINGS)
    version_id = current_version_id(session)
    scheme = scheme_of(session, version_id)
    values, kind = check_meeting(scheme, meeting, clock.today()), kind_of(scheme, meeting.kind)
    unit = find_unit(session, actor, meeting.unit_id or 0)
    more = values | {"scheme_version_id": version_id}
    return once(session, request_id, f"plan meeting {actor.user_id}", lambda: _plan(session, actor, more, unit, kind))


def _plan(session: Session, actor: Actor, values: dict[str, Any], unit: UnitRow, kind: MeetingKind) -> int:
    row = Meeting(
        **values, unit_id=unit.id, readers=packed_roles(kind.readers), is_public=kind.is_public, made_by=actor.user_id,
        made_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    meeting_id = row.id or 0
    session.add_all(MeetingParty(meeting_id=meeting_id, key=party.key, role=party.role) for party in kind.parties)
    _note_step(session, actor, meeting_id, MeetingMove.PLAN, None, MeetingStatus.PLANNED)
    return meeting_id


def held(session: Session, actor: Actor, meeting_id: int) -> MeetingRow:
    """The meeting of somebody who may hold it. Raises `NotAllowed`, `NotFound`."""
    require(actor, DecisionsPermission.HOLD_MEETINGS)
    row = find_meeting(session, actor, meeting_id)
    if not row.may_hold:
        raise NotFound("meeting_not_found")
    return row


def written(session: Session, actor: Actor, meeting_id: int) -> MeetingRow:
    """The same, where it can still be changed. Raises `Conflict`: `meeting_signed`, `meeting_called_off`."""
    row = held(session, actor, meeting_id)
    if row.is_signed:
        raise Conflict("meeting_signed")
    if row.status is MeetingStatus.CALLED_OFF:
        raise Conflict("meeting_called_off")
    return row


def change_meeting(session: Session, actor: Actor, *, meeting_id: int, seen: int, meeting: MeetingIn) -> None:
    """Writes what differs; kind and unit stay. Raises `Invalid`, `Stale`, `Conflict` where it can no longer be changed."""
    row = written(session, actor, meeting_id)
    given = meeting.model_copy(update={"kind": row.kind, "unit_id": row.unit_id})
    values = check_meeting(scheme_of(session, row.scheme_version_id), given, clock.today())
    _write(session, actor, row, seen, values)


def note_party_discussion(
    session: Session, actor: Actor, *, meeting_id: int, seen: int, discussion: PartyDiscussionIn
) -> None:  # fmt: skip
    """Whether the party organisation has discussed it before, and on which day."""
    row = written(session, actor, meeting_id)
    check_party_discussion(discussion, clock.today())
    on = discussion.on if discussion.is_discussed else None
    _write(session, actor, row, seen, {"is_party_discussed": discussion.is_discussed, "party_discussed_on": on})


def _write(session: Session, actor: Actor, row: MeetingRow, seen: int, values: dict[str, Any]) -> None:
    before = session.get_one(Meeting, row.id)
    changed = {column: value for column, value in values.items() if getattr(before, column) != value}
    if not changed:
        return
    this = sa.and_(col(Meeting.id) == row.id, col(Meeting.version) == seen, col(Meeting.status) == row.status)
    if n_changed(session, sa.update(Meeting).where(this).values(**changed, version=seen + 1)) != 1:
        raise Stale("meeting_moved")
    session.expire_all()
    record(session, actor, events.MeetingChanged(row.id, sorted(changed)))


def begin(session: Session, actor: Actor, *, meeting_id: int, seen: int) -> None:
    """It runs from now on: minutes can be written. Raises `Conflict('meeting_not_today')` before its day."""
    row = _on_its_day(session, actor, meeting_id)
    _move(session, actor, row, MeetingMove.BEGIN, seen)


def write_up(session: Session, actor: Actor, *, meeting_id: int, seen: int) -> None:
    """It was held on paper: what was written there is keyed in now."""
    row = _on_its_day(session, actor, meeting_id)
    _move(session, actor, row, MeetingMove.WRITE_UP, seen)


def _on_its_day(session: Session, actor: Actor, meeting_id: int) -> MeetingRow:
    row = held(session, actor, meeting_id)
    if row.status is MeetingStatus.PLANNED and row.on_day > clock.today():
        raise Conflict("meeting_not_today", day=row.on_day)
    return row


def close(session: Session, actor: Actor, *, meeting_id: int, seen: int) -> None:
    """It is over; its minutes can be finished until they are signed."""
    _move(session, actor, held(session, actor, meeting_id), MeetingMove.CLOSE, seen)


def sign(session: Session, actor: Actor, *, meeting_id: int, seen: int) -> None:
    """The minutes stand from now on, and whoever may reads them. Proposed points on the agenda were talked over by it.

    Raises `Conflict`: `items_open` while nobody has said what came of an item, `minutes_nothing` for an agenda without any.
    """
    row = held(session, actor, meeting_id)
    outcomes = session.scalars(pick(AgendaItem.outcome).where(col(AgendaItem.meeting_id) == meeting_id)).all()
    n_open = sum(outcome is Outcome.OPEN for outcome in outcomes)
    if row.status is MeetingStatus.HELD and not row.is_signed and (n_open or not outcomes):
        raise Conflict("items_open", n=n_open) if n_open else Conflict("minutes_nothing")
    _move(session, actor, row, MeetingMove.SIGN, seen, signed_at=clock.now())
    move_points(session, actor, meeting_id)


def call_off(session: Session, actor: Actor, *, meeting_id: int, seen: int, reason: str) -> None:
    """It does not take place, or was broken off. Raises `Invalid('reason_missing')`."""
    row = held(session, actor, meeting_id)
    why = clean(reason)
    if len(why) < _LEAST_REASON:
        raise Invalid("reason_missing", "reason")
    if len(why) > _MOST_REASON:
        raise Invalid("too_long", "reason", most=_MOST_REASON)
    _move(session, actor, row, MeetingMove.CALL_OFF, seen, why=why)


def _move(
    session: Session, actor: Actor, row: MeetingRow, move: MeetingMove, seen: int, *, why: str = "",
    signed_at: datetime | None = None,
) -> None:  # fmt: skip
    """Raises `Conflict('no_such_meeting_move')` for a move that is not in TRANSITIONS or after signing, `Stale` when somebody
    was faster."""
    if row.version != seen:
        raise Stale("meeting_moved")
    after = TRANSITIONS.get((row.status, move))
    if after is None or row.is_signed:
        raise Conflict("no_such_meeting_move")
    this = sa.and_(
        col(Meeting.id) == row.id, col(Meeting.status) == row.status, col(Meeting.version) == seen,
        col(Meeting.signed_at).is_(None),
    )  # fmt: skip
    moved = sa.update(Meeting).where(this).values(status=after, version=seen + 1, signed_at=signed_at)
    if n_changed(session, moved) != 1:
        raise Stale("meeting_moved")
    session.expire_all()
    _note_step(session, actor, row.id, move, row.status, after, why)


def _note_step(
    session: Session, actor: Actor, meeting_id: int, move: MeetingMove, before: MeetingStatus | None, after: MeetingStatus,
    why: str = "",
) -> None:  # fmt: skip
    step = MeetingStep(
        meeting_id=meeting_id, move=move, before=before, after=after, user_id=actor.user_id, role=actor.role, at=clock.now()
    )
    step.why = why or None
    session.add(step)
    session.flush()
    record(session, actor, events.MeetingMoved(meeting_id, move.value))
