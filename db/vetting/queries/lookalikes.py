"""People already on file who may be the same person as the one being registered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.office.models import Unit
from db.office.queries import with_unit_names
from db.sql import pick
from db.vetting.applicants import Applicant
from db.vetting.models.applications import Application, Status
from db.vetting.queries.scope import visible_applications
from db.vocabulary import Sex

# A near name counts when the birth dates are not a generation apart.
_NEAR_IN_AGE = timedelta(days=366)


class Likeness(StrEnum):
    SAME_ID = "same_id"
    SAME_NAME_AND_BIRTH = "same_name_and_birth"
    NEAR_NAME = "near_name"


@dataclass(frozen=True)
class Lookalike:
    """Shown in full to whoever registers, so that two people can be told apart; the showing is recorded."""

    application_id: int
    likeness: Likeness
    name: str
    sex: Sex
    birth_date: date
    id_number: str
    phone: str
    unit_name: str
    status: Status
    registered_on: date
    is_this_round: bool


def _likeness(applicant: Applicant, other: Application) -> Likeness:
    if other.id_index == applicant.id_index:
        return Likeness.SAME_ID
    if (other.name, other.birth_date) == (applicant.name, applicant.birth_date):
        return Likeness.SAME_NAME_AND_BIRTH
    return Likeness.NEAR_NAME


def find_lookalikes(
    session: Session, actor: Actor, applicant: Applicant, *, round_id: int | None, but: int = 0
) -> list[Lookalike]:
    """Same ID number; same name and birth date; same pinyin within a year of age. Only within the actor's scope."""
    born = applicant.birth_date
    near = sa.and_(
        col(Application.pinyin) == applicant.values["pinyin"],
        col(Application.birth_date).between(born - _NEAR_IN_AGE, born + _NEAR_IN_AGE),
    )
    found = (
        pick(Application, Unit.path)
        .join(Unit, col(Unit.id) == Application.unit_id)
        .where(
            sa.or_(col(Application.id_index) == applicant.id_index, near),
            col(Application.id) != but, visible_applications(actor),
        )
        .order_by(col(Application.registered_at).desc())
        .limit(20)
    )  # fmt: skip
    return [_row(applicant, other, unit_name, round_id) for (other, _), unit_name in with_unit_names(session, found)]


def _row(applicant: Applicant, other: Application, unit_name: str, round_id: int | None) -> Lookalike:
    return Lookalike(
        other.id or 0, _likeness(applicant, other), other.name, other.sex, other.birth_date, other.id_number, other.phone,
        unit_name, other.status, clock.local(other.registered_at).date(), other.round_id == round_id,
    )  # fmt: skip


@dataclass(frozen=True)
class KnownPeople:
    """What an import compares its rows with, read once for the whole file."""

    in_round: frozenset[str]
    names_and_births: frozenset[tuple[str, date]]
    pinyins: frozenset[str]


def known_people(session: Session, actor: Actor, round_id: int | None, pinyins: Sequence[str]) -> KnownPeople:
    in_round = pick(Application.id_index).where(col(Application.round_id) == round_id)
    alike = session.execute(
        pick(Application.name, Application.birth_date, Application.pinyin).where(
            col(Application.pinyin).in_(set(pinyins)), visible_applications(actor)
        )
    ).all()
    return KnownPeople(
        frozenset(session.scalars(in_round)),
        frozenset((name, birth) for name, birth, _ in alike),
        frozenset(pinyin for _, _, pinyin in alike),
    )
