"""Announcements as the office works on them and as the public sees them; objections."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from db.actor import Actor
from db.errors import NotFound
from db.office.models import Unit
from db.office.queries import with_unit_names
from db.sql import pick
from db.vetting.models.announcements import (
    Announcement,
    AnnouncementEntry,
    AnnouncementStatus,
    Objection,
    ObjectionChannel,
    ObjectionStatus,
)
from db.vetting.models.applications import Application, Status
from db.vetting.queries.cases import find_cases
from db.vetting.queries.reviewers import why_not_speak
from db.vetting.queries.scope import Condition, visible_announcements, visible_applications, visible_objections
from db.vocabulary import Sex

# These keep a person from being appointed.
BARRING = (ObjectionStatus.OPEN, ObjectionStatus.UPHELD)


@dataclass(frozen=True)
class PublicAnnouncement:
    """What everybody may know of an announcement; nothing of objections."""

    id: int
    year: int
    number: int
    unit_name: str
    posted_on: date
    posted_at: datetime
    n_days: int
    first_ends_on: date
    ends_on: date
    contact: str


@dataclass(frozen=True)
class AnnouncementRow(PublicAnnouncement):
    status: AnnouncementStatus
    reason: str
    repeats_id: int | None
    n_people: int
    n_waiting: int
    n_barred: int

    def is_running(self, today: date) -> bool:
        return self.status is AnnouncementStatus.RUNNING and today <= self.ends_on


def _in_public(a: Announcement, unit_name: str) -> dict[str, Any]:
    kept = ("id", "year", "number", "posted_on", "posted_at", "n_days", "first_ends_on", "ends_on", "contact")
    return {"unit_name": unit_name, **{field: getattr(a, field) for field in kept}}


def _n_entries(*conditions: Condition) -> sa.ScalarSelect[int]:
    return (
        pick(sa.func.count())
        .select_from(AnnouncementEntry)
        .join(Application, col(Application.id) == AnnouncementEntry.application_id)
        .where(col(AnnouncementEntry.announcement_id) == Announcement.id, *conditions)
        .correlate(Announcement)
        .scalar_subquery()
    )


def _barred() -> Condition:
    """The application has an objection that is open or upheld, in any announcement of it."""
    return sa.exists().where(col(Objection.application_id) == Application.id, col(Objection.status).in_(BARRING))


def latest_announcement(application_id: Any) -> sa.ScalarSelect[int]:
    """The newest announcement that hangs and names the person: whoever withdrew and came back may stand in two."""
    entry, over = aliased(AnnouncementEntry), aliased(Announcement)
    return (
        pick(sa.func.max(over.id))
        .join(entry, col(entry.announcement_id) == over.id)
        .where(col(entry.application_id) == application_id, col(over.status) == AnnouncementStatus.RUNNING)
        .scalar_subquery()
    )


def _announcements(session: Session, *conditions: Condition, offset: int = 0, limit: int = 50) -> list[AnnouncementRow]:
    waiting = col(Application.status) == Status.ANNOUNCED
    found = (
        pick(Announcement, Unit.path, _n_entries(), _n_entries(waiting), _n_entries(waiting, _barred()))
        .join(Unit, col(Unit.id) == Announcement.unit_id)
        .where(*conditions)
        .order_by(col(Announcement.id).desc())
        .offset(offset)
        .limit(limit)
    )
    return [
        AnnouncementRow(
            **_in_public(a, unit_name), status=a.status, reason=a.reason, repeats_id=a.repeats_id, n_people=n_people,
            n_waiting=n_waiting, n_barred=n_barred,
        )
        for (a, _, n_people, n_waiting, n_barred), unit_name in with_unit_names(session, found)
    ]  # fmt: skip


def announcements(session: Session, actor: Actor, *, offset: int = 0, limit: int = 50) -> list[AnnouncementRow]:
    """Newest first."""
    return _announcements(session, visible_announcements(actor), offset=offset, limit=limit)


def announcements_by_id(session: Session, actor: Actor, ids: Collection[int]) -> list[AnnouncementRow]:
    """Those of them that the actor sees, newest first."""
    return _announcements(session, visible_announcements(actor), col(Announcement.id).in_(ids), limit=len(ids))


def count_moved(session: Session, actor: Actor, today: date) -> int:
    """How many that hang end later than their first posters say."""
    moved = pick(sa.func.count()).select_from(Announcement).where(
        visible_announcements(actor), col(Announcement.status) == AnnouncementStatus.RUNNING,
        col(Announcement.ends_on) >= today, col(Announcement.ends_on) > col(Announcement.first_ends_on),
    )  # fmt: skip
    return session.scalar(moved) or 0


def find_announcement(session: Session, actor: Actor, announcement_id: int) -> AnnouncementRow:
    found = _announcements(session, visible_announcements(actor), col(Announcement.id) == announcement_id)
    if not found:
        raise NotFound("announcement_not_found")
    return found[0]


def public_announcements(session: Session, today: date) -> list[PublicAnnouncement]:
    """What hangs on the wall today, the newest first."""
    found = (
        pick(Announcement, Unit.path)
        .join(Unit, col(Unit.id) == Announcement.unit_id)
        .where(
            col(Announcement.status) == AnnouncementStatus.RUNNING, col(Announcement.ends_on) >= today,
            col(Announcement.posted_on) <= today,
        )
        .order_by(col(Announcement.id).desc())
    )  # fmt: skip
    return [PublicAnnouncement(**_in_public(a, unit_name)) for (a, _), unit_name in with_unit_names(session, found)]


@dataclass(frozen=True)
class AnnouncedPerson:
    application_id: int
    name: str
    sex: Sex
    age: int
    category: str
    unit_name: str


def announced_people(session: Session, announcement_id: int) -> list[AnnouncedPerson]:
    """As announced, in order; somebody who has withdrawn since is no longer shown."""
    rows = session.execute(
        pick(AnnouncementEntry)
        .join(Application, col(Application.id) == AnnouncementEntry.application_id)
        .where(
            col(AnnouncementEntry.announcement_id) == announcement_id,
            col(Application.status).in_((Status.ANNOUNCED, Status.APPOINTED)),
            latest_announcement(AnnouncementEntry.application_id) == announcement_id,
        )
        .order_by(col(AnnouncementEntry.position))
    )
    return [AnnouncedPerson(e.application_id, e.name, e.sex, e.age, e.category, e.unit_name) for e in rows.scalars()]


@dataclass(frozen=True)
class ClearedRow:
    """`bar` is why somebody cannot be announced now: `objection_stands`, `own_application`, `kin_application`, or nothing."""

    application_id: int
    version: int
    name: str
    category: str
    unit_name: str
    cleared_at: datetime
    bar: str


def cleared_people(session: Session, actor: Actor) -> list[ClearedRow]:
    """Who passed every review and waits to be announced, the longest waiting first."""
    found = (
        pick(Application, Unit.path)
        .join(Unit, col(Unit.id) == Application.unit_id)
        .where(visible_applications(actor), col(Application.status) == Status.CLEARED)
        .order_by(col(Application.moved_at), col(Application.id))
        .limit(500)
    )
    rows = [(a, unit_name) for (a, _), unit_name in with_unit_names(session, found)]
    bars = _bars(session, actor, [a.id for a, _ in rows])
    return [ClearedRow(a.id, a.version, a.name, a.category, name, a.moved_at, bars.get(a.id, "")) for a, name in rows]


def _bars(session: Session, actor: Actor, ids: Sequence[int]) -> dict[int, str]:
    aside = {c.id: why_not_speak(actor, c) or "" for c in find_cases(session, actor, ids) if c.is_own or c.is_kin}
    barred = pick(Objection.application_id).where(col(Objection.application_id).in_(ids), col(Objection.status).in_(BARRING))
    return aside | dict.fromkeys(session.scalars(barred), "objection_stands")


@dataclass(frozen=True)
class AppointeeRow:
    """Somebody announced; `bar` says what still keeps them from appointment: days, open, upheld, or nothing."""

    application_id: int
    version: int
    name: str
    category: str
    unit_name: str
    announcement_id: int
    ends_on: date
    bar: str


def appointees(session: Session, actor: Actor, today: date, *, announcement_id: int | None = None) -> list[AppointeeRow]:
    """Announced people who are not appointed yet, those who can be first."""
    statuses = (
        pick(sa.func.max(sa.case((col(Objection.status) == ObjectionStatus.UPHELD, 2), else_=1)))
        .where(col(Objection.application_id) == Application.id, col(Objection.status).in_(BARRING))
        .correlate(Application)
        .scalar_subquery()
    )
    found = (
        pick(Application, Unit.path, Announcement.id, Announcement.ends_on, statuses)
        .join(Unit, col(Unit.id) == Application.unit_id)
        .join(AnnouncementEntry, col(AnnouncementEntry.application_id) == Application.id)
        .join(Announcement, col(Announcement.id) == AnnouncementEntry.announcement_id)
        .where(
            visible_applications(actor), col(Application.status) == Status.ANNOUNCED,
            col(Announcement.id) == latest_announcement(Application.id),
            sa.true() if announcement_id is None else col(Announcement.id) == announcement_id,
        )
        .order_by(col(Announcement.ends_on), col(AnnouncementEntry.position))
        .limit(1000)
    )  # fmt: skip
    rows = [_appointee(row, unit_name, today) for row, unit_name in with_unit_names(session, found)]
    return sorted(rows, key=lambda row: row.bar != "")


def _appointee(row: Sequence[Any], unit_name: str, today: date) -> AppointeeRow:
    a, _, announcement_id, ends_on, objection = row
    bar = {2: "upheld", 1: "open"}.get(objection, "days" if today <= ends_on else "")
    return AppointeeRow(a.id, a.version, a.name, a.category, unit_name, announcement_id, ends_on, bar)


@dataclass(frozen=True)
class ObjectionRow:
    """Nothing here tells who objected or what was said: that is opened one by one, and recorded."""

    id: int
    application_id: int
    applicant: str
    unit_name: str
    status: ObjectionStatus
    channel: ObjectionChannel
    is_named: bool
    received_at: datetime
    application_status: Status


def objections(
    session: Session, actor: Actor, *, only_open: bool = False, offset: int = 0, limit: int = 50
) -> list[ObjectionRow]:
    """Open ones first, then the newest."""
    is_open = col(Objection.status) == ObjectionStatus.OPEN
    found = (
        pick(Objection, Application.name, Application.status, Unit.path)
        .join(Application, col(Application.id) == Objection.application_id)
        .join(Unit, col(Unit.id) == Objection.unit_id)
        .where(visible_objections(actor), is_open if only_open else sa.true())
        .order_by(is_open.desc(), col(Objection.id).desc())
        .offset(offset)
        .limit(limit)
    )
    return [
        ObjectionRow(o.id, o.application_id, name, unit_name, o.status, o.channel, o.objector is not None, o.received_at, status)
        for (o, name, status, _), unit_name in with_unit_names(session, found)
    ]


def has_bar(session: Session, application_id: int) -> bool:
    """Whether an open or upheld objection stands against the person."""
    barring = select(Objection.id).where(Objection.application_id == application_id, col(Objection.status).in_(BARRING))
    return session.scalar(barring.limit(1)) is not None
