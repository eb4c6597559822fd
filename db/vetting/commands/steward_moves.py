"""How a steward's service moves. STEWARD_TRANSITIONS is the specification; `move_steward` the only writer of a status."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Stale
from db.office import tallies
from db.sql import n_changed
from db.text import clean
from db.vetting import events
from db.vetting.models.stewards import Appointment, Steward, StewardChange, StewardMove, StewardStatus
from db.vetting.queries.counts import steward_kind

_S, _M = StewardStatus, StewardMove
STEWARD_TRANSITIONS: dict[tuple[StewardStatus, StewardMove], StewardStatus] = {
    (_S.ACTIVE, _M.SUSPEND): _S.SUSPENDED,
    (_S.SUSPENDED, _M.RESUME): _S.ACTIVE,
    (_S.ACTIVE, _M.RESIGN): _S.ENDED,
    (_S.SUSPENDED, _M.RESIGN): _S.ENDED,
    (_S.ACTIVE, _M.END_TERM): _S.ENDED,
    (_S.SUSPENDED, _M.END_TERM): _S.ENDED,
    (_S.ACTIVE, _M.DISMISS): _S.ENDED,
    (_S.SUSPENDED, _M.DISMISS): _S.ENDED,
    (_S.ACTIVE, _M.REAPPOINT): _S.ACTIVE,
    (_S.ENDED, _M.REAPPOINT): _S.ACTIVE,
}


def move_steward(
    session: Session, actor: Actor, steward: Steward, move: StewardMove, *, reason: str = "", seen: int | None = None
) -> None:
    """Raises `Conflict` for a move that is not in STEWARD_TRANSITIONS, `Stale` when somebody was faster."""
    before, seen = steward.status, steward.version if seen is None else seen
    after = STEWARD_TRANSITIONS.get((before, move))
    if after is None:
        raise Conflict("no_such_steward_move", status=before.value)
    n_done = n_changed(
        session,
        sa.update(Steward)
        .where(col(Steward.id) == steward.id, col(Steward.status) == before, col(Steward.version) == seen)
        .values(status=after, version=seen + 1),
    )
    if n_done != 1:
        raise Stale("steward_moved", name=steward.name)
    session.refresh(steward)
    if after is StewardStatus.ENDED:
        end_appointments(session, steward)
    tallies.add(session, steward.unit_id, steward_kind(before), -1)
    note_steward_change(session, actor, steward, move, before, reason)


def end_appointments(session: Session, steward: Steward) -> None:
    session.execute(
        sa.update(Appointment)
        .where(col(Appointment.steward_id) == steward.id, col(Appointment.ended_on).is_(None))
        .values(ended_on=clock.today())
    )


def note_steward_change(
    session: Session, actor: Actor, steward: Steward, move: StewardMove, before: StewardStatus | None, reason: str
) -> None:
    """The row of the story, the count and the journal entry."""
    session.add(
        StewardChange(
            steward_id=steward.id or 0, at=clock.now(), move=move, before=before, after=steward.status,
            user_id=actor.user_id, role=actor.role, reason=clean(reason) or None,
        )
    )  # fmt: skip
    tallies.add(session, steward.unit_id, steward_kind(steward.status), 1)
    record(session, actor, events.StewardMoved(steward.id or 0, move.value))
