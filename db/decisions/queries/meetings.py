"""Lists of meetings, and one with the steps of its life."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor, Role
from db.decisions.models.meetings import Meeting, MeetingIn, MeetingMove, MeetingStatus, MeetingStep
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.scope import held_by, invited_to, read_public, read_whole, visible_meetings
from db.errors import NotFound
from db.office.models import Unit, User
from db.office.queries import current_scheme, with_unit_names
from db.permissions import allows
from db.sql import pick

COMING = (MeetingStatus.RUNNING, MeetingStatus.PLANNED)


@dataclass(frozen=True)
class MeetingRow:
    """`starts` is a minute of the day. `is_own`: the actor may hold it; `is_whole`: reads its whole minutes; `is_public`: may
    read the public version; `is_asked`: was invited."""

    id: int
    version: int
    status: MeetingStatus
    kind: str
    title: str
    unit_id: int
    unit_path: str
    unit_name: str
    on_day: date
    starts: int
    place: str
    signed_at: datetime | None
    is_own: bool
    is_whole: bool
    is_public: bool
    is_asked: bool

    @property
    def is_written(self) -> bool:
        """Whether its minutes, attendance and decisions can be written now."""
        is_open = self.status is MeetingStatus.RUNNING or self.status is MeetingStatus.HELD
        return self.is_own and is_open and self.signed_at is None

    @property
    def is_prepared(self) -> bool:
        """Whether its agenda can be changed now."""
        return self.is_written or self.is_own and self.status is MeetingStatus.PLANNED


@dataclass(frozen=True)
class MeetingStepRow:
    at: datetime
    move: MeetingMove
    after: MeetingStatus
    by: str
    role: Role | None
    why: str


def _picked(session: Session, actor: Actor) -> sa.Select[*tuple[object, ...]]:
    scheme = current_scheme(session)
    may = (held_by(actor), read_whole(actor, scheme), read_public(actor, scheme), invited_to(actor, scheme))
    named = (condition.label(f"may_{place}") for place, condition in enumerate(may))
    found = pick(Meeting, Unit.path, *named).join(Unit, col(Unit.id) == Meeting.unit_id)
    return found.where(visible_meetings(actor, scheme))


def _rows(session: Session, found: sa.Select[*tuple[object, ...]]) -> list[MeetingRow]:
    return [
        MeetingRow(
            m.id, m.version, m.status, m.kind, m.title, m.unit_id, path, unit_name, m.on_day, m.starts, m.place, m.signed_at,
            *map(bool, may),
        )
        for (m, path, *may), unit_name in with_unit_names(session, found)
    ]  # fmt: skip


def find_meetings(
    session: Session, actor: Actor, statuses: tuple[MeetingStatus, ...] = COMING, *, kind: str = "", offset: int = 0,
    limit: int = 50,
) -> list[MeetingRow]:  # fmt: skip
    """Those to come by their day, those that were from the last on."""
    day = col(Meeting.on_day).asc() if set(statuses) <= set(COMING) else col(Meeting.on_day).desc()
    found = _picked(session, actor).where(col(Meeting.status).in_(statuses), _of_kind(kind))
    return _rows(session, found.order_by(day, col(Meeting.starts), col(Meeting.id)).offset(offset).limit(limit))


def _of_kind(kind: str) -> sa.ColumnElement[bool]:
    return col(Meeting.kind) == kind if kind else sa.true()


def count_meetings(session: Session, actor: Actor, statuses: tuple[MeetingStatus, ...] = COMING, *, kind: str = "") -> int:
    counted = pick(sa.func.count()).select_from(Meeting).where(visible_meetings(actor, current_scheme(session)))
    return session.scalar(counted.where(col(Meeting.status).in_(statuses), _of_kind(kind))) or 0


def invitations_for(session: Session, actor: Actor) -> list[MeetingRow]:
    """Coming meetings to which the actor's party was invited."""
    found = _picked(session, actor).where(invited_to(actor, current_scheme(session)), col(Meeting.status).in_(COMING))
    return _rows(session, found.order_by(col(Meeting.on_day), col(Meeting.starts)).limit(20))


def find_meeting(session: Session, actor: Actor, meeting_id: int) -> MeetingRow:
    """Raises `NotFound` for what the actor may not see."""
    rows = _rows(session, _picked(session, actor).where(col(Meeting.id) == meeting_id))
    if not rows:
        raise NotFound("meeting_not_found")
    return rows[0]


def own_meeting(session: Session, actor: Actor, meeting_id: int) -> MeetingRow:
    """The same for whoever wants to hold it. Raises `NotFound` for one that the actor only sees."""
    row = find_meeting(session, actor, meeting_id)
    if not row.is_own:
        raise NotFound("meeting_not_found")
    return row


def whole_meeting(session: Session, actor: Actor, meeting_id: int) -> MeetingRow:
    """The same for whoever reads the whole minutes."""
    row = find_meeting(session, actor, meeting_id)
    if not row.is_whole:
        raise NotFound("meeting_not_found")
    return row


def meeting_steps(session: Session, actor: Actor, meeting_id: int) -> list[MeetingStepRow]:
    """From first to last."""
    row = whole_meeting(session, actor, meeting_id)
    found = session.execute(
        pick(MeetingStep, User.name)
        .outerjoin(User, col(User.id) == MeetingStep.user_id)
        .where(col(MeetingStep.meeting_id) == row.id)
        .order_by(col(MeetingStep.id))
    )
    return [MeetingStepRow(s.at, s.move, s.after, name or "", s.role, s.why or "") for s, name in found]


def as_planned(session: Session, actor: Actor, meeting_id: int) -> MeetingIn:
    """As a form shows it to whoever holds the meeting."""
    own_meeting(session, actor, meeting_id)
    m = session.get_one(Meeting, meeting_id)
    return MeetingIn(
        unit_id=m.unit_id, kind=m.kind, title=m.title, on_day=m.on_day, starts=m.starts, place=m.place, chair=m.chair or "",
        recorder=m.recorder or "",
    )  # fmt: skip


def monthly_missing(session: Session, actor: Actor) -> list[str]:
    """Kinds that are to be held every month, and of which nothing is planned or was held under the actor's unit this month."""
    today = clock.today()
    first, after = today.replace(day=1), (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    here = (held_by(actor), col(Meeting.on_day) >= first, col(Meeting.on_day) < after)
    known = set(session.scalars(pick(Meeting.kind).where(*here, col(Meeting.status) != MeetingStatus.CALLED_OFF).distinct()))
    is_holder = allows(actor, DecisionsPermission.HOLD_MEETINGS)
    return [kind.key for kind in current_scheme(session).meetings if is_holder and kind.is_monthly and kind.key not in known]
