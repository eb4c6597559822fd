"""The directory of stewards, one steward's page, and what a card's QR code says."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor, Role
from db.errors import NotFound
from db.office.models import Unit, User
from db.office.queries import with_unit_names
from db.permissions import require
from db.privacy import mask_id, mask_phone
from db.sql import pick
from db.vetting.models.applications import Application
from db.vetting.models.stewards import Appointment, Steward, StewardChange, StewardMove, StewardStatus
from db.vetting.permissions import VettingPermission
from db.vetting.queries.scope import Condition, search_person, visible_stewards
from db.vocabulary import Sex


class CardState(StrEnum):
    """All that a stranger learns from a card."""

    VALID = "valid"
    SUSPENDED = "suspended"
    ENDED = "ended"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class StewardFilter:
    """Empty fields do not filter. `unit_path` narrows to a subtree of the actor's own."""

    search: str = ""
    status: StewardStatus | None = StewardStatus.ACTIVE
    category: str = ""
    speciality: str = ""
    unit_path: str = ""
    term_ends_by: date | None = None


@dataclass(frozen=True)
class StewardRow:
    id: int
    version: int
    number: str
    name: str
    sex: Sex
    birth_date: date
    category: str
    speciality: str
    unit_id: int
    unit_path: str
    unit_name: str
    phone: str
    status: StewardStatus
    term_from: date
    term_to: date


def _conditions(session: Session, actor: Actor, wanted: StewardFilter) -> tuple[Condition, ...]:
    others = _but_speciality(actor, wanted)
    if not wanted.speciality:
        return others
    # Sealed in its column: looked for in what the other conditions leave.
    rows = session.execute(pick(Steward.id, Steward.speciality).join(Unit, col(Unit.id) == Steward.unit_id).where(*others))
    said = wanted.speciality.casefold()
    return (col(Steward.id).in_([row.id for row in rows if said in row.speciality.casefold()]),)


def _but_speciality(actor: Actor, wanted: StewardFilter) -> tuple[Condition, ...]:
    path = wanted.unit_path if wanted.unit_path.startswith(actor.unit_path) else actor.unit_path
    return (
        visible_stewards(actor),
        col(Unit.path) >= path,
        col(Unit.path) < path[:-1] + "0",
        search_person(wanted.search, Steward),
        col(Steward.status) == wanted.status if wanted.status else sa.true(),
        col(Steward.category) == wanted.category if wanted.category else sa.true(),
        col(Steward.term_to) <= wanted.term_ends_by if wanted.term_ends_by else sa.true(),
    )


def find_stewards(session: Session, actor: Actor, wanted: StewardFilter, *, offset: int = 0, limit: int = 50) -> list[StewardRow]:
    """In the order of units, then of names. Phones are masked."""
    found = (
        pick(*_LISTED, Unit.path)
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .where(*_conditions(session, actor, wanted))
        .order_by(col(Unit.path), col(Steward.pinyin), col(Steward.id))
        .offset(offset)
        .limit(limit)
    )
    return [_row(row, row.path, unit_name) for row, unit_name in with_unit_names(session, found)]


# Of the sealed columns only the telephone, for its mask, and the speciality.
_LISTED = (
    Steward.id, Steward.version, Steward.number, Steward.name, Steward.sex, Steward.birth_date, Steward.category,
    Steward.speciality, Steward.unit_id, Steward.phone, Steward.status, Steward.term_from, Steward.term_to,
)  # fmt: skip


def _row(s: Any, path: str, unit_name: str) -> StewardRow:
    return StewardRow(
        s.id or 0, s.version, s.number, s.name, s.sex, s.birth_date, s.category, s.speciality, s.unit_id, path, unit_name,
        mask_phone(s.phone), s.status, s.term_from, s.term_to,
    )  # fmt: skip


def count_stewards(session: Session, actor: Actor, wanted: StewardFilter) -> int:
    return (
        session.scalar(
            pick(sa.func.count())
            .select_from(Steward)
            .join(Unit, col(Unit.id) == Steward.unit_id)
            .where(*_conditions(session, actor, wanted))
        )
        or 0
    )


@dataclass(frozen=True)
class StewardFacts:
    row: StewardRow
    id_number: str
    application_id: int | None
    nation: str
    education: str
    occupation: str
    employer: str
    party_organisation: str
    is_over: bool


def _facts(session: Session, today: date, *conditions: Condition) -> StewardFacts | None:
    found = (
        pick(Steward, Unit.path, Application)
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .outerjoin(Application, col(Application.id) == Steward.application_id)
        .where(*conditions)
        .limit(1)
    )
    rows = with_unit_names(session, found)
    if not rows:
        return None
    [((s, path, a), unit_name)] = rows
    return StewardFacts(
        _row(s, path, unit_name), mask_id(s.id_number), s.application_id, a.nation if a else "",
        a.education if a else "", a.occupation if a else "", a.employer if a else "", a.party_organisation if a else "",
        s.term_to < today,
    )  # fmt: skip


