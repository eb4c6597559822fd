"""Opinions of departments as each side may see them: the department its list, the office its letters and replies."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.errors import NotFound
from db.office.models import Unit
from db.office.queries import current_scheme, scheme_of, with_unit_names
from db.permissions import require
from db.privacy import mask_id
from db.scheme import PersonField, Scheme
from db.sql import pick
from db.vetting.models.applications import Application, StepRecord, StepStatus
from db.vetting.models.opinions import Letter, Opinion, OpinionStatus
from db.vetting.permissions import VettingPermission
from db.vetting.queries.scope import Condition, visible_asked_opinions, visible_letters, visible_opinions

Statement = sa.Select[*tuple[Any, ...]]
PENDING = (OpinionStatus.WAITING, OpinionStatus.NOT_REPLIED)


@dataclass(frozen=True)
class AskedPerson:
    """One line of a department's list: only what the scheme lets this department see; the rest is None."""

    opinion_id: int
    application_id: int
    name: str
    due_on: date
    values: dict[PersonField, object]


def department_fields(scheme: Scheme, key: str) -> tuple[PersonField, ...]:
    return next((d.fields for d in scheme.departments if d.key == key), (PersonField.NAME,))


def _value(field: PersonField, a: Application, unit_name: str, is_full: bool) -> object:
    if field is PersonField.UNIT:
        return unit_name
    if field is PersonField.ID_NUMBER:
        return a.id_number if is_full else mask_id(a.id_number)
    if field is PersonField.OCCUPATION:
        return a.occupation or a.employer
    return getattr(a, field.value)


def _people(session: Session, is_full: bool, statement: Statement) -> list[AskedPerson]:
    """With the fields that the scheme lets the department see: each person's own version of it, not today's."""
    rows = with_unit_names(session, statement.add_columns(Application, col(Unit.path)))
    schemes = {version_id: scheme_of(session, version_id) for version_id in {row[1].scheme_version_id for row, _ in rows}}
    people = []
    for (opinion, a, _), unit_name in rows:
        fields = department_fields(schemes[a.scheme_version_id], opinion.department)
        values = {field: _value(field, a, unit_name, is_full) for field in fields}
        people.append(AskedPerson(opinion.id or 0, a.id, a.name, opinion.due_on, values))
    return people


def _open_opinions(*conditions: Condition) -> Statement:
    return (
        pick(Opinion)
        .join(Application, col(Application.id) == Opinion.application_id)
        .join(Unit, col(Unit.id) == Application.unit_id)
        .join(StepRecord, col(StepRecord.id) == Opinion.step_record_id)
        .where(col(StepRecord.status) == StepStatus.WAITING, *conditions)
        .order_by(col(Opinion.due_on), col(Opinion.id))
    )


def waiting_for_department(
    session: Session, actor: Actor, *, offset: int, limit: int, is_full: bool = False
) -> list[AskedPerson]:
    """Who waits for the actor's department, the most urgent first."""
    require(actor, VettingPermission.ANSWER_OPINION)
    pending = _open_opinions(visible_opinions(actor), col(Opinion.status).in_(PENDING))
    return _people(session, is_full, pending.offset(offset).limit(limit))


def count_for_department(session: Session, actor: Actor) -> int:
    pending = _open_opinions(visible_opinions(actor), col(Opinion.status).in_(PENDING))
    return session.scalar(pick(sa.func.count()).select_from(pending.order_by(None).subquery())) or 0


@dataclass(frozen=True)
class DepartmentState:
    """How far one department is, over everybody it was asked about under the actor's unit."""

    department: str
    n_pending: int
    n_without_letter: int
    n_overdue: int


def department_states(session: Session, actor: Actor, today: date) -> list[DepartmentState]:
    require(actor, VettingPermission.ASK_DEPARTMENTS)
    is_pending = col(Opinion.status).in_(PENDING)
    n = sa.func.count()
    rows = session.execute(
        pick(Opinion.department, n, n.filter(col(Opinion.letter_id).is_(None)), n.filter(col(Opinion.due_on) < today))
        .join(StepRecord, col(StepRecord.id) == Opinion.step_record_id)
        .where(col(StepRecord.status) == StepStatus.WAITING, is_pending, visible_asked_opinions(actor))
        .group_by(Opinion.department)
    )
    found = {row[0]: DepartmentState(*row) for row in rows}
    # A department that a newer scheme dropped stays in view while somebody waits for it.
    keys = [*(d.key for d in current_scheme(session).departments), *found]
    return [found.get(key) or DepartmentState(key, 0, 0, 0) for key in dict.fromkeys(keys)]


def without_letter(session: Session, actor: Actor, department: str) -> list[int]:
    """Opinions that no letter asks for yet."""
    found = _open_opinions(
        visible_asked_opinions(actor), col(Opinion.status) == OpinionStatus.WAITING,
        col(Opinion.letter_id).is_(None), col(Opinion.department) == department,
    )  # fmt: skip
    return [opinion.id or 0 for opinion in session.scalars(found)]


@dataclass(frozen=True)
class LetterRow:
    id: int
    year: int
    number: int
    department: str
    written_on: date
    first_reply_by: date
    reply_by: date
    n_people: int
    n_pending: int


def letters(session: Session, actor: Actor, *conditions: Condition, offset: int = 0, limit: int = 50) -> list[LetterRow]:
    """Newest first."""
    n = sa.func.count(col(Opinion.id))
    rows = session.execute(
        pick(Letter, n, n.filter(col(Opinion.status).in_(PENDING)))
        .outerjoin(Opinion, col(Opinion.letter_id) == Letter.id)
        .where(visible_letters(actor), *conditions)
        .group_by(col(Letter.id))
        .order_by(col(Letter.id).desc())
        .offset(offset)
        .limit(limit)
    )
    return [LetterRow(x.id, x.year, x.number, x.department, x.written_on, x.first_reply_by, x.reply_by, n, p) for x, n, p in rows]


def find_letter(session: Session, actor: Actor, letter_id: int) -> LetterRow:
    found = letters(session, actor, col(Letter.id) == letter_id)
    if not found:
        raise NotFound("letter_not_found")
    return found[0]


def _people_of_letter(session: Session, actor: Actor, letter_id: int, is_full: bool, *conditions: Condition) -> list[AskedPerson]:
    find_letter(session, actor, letter_id)
    statement = (
        pick(Opinion)
        .join(Application, col(Application.id) == Opinion.application_id)
        .join(Unit, col(Unit.id) == Application.unit_id)
        .join(StepRecord, col(StepRecord.id) == Opinion.step_record_id)
        .where(col(Opinion.letter_id) == letter_id, visible_asked_opinions(actor), *conditions)
        .order_by(col(Opinion.id))
    )
    return _people(session, is_full, statement)


def people_of_letter(session: Session, actor: Actor, letter_id: int, *, is_full: bool) -> list[AskedPerson]:
    """Whoever the letter asks about, with the fields that its department may see."""
    return _people_of_letter(session, actor, letter_id, is_full)


def open_people_of_letter(session: Session, actor: Actor, letter_id: int) -> list[AskedPerson]:
    """Those of them whose reply is still missing, masked."""
    is_open = col(StepRecord.status) == StepStatus.WAITING, col(Opinion.status).in_(PENDING)
    return _people_of_letter(session, actor, letter_id, False, *is_open)
