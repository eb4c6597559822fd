"""Appointment after the announcement, and appointment for another term."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.counters import next_number
from db.errors import Conflict, NotAllowed, NotFound, Stale
from db.idempotency import once
from db.office import tallies
from db.office.models import User
from db.office.queries import current_scheme, current_version_id, scheme_of
from db.permissions import require
from db.scheme import Scheme
from db.sql import pick
from db.vetting import events
from db.vetting.applicants import Applicant
from db.vetting.commands.decide import Outcome, one_by_one
from db.vetting.commands.moves import move
from db.vetting.commands.register import register_checked, steward_unit
from db.vetting.commands.steward_moves import end_appointments, move_steward, note_steward_change
from db.vetting.models.announcements import Announcement
from db.vetting.models.applications import Application, Decision, Source, Status
from db.vetting.models.stewards import Appointment, Steward, StewardChange, StewardMove, StewardStatus
from db.vetting.permissions import VettingPermission
from db.vetting.queries.announcements import has_bar, latest_announcement
from db.vetting.queries.cases import Case, find_case, find_cases
from db.vetting.queries.counts import steward_kind
from db.vetting.queries.registration_rounds import open_round_id
from db.vetting.queries.reviewers import why_not_speak
from db.vetting.queries.scope import visible_stewards

ONE_DAY = timedelta(days=1)
# What a steward takes over from the application.
_KEPT = (
    "application_id", "unit_id", "name", "pinyin", "initials", "sex", "birth_date", "id_number", "id_index", "phone",
    "phone_index", "category", "speciality",
)  # fmt: skip


def _ends_on(session: Session, application_id: int) -> date | None:
    latest = col(Announcement.id) == latest_announcement(application_id)
    ends_on: date | None = session.scalar(pick(Announcement.ends_on).where(latest))
    return ends_on


def require_appointable(session: Session, actor: Actor, case: Case, scheme: Scheme) -> None:
    """Raises `NotAllowed`, or `Conflict` with `not_announced`, `announcement_running` or `objection_stands`."""
    require(actor, VettingPermission.APPOINT, case)
    if actor.role is not scheme.appointment.decider:
        raise NotAllowed("not_your_step", name=case.name)
    if why := why_not_speak(actor, case):
        raise NotAllowed(why, name=case.name)
    ends_on = _ends_on(session, case.id)
    if case.status is not Status.ANNOUNCED or ends_on is None:
        raise Conflict("not_announced", name=case.name)
    if clock.today() <= ends_on:
        raise Conflict("announcement_running", name=case.name, ends_on=ends_on)
    if has_bar(session, case.id):
        raise Conflict("objection_stands", name=case.name)


def appoint(session: Session, actor: Actor, *, seen: Mapping[int, int], request_id: UUID | None = None) -> Outcome:
    """Appoints each person by itself. Returns stewards' ids under `done`, application ids under each refusal."""

    def work() -> Outcome:
        cases = find_cases(session, actor, list(seen))
        return one_by_one(session, cases, seen, lambda case, version: _appoint(session, actor, case, version))

    return once(session, request_id, f"appoint {actor.user_id}", work)


def _appoint(session: Session, actor: Actor, case: Case, seen: int) -> int:
    scheme = scheme_of(session, case.scheme_version_id)
    if case.version != seen:
        raise Stale("application_moved", name=case.name)
    require_appointable(session, actor, case, scheme)
    move(session, actor, case, Decision.APPOINT)
    application = session.get_one(Application, case.id)
    steward = session.exec(select(Steward).where(Steward.id_index == application.id_index)).one_or_none()
    if steward is None:
        steward = _new_steward(session, actor, application, scheme)
    else:
        _renew(session, actor, steward, application, scheme)
    _put_appointment(session, actor, steward, application.scheme_version_id)
    record(session, actor, events.StewardAppointed(steward.id or 0, case.id))
    return steward.id or 0


def term_of(scheme: Scheme, first: date) -> tuple[date, date]:
    """`term_years` full years. A term that begins on 29 February ends on the last day of a February."""
    last_year = first.year + scheme.steward.term_years
    try:
        return first, first.replace(year=last_year) - ONE_DAY
    except ValueError:
        return first, date(last_year, 2, 28)


def _taken_over(application: Application) -> dict[str, Any]:
    return {"application_id": application.id, **{f: getattr(application, f) for f in _KEPT if f != "application_id"}}


def _new_steward(session: Session, actor: Actor, application: Application, scheme: Scheme) -> Steward:
    today = clock.today()
    term_from, term_to = term_of(scheme, today)
    number = f"{today.year}{next_number(session, 'steward', today.year):05d}"
    steward = Steward(
        number=number, status=StewardStatus.ACTIVE, term_from=term_from, term_to=term_to,
        card_token=secrets.token_urlsafe(16), **_taken_over(application),
    )  # fmt: skip
    session.add(steward)
    session.flush()
    note_steward_change(session, actor, steward, StewardMove.APPOINT, None, "")
    return steward


