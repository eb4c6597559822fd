"""Readings that are recorded: full numbers, opinions of departments, objections. They write only to the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import NotAllowed, NotFound
from db.office.commands.openings import open_numbers
from db.office.models import User
from db.office.permissions import OfficePermission
from db.permissions import require
from db.privacy import mask_id, mask_phone
from db.sql import pick
from db.vetting import events
from db.vetting.commands.opinions import can_ask_again, can_excuse
from db.vetting.models.announcements import Objection
from db.vetting.models.applications import Application
from db.vetting.models.candidates import Candidate
from db.vetting.models.opinions import FormerExcuse, Opinion, OpinionStatus
from db.vetting.models.stewards import Steward
from db.vetting.permissions import VettingPermission
from db.vetting.queries.cases import find_case
from db.vetting.queries.opinions import AskedPerson, find_letter, people_of_letter, waiting_for_department
from db.vetting.queries.scope import visible_applications, visible_candidates, visible_objections, visible_stewards
from db.vetting.queries.stewards import CardRow, StewardFilter, StewardRow, card_rows, find_stewards


@dataclass(frozen=True)
class FullNumbers:
    id_number: str
    phone: str


def show_numbers_of_applicant(session: Session, actor: Actor, *, application_id: int) -> FullNumbers:
    require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    row = session.exec(select(Application).where(Application.id == application_id, visible_applications(actor))).one_or_none()
    if row is None:
        raise NotFound("application_not_found")
    open_numbers(session, actor, events.NumbersOpened(application=application_id))
    return FullNumbers(row.id_number, row.phone)


def show_numbers_of_steward(session: Session, actor: Actor, *, steward_id: int) -> FullNumbers:
    require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    row = session.exec(select(Steward).where(Steward.id == steward_id, visible_stewards(actor))).one_or_none()
    if row is None:
        raise NotFound("steward_not_found")
    open_numbers(session, actor, events.NumbersOpened(steward=steward_id))
    return FullNumbers(row.id_number, row.phone)


def show_numbers_of_candidate(session: Session, actor: Actor, *, candidate_id: int) -> FullNumbers:
    require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    row = session.exec(select(Candidate).where(Candidate.id == candidate_id, visible_candidates(actor))).one_or_none()
    if row is None:
        raise NotFound("candidate_not_found")
    open_numbers(session, actor, events.NumbersOpened(candidate=candidate_id))
    return FullNumbers(row.id_number or "", row.phone or "")


def note_lookalikes_shown(session: Session, actor: Actor, *, application_ids: Sequence[int]) -> None:
    require(actor, VettingPermission.SEE_APPLICATIONS)
    record(session, actor, events.PersonalDataShown("lookalike", list(application_ids)))


def show_department_list(session: Session, actor: Actor, *, offset: int, limit: int) -> list[AskedPerson]:
    """The department's page with full ID numbers, which it needs to look people up."""
    people = waiting_for_department(session, actor, offset=offset, limit=limit, is_full=True)
    record(session, actor, events.PersonalDataShown("opinion", [person.opinion_id for person in people]))
    return people


def show_letter(session: Session, actor: Actor, *, letter_id: int) -> list[AskedPerson]:
    """The people of a letter with full numbers, for printing it."""
    find_letter(session, actor, letter_id)
    people = people_of_letter(session, actor, letter_id, is_full=True)
    record(session, actor, events.PersonalDataShown("letter", [person.application_id for person in people]))
    return people


def exported_stewards(
    session: Session, actor: Actor, wanted: StewardFilter, *, with_full_data: bool
) -> list[tuple[StewardRow, str, str]]:
    """Whoever the filter finds, each with ID number and telephone: masked, or full for whoever may see them."""
    require(actor, VettingPermission.EXPORT_STEWARDS)
    if with_full_data:
        require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    rows = find_stewards(session, actor, wanted, limit=100_000)
    record(session, actor, events.StewardsExported(len(rows), with_full_data))
    numbers = {s.id: s for s in session.exec(select(Steward).where(visible_stewards(actor)))}
    shown = [(row, numbers[row.id].id_number, numbers[row.id].phone) for row in rows]
    return shown if with_full_data else [(row, mask_id(number), mask_phone(phone)) for row, number, phone in shown]


def cards_to_print(session: Session, actor: Actor, *, kind: str, steward_ids: Sequence[int]) -> list[CardRow]:
    """Cards carry the telephone in full: that is what they are for. The printing is recorded."""
    rows = card_rows(session, actor, list(steward_ids))
    record(session, actor, events.CardsPrinted(kind, sorted(row.steward_id for row in rows)))
    return rows


def _require_stranger(session: Session, actor: Actor, application_id: int) -> None:
    """What was said of a person is not read by that person, nor by kin."""
    case = find_case(session, actor, application_id)
    if case.is_own or case.is_kin:
        raise NotAllowed("own_application" if case.is_own else "kin_application", name=case.name)


@dataclass(frozen=True)
class FormerReason:
    """Why the step was to go on without the reply, who said so, and when that was over."""

    reason: str
    user_name: str
    ended_at: datetime


@dataclass(frozen=True)
class OpinionText:
    opinion_id: int
    department: str
    status: OpinionStatus
    reason: str
    answered_at: datetime | None
    is_due: bool
    excuse: str
    may_be_asked_again: bool
    may_be_excused: bool
    former_excuses: tuple[FormerReason, ...] = ()


def read_opinions(session: Session, actor: Actor, *, application_id: int) -> list[OpinionText]:
    """What departments said of one applicant, for the two roles that decide."""
    require(actor, VettingPermission.READ_OPINIONS)
    _require_stranger(session, actor, application_id)
    found = session.exec(select(Opinion).where(Opinion.application_id == application_id).order_by(col(Opinion.id))).all()
    latest = max((opinion.step_record_id for opinion in found), default=0)
    record(session, actor, events.OpinionsRead(application_id))
    former = _former_excuses(session, [o.id or 0 for o in found])
    return [
        OpinionText(
            o.id or 0, o.department, o.status, o.reason or "", o.answered_at, o.due_on < clock.today(), o.excuse or "",
            can_ask_again(o), can_excuse(o), tuple(former.get(o.id or 0, ())),
        )
        for o in found
        if o.step_record_id == latest
    ]  # fmt: skip


def _former_excuses(session: Session, opinion_ids: Sequence[int]) -> dict[int, list[FormerReason]]:
    """In the order in which they ended."""
    found: dict[int, list[FormerReason]] = {}
    rows = session.execute(
        pick(FormerExcuse, User.name)
        .outerjoin(User, col(User.id) == FormerExcuse.excused_by)
        .where(col(FormerExcuse.opinion_id).in_(opinion_ids))
        .order_by(col(FormerExcuse.id))
    )
    for row, name in rows:
        found.setdefault(row.opinion_id, []).append(FormerReason(row.excuse, name or "", row.ended_at))
    return found


@dataclass(frozen=True)
class ObjectionText:
    text: str
    objector: str
    contact: str
    finding: str


def read_objection(session: Session, actor: Actor, *, objection_id: int) -> ObjectionText:
    """Confidential: only who examines reads it, and each reading is recorded."""
    row = session.exec(select(Objection).where(Objection.id == objection_id, visible_objections(actor))).one_or_none()
    if row is None:
        raise NotFound("objection_not_found")
    _require_stranger(session, actor, row.application_id)
    record(session, actor, events.ObjectionRead(objection_id))
    return ObjectionText(row.text, row.objector or "", row.contact or "", row.finding or "")
