"""Applications as lists and as stories."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db.actor import Actor, Role
from db.errors import NotFound
from db.office.models import Unit, User
from db.office.queries import unit_names, with_unit_names
from db.privacy import mask_id, mask_phone
from db.sql import pick
from db.vetting.models.applications import (
    ApplicantIn,
    Application,
    Decision,
    Entry,
    EntryStatus,
    Kinship,
    Source,
    Status,
    StatusChange,
    StepRecord,
    StepStatus,
)
from db.vetting.models.opinions import Opinion, OpinionStatus
from db.vetting.queries.scope import Condition, search_person, visible_applications, visible_entries
from db.vocabulary import Political, Sex


@dataclass(frozen=True)
class ApplicationRow:
    id: int
    version: int
    name: str
    unit_name: str
    category: str
    status: Status
    step_key: str
    scheme_version_id: int
    moved_at: datetime


# Only what a list shows: whole rows would have every number decrypted.
_LISTED = (
    Application.id, Application.version, Application.name, Application.category, Application.status, Application.step_key,
    Application.scheme_version_id, Application.moved_at,
)  # fmt: skip


def _wanted(actor: Actor, status: Status | None, search: str) -> tuple[Condition, ...]:
    in_status = sa.true() if status is None else col(Application.status) == status
    return visible_applications(actor), in_status, search_person(search, Application)


def applications(
    session: Session, actor: Actor, *, status: Status | None = None, search: str = "", offset: int = 0, limit: int = 50
) -> list[ApplicationRow]:
    """The last moved first."""
    found = (
        pick(*_LISTED, Unit.path)
        .join(Unit, col(Unit.id) == Application.unit_id)
        .where(*_wanted(actor, status, search))
        .order_by(col(Application.moved_at).desc(), col(Application.id).desc())
        .offset(offset)
        .limit(limit)
    )
    return [
        ApplicationRow(r.id, r.version, r.name, unit_name, r.category, r.status, r.step_key, r.scheme_version_id, r.moved_at)
        for r, unit_name in with_unit_names(session, found)
    ]


def count_by_status(session: Session, actor: Actor, *, search: str = "") -> dict[Status, int]:
    rows = session.execute(
        pick(Application.status, sa.func.count()).where(*_wanted(actor, None, search)).group_by(col(Application.status))
    )
    return dict(rows.all())


@dataclass(frozen=True)
class ApplicationFacts:
    """Numbers are masked; the full ones are a reading that is recorded."""

    id: int
    version: int
    scheme_version_id: int
    status: Status
    step_key: str
    name: str
    sex: Sex
    nation: str
    birth_date: date
    id_number: str
    phone: str
    political: Political
    party_joined: str
    education: str
    occupation: str
    employer: str
    party_organisation: str
    speciality: str
    category: str
    entry_way: str
    recommender: str
    remark: str
    unit_id: int
    unit_name: str
    source: Source
    registered_at: datetime
    receipt: str
    due_on: date | None


def application_facts(session: Session, actor: Actor, application_id: int) -> ApplicationFacts:
    """Raises `NotFound`, also for what lies outside the actor's scope."""
    waiting = sa.and_(col(StepRecord.application_id) == Application.id, col(StepRecord.status) == StepStatus.WAITING)
    row = session.execute(
        pick(Application, Unit.path, StepRecord.due_on)
        .join(Unit, col(Unit.id) == Application.unit_id)
        .outerjoin(StepRecord, waiting)
        .where(col(Application.id) == application_id, visible_applications(actor))
    ).first()
    if row is None:
        raise NotFound("application_not_found")
    a, path, due_on = row
    return ApplicationFacts(
        a.id, a.version, a.scheme_version_id, a.status, a.step_key, a.name, a.sex, a.nation, a.birth_date,
        mask_id(a.id_number), mask_phone(a.phone), a.political, a.party_joined, a.education, a.occupation,
        a.employer, a.party_organisation, a.speciality,
        a.category, a.entry_way, a.recommender, a.remark, a.unit_id, unit_names(session, [path])[path], a.source,
        a.registered_at, a.receipt, due_on,
    )  # fmt: skip


