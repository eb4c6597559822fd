"""Public announcements. Their end cannot be moved forward: there is no command that does it. It moves back where the calendar
takes a day away (`db.vetting.commands.days`)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.calendar import calendar_history
from db.counters import next_number
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.id_numbers import age_on
from db.idempotency import once
from db.office.queries import ids_in, scheme_of, unit_names
from db.permissions import require
from db.sql import n_changed, pick
from db.text import clean
from db.vetting import events
from db.vetting.commands.moves import move
from db.vetting.models.announcements import Announcement, AnnouncementEntry, AnnouncementStatus
from db.vetting.models.applications import Application, Decision, Status
from db.vetting.permissions import VettingPermission
from db.vetting.queries.announcements import AnnouncementRow, find_announcement, has_bar, latest_announcement
from db.vetting.queries.cases import Case, every_case, find_cases
from db.vetting.queries.reviewers import why_not_speak


def _announceable(session: Session, actor: Actor, seen: Mapping[int, int]) -> list[Case]:
    cases = find_cases(session, actor, list(seen))
    if not cases:
        raise Invalid("nobody_chosen", "people")
    for case in cases:
        if case.status is not Status.CLEARED or case.version != seen[case.id]:
            raise Conflict("application_moved", name=case.name)
        if has_bar(session, case.id):
            raise Conflict("objection_stands", name=case.name)
        if case.is_own or case.is_kin:
            raise NotAllowed(why_not_speak(actor, case), name=case.name)
    return cases


def days_for(session: Session, actor: Actor, ids: Sequence[int]) -> int:
    """Working days that an announcement of these people runs: the longest that their versions of the scheme ask.

    Raises `NotFound` where the actor sees none of them.
    """
    versions = {case.scheme_version_id for case in find_cases(session, actor, ids)}
    if not versions:
        raise NotFound("application_not_found")
    return max(scheme_of(session, version_id).announcement.days for version_id in versions)


def _place_of(session: Session, actor: Actor, cases: list[Case]) -> int:
    """The unit of the announcement step's level above all of them, or the first one above that: a community's batch
    belongs to the community, whoever of the office posts it."""
    scheme = scheme_of(session, cases[0].scheme_version_id)
    depth = scheme.level_depth(scheme.announcement.level)
    paths = [ids_in(case.unit_path)[: depth + 1] for case in cases]
    common = [units[0] for units in zip(*paths, strict=False) if len(set(units)) == 1]
    return common[-1] if len(common) > len(ids_in(actor.unit_path)) else actor.unit_id


def announce(
    session: Session, actor: Actor, *, seen: Mapping[int, int], contact: str, request_id: UUID | None = None,
    repeats_id: int | None = None,
) -> int:  # fmt: skip
    """Announces a batch from today for the scheme's working days; returns the announcement's id.

    `seen` maps application ids to the version shown; `contact` is where objections may be brought.
    """
    require(actor, VettingPermission.ANNOUNCE)
    if len(clean(contact)) < 5:
        raise Invalid("contact_missing", "contact")

    def work() -> int:
        cases = _announceable(session, actor, seen)
        n_days = days_for(session, actor, [case.id for case in cases])
        now = clock.now()
        today, ends_on = clock.local(now).date(), calendar_history(session).end(now, n_days)
        row = Announcement(
            year=today.year, number=next_number(session, "announcement", today.year), unit_id=_place_of(session, actor, cases),
            status=AnnouncementStatus.RUNNING, posted_on=today, n_days=n_days,
            first_ends_on=ends_on, ends_on=ends_on, contact=clean(contact)[:200], posted_by=actor.user_id, posted_at=now,
            repeats_id=repeats_id,
        )  # fmt: skip
        session.add(row)
        session.flush()
        _put_people(session, actor, row, cases)
        record(session, actor, events.Announced(row.id or 0, len(cases), row.ends_on.isoformat()))
        return row.id or 0

    return once(session, request_id, f"announce {actor.user_id}", work)


def _put_people(session: Session, actor: Actor, announcement: Announcement, cases: list[Case]) -> None:
    names = unit_names(session, [case.unit_path for case in cases])
    people = session.scalars(pick(Application).where(col(Application.id).in_([case.id for case in cases])))
    by_id = {person.id: person for person in people}
    for position, case in enumerate(cases, 1):
        person = by_id[case.id]
        session.add(
            AnnouncementEntry(
                announcement_id=announcement.id or 0, application_id=case.id, position=position, name=person.name,
                sex=person.sex, age=age_on(person.birth_date, announcement.posted_on), category=person.category,
                unit_name=names[case.unit_path],
            )
        )  # fmt: skip
        move(session, actor, case, Decision.ANNOUNCE)
    session.flush()


def _running(session: Session, actor: Actor, announcement_id: int) -> AnnouncementRow:
    row = find_announcement(session, actor, announcement_id)
    if row.status is not AnnouncementStatus.RUNNING:
        raise Conflict("announcement_withdrawn")
    return row


def withdraw_announcement(session: Session, actor: Actor, *, announcement_id: int, reason: str) -> list[int]:
    """Takes the announcement down; whoever is not appointed waits to be announced again. Returns their ids."""
    require(actor, VettingPermission.ANNOUNCE)
    if len(clean(reason)) < 2:
        raise Invalid("reason_missing", "reason")
    row = _running(session, actor, announcement_id)
    n_done = n_changed(
        session,
        sa.update(Announcement)
        .where(col(Announcement.id) == row.id, col(Announcement.status) == AnnouncementStatus.RUNNING)
        .values(status=AnnouncementStatus.WITHDRAWN, withdrawn_at=clock.now(), reason=clean(reason)[:500]),
    )
    if n_done != 1:
        raise Conflict("announcement_withdrawn")
    taken = [case for case in _people_of(session, announcement_id) if case.status is Status.ANNOUNCED]
    for case in taken:
        move(session, actor, case, Decision.TAKE_DOWN, note=reason)
    record(session, actor, events.AnnouncementWithdrawn(announcement_id))
    return [case.id for case in taken]


def _people_of(session: Session, announcement_id: int) -> list[Case]:
    """Everybody who hangs there, also whose unit has been moved since; not who is announced anew elsewhere."""
    entries = pick(AnnouncementEntry.application_id).where(
        col(AnnouncementEntry.announcement_id) == announcement_id,
        sa.func.coalesce(latest_announcement(AnnouncementEntry.application_id), announcement_id) <= announcement_id,
    )
    return every_case(session, list(session.scalars(entries.order_by(col(AnnouncementEntry.position)))))


def announce_again(session: Session, actor: Actor, *, announcement_id: int, reason: str, request_id: UUID | None = None) -> int:
    """Withdraws the announcement and announces the same people anew, for the full time. Returns the new one's id."""

    def work() -> int:
        contact = find_announcement(session, actor, announcement_id).contact
        taken = withdraw_announcement(session, actor, announcement_id=announcement_id, reason=reason)
        unbarred = [application_id for application_id in taken if not has_bar(session, application_id)]
        if not unbarred:
            raise NotFound("nobody_to_announce")
        seen = {case.id: case.version for case in find_cases(session, actor, unbarred)}
        return announce(session, actor, seen=seen, contact=contact, repeats_id=announcement_id)

    return once(session, request_id, f"announce again {announcement_id} {actor.user_id}", work)