def steward_facts(session: Session, actor: Actor, steward_id: int, today: date) -> StewardFacts:
    """Numbers masked. Raises `NotFound`, also for what lies outside the actor's scope."""
    facts = _facts(session, today, col(Steward.id) == steward_id, visible_stewards(actor))
    if facts is None:
        raise NotFound("steward_not_found")
    return facts


@dataclass(frozen=True)
class TermRow:
    unit_name: str
    term_from: date
    term_to: date
    ended_on: date | None
    application_id: int | None


def terms(session: Session, actor: Actor, steward_id: int) -> list[TermRow]:
    """Every appointment of a steward in the actor's scope, the first first."""
    found = (
        pick(Appointment, Unit.path)
        .join(Unit, col(Unit.id) == Appointment.unit_id)
        .join(Steward, col(Steward.id) == Appointment.steward_id)
        .where(col(Steward.id) == steward_id, visible_stewards(actor))
        .order_by(col(Appointment.id))
    )
    return [
        TermRow(unit_name, a.term_from, a.term_to, a.ended_on, a.application_id)
        for (a, _), unit_name in with_unit_names(session, found)
    ]


@dataclass(frozen=True)
class ServiceLine:
    at: datetime
    move: StewardMove
    role: Role | None
    user_name: str
    reason: str


def service_story(session: Session, actor: Actor, steward_id: int) -> list[ServiceLine]:
    """What became of a steward in the actor's scope, from first to last."""
    rows = session.execute(
        pick(StewardChange, User.name)
        .join(Steward, col(Steward.id) == StewardChange.steward_id)
        .outerjoin(User, col(User.id) == StewardChange.user_id)
        .where(col(Steward.id) == steward_id, visible_stewards(actor))
        .order_by(col(StewardChange.id))
    )
    return [ServiceLine(c.at, c.move, c.role, name or "", c.reason or "") for c, name in rows]


def own_steward(session: Session, actor: Actor, today: date) -> StewardFacts | None:
    """The steward that the signed-in person is, by ID number or telephone on file. Needs SEE_OWN_STEWARD."""
    require(actor, VettingPermission.SEE_OWN_STEWARD)
    user = session.get(User, actor.user_id)
    if user is None:
        return None
    if user.id_index:
        return _facts(session, today, col(Steward.id_index) == user.id_index)
    # A couple may share one telephone: then the name decides.
    return _facts(session, today, col(Steward.phone_index) == user.phone_index, col(Steward.name) == user.name)


def card_state(session: Session, token: str, today: date) -> CardState:
    """Valid, suspended or ended, and nothing more."""
    row = session.execute(pick(Steward.status, Steward.term_to).where(col(Steward.card_token) == token)).first()
    if row is None:
        return CardState.UNKNOWN
    status, term_to = row
    if status is StewardStatus.ENDED or term_to < today:
        return CardState.ENDED
    return CardState.SUSPENDED if status is StewardStatus.SUSPENDED else CardState.VALID


@dataclass(frozen=True)
class CardRow:
    """What is printed: the card token becomes the QR code. The phone is full: the contact card is there to give it."""

    steward_id: int
    number: str
    name: str
    sex: Sex
    category: str
    speciality: str
    unit_name: str
    phone: str
    term_from: date
    term_to: date
    card_token: str


def card_rows(session: Session, actor: Actor, steward_ids: list[int]) -> list[CardRow]:
    """Cards of stewards in service, in the order of units. Needs MANAGE_STEWARDS."""
    require(actor, VettingPermission.MANAGE_STEWARDS)
    found = (
        pick(Steward, Unit.path)
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .where(
            visible_stewards(actor), col(Steward.id).in_(steward_ids), col(Steward.status) != StewardStatus.ENDED
        )
        .order_by(col(Unit.path), col(Steward.pinyin))
    )  # fmt: skip
    return [
        CardRow(s.id, s.number, s.name, s.sex, s.category, s.speciality, unit_name, s.phone, s.term_from, s.term_to, s.card_token)
        for (s, _), unit_name in with_unit_names(session, found)
    ]


@dataclass(frozen=True)
class BoardRow:
    """What a building's notice board or a property company's page may say."""

    name: str
    unit_name: str
    category: str


def names_on_boards(session: Session, actor: Actor) -> list[BoardRow]:
    """Stewards in service under the actor's unit, as their notice boards name them. Needs SEE_BOARD."""
    require(actor, VettingPermission.SEE_BOARD)
    found = (
        pick(Steward.name, Steward.category, Unit.path)
        .join(Unit, col(Unit.id) == Steward.unit_id)
        .where(
            col(Unit.path) >= actor.unit_path, col(Unit.path) < actor.scope_end,
            col(Steward.status) == StewardStatus.ACTIVE,
        )
        .order_by(col(Unit.path))
        .limit(500)
    )  # fmt: skip
    return [BoardRow(row.name, unit_name, row.category) for row, unit_name in with_unit_names(session, found)]