def as_written(session: Session, actor: Actor, application_id: int) -> ApplicantIn:
    """The form's content, for correcting it. The caller records that full numbers were shown."""
    row = session.exec(select(Application).where(Application.id == application_id, visible_applications(actor))).one_or_none()
    if row is None:
        raise NotFound("application_not_found")
    return ApplicantIn.model_validate({field: getattr(row, field) for field in ApplicantIn.model_fields})


@dataclass(frozen=True)
class StoryLine:
    """One move. `note` is what was said with it; who said it is named by role and name."""

    at: datetime
    decision: Decision
    step_key: str
    target_key: str
    role: Role | None
    user_name: str
    note: str


def story(session: Session, actor: Actor, application_id: int) -> list[StoryLine]:
    """The course of events from first to last."""
    rows = session.execute(
        pick(StatusChange, User.name)
        .join(Application, col(Application.id) == StatusChange.application_id)
        .outerjoin(User, col(User.id) == StatusChange.user_id)
        .where(col(StatusChange.application_id) == application_id, visible_applications(actor))
        .order_by(col(StatusChange.id))
    )
    return [StoryLine(c.at, c.decision, c.step_key, c.target_key, c.role, name or "", c.note or "") for c, name in rows]


@dataclass(frozen=True)
class OpinionProgress:
    n_asked: int
    n_answered: int
    n_excused: int
    due_on: date | None


def opinion_progress(session: Session, actor: Actor, application_id: int) -> OpinionProgress:
    """How many departments have answered in the step that waits; not what they said."""
    n, answered = sa.func.count(), (OpinionStatus.NO_OBJECTION, OpinionStatus.OBJECTION)
    row = session.execute(
        pick(
            n, n.filter(col(Opinion.status).in_(answered)), n.filter(col(Opinion.excuse).is_not(None)),
            sa.func.max(Opinion.due_on),
        )
        .select_from(Opinion)
        .join(StepRecord, col(StepRecord.id) == Opinion.step_record_id)
        .join(Application, col(Application.id) == Opinion.application_id)
        .where(
            col(Opinion.application_id) == application_id, col(StepRecord.status) == StepStatus.WAITING,
            visible_applications(actor),
        )
    ).one()  # fmt: skip
    return OpinionProgress(*row)


def kin_users(session: Session, actor: Actor, application_id: int) -> dict[int, str]:
    """Ids and names of the users who stand aside from this application."""
    found = (
        pick(User.id, User.name)
        .join(Kinship, col(Kinship.user_id) == User.id)
        .join(Application, col(Application.id) == Kinship.application_id)
        .where(col(Kinship.application_id) == application_id, visible_applications(actor))
    )
    return {user_id: name for user_id, name in session.execute(found)}


@dataclass(frozen=True)
class EntryRow:
    id: int
    name: str
    unit_name: str
    unit_path: str
    received_at: datetime


def waiting_entries(session: Session, actor: Actor, *, offset: int = 0, limit: int = 50) -> list[EntryRow]:
    """Self-registrations that nobody has confirmed yet, the oldest first."""
    found = (
        pick(Entry, Unit.path)
        .join(Unit, col(Unit.id) == Entry.unit_id)
        .where(visible_entries(actor), col(Entry.status) == EntryStatus.WAITING)
        .order_by(col(Entry.received_at))
        .offset(offset)
        .limit(limit)
    )
    return [EntryRow(e.id, e.name, name, path, e.received_at) for (e, path), name in with_unit_names(session, found)]


def count_entries(session: Session, actor: Actor) -> int:
    wanted = select(sa.func.count()).select_from(Entry).where(visible_entries(actor), col(Entry.status) == EntryStatus.WAITING)
    return session.scalar(wanted) or 0


def entry_as_written(session: Session, actor: Actor, entry_id: int) -> ApplicantIn:
    """Raises `NotFound`."""
    body = session.scalar(select(Entry.body).where(Entry.id == entry_id, visible_entries(actor)))
    if body is None:
        raise NotFound("entry_not_found")
    return ApplicantIn.model_validate_json(body)
