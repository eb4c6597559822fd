"""Objections to an announced person: received from anybody, examined one by one, never telling who objected."""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from db.idempotency import once
from db.permissions import require
from db.sql import n_changed
from db.text import clean
from db.vetting import events
from db.vetting.commands.entries import count_use
from db.vetting.commands.moves import move
from db.vetting.models.announcements import (
    Announcement,
    AnnouncementEntry,
    Objection,
    ObjectionChannel,
    ObjectionStatus,
)
from db.vetting.models.applications import Application, Decision, Status
from db.vetting.permissions import VettingPermission
from db.vetting.queries.announcements import latest_announcement
from db.vetting.queries.cases import find_case
from db.vetting.queries.reviewers import why_not_speak
from db.vetting.queries.scope import visible_applications, visible_objections

MAX_TEXT = 2000


@dataclass(frozen=True)
class ObjectionIn:
    """`objector` and `contact` empty: anonymous, which counts as much."""

    application_id: int
    text: str
    objector: str = ""
    contact: str = ""


def _check(given: ObjectionIn) -> None:
    if len(clean(given.text)) < 5:
        raise Invalid("objection_text_missing", "text")
    if len(given.text) > MAX_TEXT:
        raise Invalid("too_long", "text", most=MAX_TEXT)


def _put(session: Session, actor: Actor | None, given: ObjectionIn, announcement: Announcement, unit_id: int,
         channel: ObjectionChannel) -> int:  # fmt: skip
    row = Objection(
        announcement_id=announcement.id or 0, application_id=given.application_id, unit_id=unit_id,
        status=ObjectionStatus.OPEN, channel=channel, text=clean(given.text),
        objector=clean(given.objector)[:50] or None, contact=clean(given.contact)[:100] or None,
        received_at=clock.now(), recorded_by=actor.user_id if actor else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, actor, events.ObjectionReceived(row.id or 0, channel.value))
    return row.id or 0


def _announced(session: Session, application_id: int) -> tuple[Announcement, int]:
    """The running announcement that names the person, and the person's unit. Raises `NotFound`."""
    row = session.execute(
        select(Announcement, Application.unit_id)
        .join(AnnouncementEntry, col(AnnouncementEntry.announcement_id) == Announcement.id)
        .join(Application, col(Application.id) == AnnouncementEntry.application_id)
        .where(
            AnnouncementEntry.application_id == application_id, Application.status == Status.ANNOUNCED,
            Announcement.id == latest_announcement(Application.id),
        )
    ).first()  # fmt: skip
    if row is None:
        raise NotFound("announcement_over")
    return row[0], row[1]


def object_in_public(session: Session, *, objection: ObjectionIn, address: str, request_id: UUID | None = None) -> int:
    """From the public page, while the announcement runs. Raises `Invalid`, `NotFound`, `Conflict('too_often')`."""
    _check(objection)
    announcement, unit_id = _announced(session, objection.application_id)
    if clock.today() > announcement.ends_on:
        raise NotFound("announcement_over")

    def work() -> int:
        count_use(session, "objection", address)
        return _put(session, None, objection, announcement, unit_id, ObjectionChannel.PUBLIC_PAGE)

    return once(session, request_id, "object", work)


def record_objection(
    session: Session, actor: Actor, *, objection: ObjectionIn, channel: ObjectionChannel, request_id: UUID | None = None
) -> int:
    """What came to the desk, by phone or by letter; until the person is appointed, lest a late one be lost."""
    require(actor, VettingPermission.RECORD_OBJECTION)
    _check(objection)
    if channel is ObjectionChannel.PUBLIC_PAGE:
        raise Invalid("channel_missing", "channel")
    seen = select(Application.id).where(Application.id == objection.application_id, visible_applications(actor))
    if session.scalar(seen) is None:
        raise NotFound("application_not_found")
    announcement, unit_id = _announced(session, objection.application_id)
    return once(
        session, request_id, f"objection {actor.user_id}", lambda: _put(session, actor, objection, announcement, unit_id, channel)
    )


def examine_objection(session: Session, actor: Actor, *, objection_id: int, is_upheld: bool, finding: str) -> None:
    """Closes an open objection with a finding. Upheld, it bars the person for good; not upheld, it bars no longer.

    Raises `Invalid('finding_missing')`, `Stale` when a colleague has examined it, `NotAllowed` for kin.
    """
    require(actor, VettingPermission.EXAMINE_OBJECTION)
    if len(clean(finding)) < 5:
        raise Invalid("finding_missing", "finding")
    row = session.exec(select(Objection).where(Objection.id == objection_id, visible_objections(actor))).one_or_none()
    if row is None:
        raise NotFound("objection_not_found")
    case = find_case(session, actor, row.application_id)
    if case.is_own or case.is_kin:
        raise NotAllowed(why_not_speak(actor, case), name=case.name)
    n_done = n_changed(session,
        sa.update(Objection)
        .where(col(Objection.id) == objection_id, col(Objection.status) == ObjectionStatus.OPEN)
        .values(
            status=ObjectionStatus.UPHELD if is_upheld else ObjectionStatus.NOT_UPHELD, finding=clean(finding),
            examined_by=actor.user_id, examined_at=clock.now(),
        )
    )  # fmt: skip
    if n_done != 1:
        raise Stale("objection_examined")
    record(session, actor, events.ObjectionExamined(objection_id, is_upheld))


def refuse_after_objection(session: Session, actor: Actor, *, application_id: int, seen: int, note: str) -> None:
    """Ends the application of somebody against whom an objection was upheld. `note` never names who objected."""
    require(actor, VettingPermission.EXAMINE_OBJECTION)
    case = find_case(session, actor, application_id)
    if case.version != seen:
        raise Stale("application_moved", name=case.name)
    if why := why_not_speak(actor, case):
        raise NotAllowed(why, name=case.name)
    upheld = select(Objection.id).where(Objection.application_id == application_id, Objection.status == ObjectionStatus.UPHELD)
    if session.scalar(upheld.limit(1)) is None:
        raise Conflict("no_upheld_objection")
    if len(clean(note)) < 2:
        raise Invalid("reason_missing", "note")
    move(session, actor, case, Decision.REFUSE, note=note)
