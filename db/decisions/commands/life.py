"""How a meeting lives. TRANSITIONS is the specification; `move_meeting` the only writer of a status."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.decisions import events
from db.decisions.models.meetings import Meeting, MeetingMove, MeetingStatus, MeetingStep
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.meetings import MeetingRow, own_meeting
from db.errors import Conflict, Invalid, Stale
from db.permissions import require
from db.sql import n_changed
from db.text import clean

_S, _M = MeetingStatus, MeetingMove
TRANSITIONS: dict[tuple[MeetingStatus, MeetingMove], MeetingStatus] = {
    (_S.PLANNED, _M.BEGIN): _S.RUNNING,
    (_S.PLANNED, _M.KEY_IN): _S.HELD,
    (_S.PLANNED, _M.CALL_OFF): _S.CALLED_OFF,
    (_S.RUNNING, _M.CLOSE): _S.HELD,
    (_S.HELD, _M.REOPEN): _S.RUNNING,
    (_S.HELD, _M.SIGN): _S.HELD,
}
_WITH_REASON = {_M.CALL_OFF, _M.REOPEN}
# A meeting comes to pass on its day or later.
_NOT_BEFORE_ITS_DAY = {_M.BEGIN, _M.KEY_IN}


def moves_from(row: MeetingRow) -> list[MeetingMove]:
    """What can be done about it now; nothing where its minutes are signed."""
    is_early = row.on_day > clock.today()
    moves = [move for before, move in TRANSITIONS if before is row.status and row.signed_at is None]
    return [move for move in moves if not (is_early and move in _NOT_BEFORE_ITS_DAY)]


def begin(session: Session, actor: Actor, *, meeting_id: int, seen: int) -> None:
    """Raises `Stale`, `Conflict('no_such_meeting_move')`, `Conflict('meeting_early')` before its day."""
    _asked(session, actor, meeting_id, seen, MeetingMove.BEGIN)


def key_in(session: Session, actor: Actor, *, meeting_id: int, seen: int) -> None:
    """It was held with pen and paper: its minutes are entered afterwards."""
    _asked(session, actor, meeting_id, seen, MeetingMove.KEY_IN)


def call_off(session: Session, actor: Actor, *, meeting_id: int, seen: int, why: str) -> None:
    _asked(session, actor, meeting_id, seen, MeetingMove.CALL_OFF, why)


def reopen(session: Session, actor: Actor, *, meeting_id: int, seen: int, why: str) -> None:
    """It was closed too early. Not once its minutes are signed."""
    _asked(session, actor, meeting_id, seen, MeetingMove.REOPEN, why)


def _asked(session: Session, actor: Actor, meeting_id: int, seen: int, move: MeetingMove, why: str = "") -> None:
    require(actor, DecisionsPermission.HOLD_MEETINGS)
    row = own_meeting(session, actor, meeting_id)
    if move in _WITH_REASON and len(clean(why)) < 2:
        raise Invalid("reason_missing", "why")
    if row.version != seen:
        raise Stale("meeting_moved", name=row.title)
    move_meeting(session, actor, row, move, why)


def move_meeting(session: Session, actor: Actor, row: MeetingRow, move: MeetingMove, why: str = "") -> None:
    """Moves it from where `row` saw it. Raises `Conflict` for a move that cannot be made, `Stale` when somebody was faster."""
    after = TRANSITIONS.get((row.status, move))
    if after is None or row.signed_at is not None:
        raise Conflict("no_such_meeting_move", name=row.title)
    if move in _NOT_BEFORE_ITS_DAY and row.on_day > clock.today():
        raise Conflict("meeting_early", name=row.title, day=row.on_day)
    touch(session, row, status=after)
    note_step(session, actor, row.id, move, row.status, after, why)


def touch(session: Session, row: MeetingRow, **values: object) -> None:
    """The one write of a meeting's own row, from where `row` saw it. Raises `Stale`."""
    where = sa.and_(
        col(Meeting.id) == row.id, col(Meeting.status) == row.status, col(Meeting.version) == row.version,
    )  # fmt: skip
    if n_changed(session, sa.update(Meeting).where(where).values(version=row.version + 1, **values)) != 1:
        raise Stale("meeting_moved", name=row.title)
    session.expire_all()


def note_step(
    session: Session, actor: Actor, meeting_id: int, move: MeetingMove, before: MeetingStatus | None, after: MeetingStatus,
    why: str = "",
) -> None:  # fmt: skip
    """The row of the story and the journal entry."""
    step = MeetingStep(
        meeting_id=meeting_id, at=clock.now(), move=move, before=before, after=after, user_id=actor.user_id, role=actor.role
    )
    step.why = clean(why) or None
    session.add(step)
    session.flush()
    record(session, actor, events.MeetingMoved(meeting_id, move.value))
