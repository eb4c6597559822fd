"""Lists of meetings: what is coming, what is running, what was held; and one found again."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.decisions.models.meetings import Meeting, MeetingStatus
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries import scope
from db.decisions.queries.scope import visible_meetings
from db.errors import NotFound
from db.office.models import Unit
from db.office.queries import with_unit_names
from db.permissions import allows
from db.sql import pick


class Reading(StrEnum):
    """How much of a meeting an actor reads. `PART`: everything but personal matters, once the minutes are signed; `AGENDA`: where
    and when it is, and what it is about."""

    WHOLE = "whole"
    PART = "part"
    AGENDA = "agenda"


@dataclass(frozen=True)
class MeetingRow:
    """`starts` is the minute of the day. `is_invited`: the actor's role is asked to come. `may_hold`: the actor may write it."""

    id: int
    version: int
    status: MeetingStatus
    kind: str
    scheme_version_id: int
    title: str
    unit_id: int
    unit_path: str
    unit_name: str
    on_day: date
    starts: int
    place: str
    is_public: bool
    signed_at: datetime | None
    reading: Reading
    is_invited: bool
    may_hold: bool

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None

    @property
    def may_write(self) -> bool:
        """Whether agenda, attendance and decisions can still be changed by the actor."""
        return self.may_hold and not self.is_signed and self.status is not MeetingStatus.CALLED_OFF

    @property
    def has_begun(self) -> bool:
        return self.status in (MeetingStatus.RUNNING, MeetingStatus.HELD)


def _flag(condition: Any) -> Any:
    return sa.case((condition, 1), else_=0)


def _picked(actor: Actor) -> Any:
    whole, part = _flag(scope.whole_meetings(actor)), _flag(scope.part_meetings(actor))
    invited = _flag(scope.invited_meetings(actor))
    found = pick(Meeting, Unit.path, whole.label("is_whole"), part.label("is_part"), invited.label("is_invited"))
    return found.join(Unit, col(Unit.id) == Meeting.unit_id)


def _rows(session: Session, actor: Actor, found: Any) -> list[MeetingRow]:
    return [_row(actor, row, unit_name) for row, unit_name in with_unit_names(session, found)]


def _row(actor: Actor, row: Any, unit_name: str) -> MeetingRow:
    m: Meeting = row[0]
    reading = Reading.WHOLE if row.is_whole else Reading.PART if row.is_part else Reading.AGENDA
    may_hold = bool(row.is_whole) and allows(actor, DecisionsPermission.HOLD_MEETINGS)
    return MeetingRow(
        m.id or 0, m.version, m.status, m.kind, m.scheme_version_id, m.title, m.unit_id, row.path, unit_name, m.on_day, m.starts,
        m.place, m.is_public, m.signed_at, reading, bool(row.is_invited), may_hold,
    )  # fmt: skip


def find_meetings(session: Session, actor: Actor, status: MeetingStatus, *, offset: int = 0, limit: int = 50) -> list[MeetingRow]:
    """Planned ones by their day, the next first; all others from the last."""
    order: tuple[Any, ...] = (col(Meeting.on_day).desc(), col(Meeting.starts).desc(), col(Meeting.id).desc())
    if status is MeetingStatus.PLANNED:
        order = (col(Meeting.on_day), col(Meeting.starts), col(Meeting.id))
    these = (col(Meeting.status) == status, visible_meetings(actor))
    return _rows(session, actor, _picked(actor).where(*these).order_by(*order).offset(offset).limit(limit))


def count_meetings(session: Session, actor: Actor, status: MeetingStatus) -> int:
    counted = pick(sa.func.count()).select_from(Meeting).where(col(Meeting.status) == status, visible_meetings(actor))
    return session.scalar(counted) or 0


def find_meeting(session: Session, actor: Actor, meeting_id: int) -> MeetingRow:
    """Raises `NotFound('meeting_not_found')`, also for one outside the actor's scope."""
    found = _rows(session, actor, _picked(actor).where(col(Meeting.id) == meeting_id, visible_meetings(actor)))
    if not found:
        raise NotFound("meeting_not_found")
    return found[0]


def invitations(session: Session, actor: Actor, today: date) -> list[MeetingRow]:
    """Meetings to come to which the actor's role is asked, the next first."""
    order = (col(Meeting.on_day), col(Meeting.starts))
    coming = (col(Meeting.status).in_((MeetingStatus.PLANNED, MeetingStatus.RUNNING)), col(Meeting.on_day) >= today)
    return _rows(session, actor, _picked(actor).where(*coming, scope.invited_meetings(actor)).order_by(*order).limit(20))


def to_hold(session: Session, actor: Actor, today: date) -> list[MeetingRow]:
    """Which the actor's unit holds today or held before, and whose minutes are not signed: those of the unit itself."""
    due = sa.and_(
        col(Meeting.status).in_((MeetingStatus.PLANNED, MeetingStatus.RUNNING, MeetingStatus.HELD)),
        col(Meeting.on_day) <= today, col(Meeting.signed_at).is_(None), col(Meeting.unit_id) == actor.unit_id,
    )  # fmt: skip
    order = (col(Meeting.on_day), col(Meeting.starts))
    return _rows(session, actor, _picked(actor).where(due, scope.held_meetings(actor)).order_by(*order).limit(20))


def last_held(session: Session, unit_id: int, kind: str, before: date) -> date | None:
    """The day of the last meeting of the kind that this unit held. Whoever calls has made sure that the unit may be seen."""
    same = (
        col(Meeting.unit_id) == unit_id, col(Meeting.kind) == kind, col(Meeting.status) == MeetingStatus.HELD,
        col(Meeting.on_day) < before,
    )  # fmt: skip
    found: date | None = session.scalar(pick(sa.func.max(Meeting.on_day)).where(*same))
    return found