def _renew(session: Session, actor: Actor, steward: Steward, application: Application | None, scheme: Scheme) -> None:
    """Another term: after the one that runs, or from today when it is over."""
    is_running = steward.status is StewardStatus.ACTIVE and steward.term_to >= clock.today()
    first = steward.term_to + ONE_DAY if is_running else clock.today()
    if not is_running:
        end_appointments(session, steward)
    move_steward(session, actor, steward, StewardMove.REAPPOINT)
    taken = _taken_over(application) if application else {}
    moved_to = taken.get("unit_id", steward.unit_id)
    if moved_to != steward.unit_id:
        _carry_count(session, steward, int(str(moved_to)))
    for field, value in taken.items():
        setattr(steward, field, value)
    steward.term_from, steward.term_to = term_of(scheme, first)
    session.add(steward)
    session.flush()


def _carry_count(session: Session, steward: Steward, unit_id: int) -> None:
    tallies.add(session, steward.unit_id, steward_kind(steward.status), -1)
    tallies.add(session, unit_id, steward_kind(steward.status), 1)


def _put_appointment(session: Session, actor: Actor, steward: Steward, scheme_version_id: int) -> None:
    session.add(
        Appointment(
            steward_id=steward.id or 0, application_id=steward.application_id, scheme_version_id=scheme_version_id,
            unit_id=steward.unit_id, term_from=steward.term_from, term_to=steward.term_to, appointed_at=clock.now(),
            appointed_by=actor.user_id,
        )
    )  # fmt: skip
    session.flush()


def find_steward_row(session: Session, actor: Actor, steward_id: int) -> Steward:
    row = session.exec(select(Steward).where(Steward.id == steward_id, visible_stewards(actor))).one_or_none()
    if row is None:
        raise NotFound("steward_not_found")
    return row


def reappoint(session: Session, actor: Actor, *, steward_id: int, seen: int, request_id: UUID | None = None) -> str:
    """For another term. Where the scheme vets again, a new application begins; else the new term does.

    Returns `vetting` or `appointed`. Raises `Stale`, `Conflict('already_registered')`.
    """
    require(actor, VettingPermission.MANAGE_STEWARDS)
    steward, scheme = find_steward_row(session, actor, steward_id), current_scheme(session)
    _require_impartial(session, actor, steward, scheme)

    def work() -> str:
        if steward.version != seen:
            raise Stale("steward_moved", name=steward.name)
        if scheme.steward.vet_again_on_reappointment or _was_dismissed(session, steward):
            _apply_again(session, actor, steward)
            return "vetting"
        _renew(session, actor, steward, None, scheme)
        _put_appointment(session, actor, steward, _version_of(session, steward))
        return "appointed"

    return once(session, request_id, f"reappoint {steward_id} {actor.user_id}", work)


def _version_of(session: Session, steward: Steward) -> int:
    """The scheme that the person was vetted under; today's for whoever was in office before the program came."""
    if steward.application_id is None:
        return current_version_id(session)
    return session.get_one(Application, steward.application_id).scheme_version_id


def _require_impartial(session: Session, actor: Actor, steward: Steward, scheme: Scheme) -> None:
    """Appointing again is appointing: by the role that appoints, and never oneself or kin."""
    if actor.role is not scheme.appointment.decider:
        raise NotAllowed("not_your_step", name=steward.name)
    if steward.application_id is None:
        user = session.get(User, actor.user_id)
        if user and (user.id_index == steward.id_index or user.name == steward.name):
            raise NotAllowed("own_application")
        return
    case = find_case(session, actor, steward.application_id)
    if case.is_own or case.is_kin:
        raise NotAllowed(why_not_speak(actor, case), name=case.name)


def _was_dismissed(session: Session, steward: Steward) -> bool:
    """Whoever the organisation let go comes back only through vetting."""
    last = select(StewardChange.move).where(StewardChange.steward_id == steward.id).order_by(col(StewardChange.id).desc())
    return session.scalar(last.limit(1)) is StewardMove.DISMISS


def _apply_again(session: Session, actor: Actor, steward: Steward) -> None:
    """The former application's particulars, with the identity as it is on file now."""
    if steward.application_id is None:
        raise Conflict("register_anew", name=steward.name)
    former = session.get_one(Application, steward.application_id)
    if former.round_id == open_round_id(session):
        raise Conflict("round_needed", name=steward.name)
    particulars = (
        "nation", "political", "party_joined", "education", "occupation", "employer", "party_organisation", "entry_way",
        "recommender",
    )  # fmt: skip
    values = _taken_over(former) | {field: getattr(former, field) for field in particulars}
    values |= {field: getattr(steward, field) for field in ("unit_id", "phone", "phone_index", "speciality")}
    del values["application_id"]
    scheme = current_scheme(session)
    steward_unit(session, actor, scheme, steward.unit_id)
    if steward.category not in {category.key for category in scheme.categories}:
        raise Conflict("category_gone", name=steward.name)
    checked = Applicant(values, ())
    register_checked(session, actor, checked, Source.REAPPOINTMENT, override=steward.number)
