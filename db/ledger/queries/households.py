"""Lists of households and shops, one of them whole, and what the ledger already knows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.errors import NotFound
from db.ledger.checks import care_mark
from db.ledger.models.care import Assignment, AssignmentKind
from db.ledger.models.households import Household, HouseholdKind, HouseholdStatus, Member, MemberStatus
from db.ledger.queries.scope import Condition, in_force, under, visible_households
from db.ledger.queries.search import found_by
from db.office.models import Unit
from db.office.queries import unit_names
from db.privacy import mask_id, mask_phone
from db.sql import pick
from db.vetting.models.stewards import Steward
from db.vocabulary import Sex


@dataclass(frozen=True, slots=True)
class KnownMember:
    """One of the people of a household, as a list is compared with them."""

    id: int
    household_id: int
    name: str
    relation: str
    id_number: str | None
    id_index: str | None
    phone: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class KnownHousehold:
    """A household as a list is compared with it."""

    id: int
    version: int
    unit_id: int
    door: str
    door_key: str
    title: str
    name: str
    id_number: str | None
    id_index: str | None
    phone: str | None
    n_people: int | None
    n_party: int | None
    care: str | None
    needs: str
    contact: str
    trade: str
    n_staff: int | None
    note: str | None
    members: tuple[KnownMember, ...] = ()


_KNOWN_MEMBER = tuple(getattr(Member, name) for name in KnownMember.__slots__)
_KNOWN = tuple(getattr(Household, name) for name in KnownHousehold.__slots__ if name != "members")


def known_households(session: Session, actor: Actor, kind: HouseholdKind) -> list[KnownHousehold]:
    """All of a kind that are here and that the actor sees, with full numbers: for comparing, never for a screen."""
    here = sa.and_(col(Household.kind) == kind, col(Household.status) == HouseholdStatus.HERE, visible_households(actor))
    members: dict[int, list[KnownMember]] = {}
    found = pick(*_KNOWN_MEMBER).where(col(Member.status) == MemberStatus.HERE).order_by(col(Member.id))
    if kind is HouseholdKind.FAMILY:
        for row in session.execute(found.join(Household, col(Household.id) == Member.household_id).where(here)):
            members.setdefault(row.household_id, []).append(KnownMember(*row))
    known = [KnownHousehold(*row) for row in session.execute(pick(*_KNOWN).where(here))]
    return [replace(one, members=tuple(members[one.id])) if one.id in members else one for one in known]


@dataclass(frozen=True)
class HouseholdFilter:
    """Empty fields do not filter. `unit_path` narrows to a subtree of the actor's own; `care` is a group's key."""

    kind: HouseholdKind = HouseholdKind.FAMILY
    status: HouseholdStatus = HouseholdStatus.HERE
    search: str = ""
    unit_path: str = ""
    care: str = ""
    is_uncovered: bool = False
    missing_bits: int = 0
    confirmed_before: date | None = None
    steward_id: int | None = None


@dataclass(frozen=True)
class HouseholdRow:
    id: int
    version: int
    kind: HouseholdKind
    unit_id: int
    unit_name: str
    door: str
    title: str
    name: str
    phone: str
    n_people: int | None
    care: str | None
    missing: int
    confirmed_on: date
    steward_id: int | None
    steward_name: str


def _has_steward() -> Condition:
    mine = sa.and_(
        col(Assignment.household_id) == Household.id, col(Assignment.ended_on).is_(None),
        col(Assignment.kind) == AssignmentKind.STEWARD,
    )  # fmt: skip
    return sa.exists().where(mine)


def _conditions(actor: Actor, wanted: HouseholdFilter) -> list[Condition]:
    found = [
        col(Household.kind) == wanted.kind, col(Household.status) == wanted.status, visible_households(actor),
        found_by(wanted.search),
    ]  # fmt: skip
    if wanted.unit_path.startswith(actor.unit_path) and wanted.unit_path != actor.unit_path:
        found.append(under(wanted.unit_path, Household.unit_id))
    if wanted.care:
        found.append(col(Household.care_marks).contains(care_mark(wanted.care)))
    if wanted.is_uncovered:
        found.append(~_has_steward())
    if wanted.missing_bits:
        found.append(col(Household.missing).op("&")(wanted.missing_bits) != 0)
    if wanted.confirmed_before:
        found.append(col(Household.confirmed_on) < wanted.confirmed_before)
    if wanted.steward_id:
        given = pick(Assignment.household_id).where(col(Assignment.steward_id) == wanted.steward_id, in_force(clock.today()))
        found.append(col(Household.id).in_(given))
    return found


_LISTED = (
    Household.id, Household.version, Household.kind, Household.unit_id, Household.door, Household.title, Household.name,
    Household.phone, Household.n_people, Household.care, Household.missing, Household.confirmed_on,
)  # fmt: skip


def find_households(
    session: Session, actor: Actor, wanted: HouseholdFilter, *, offset: int = 0, limit: int = 50
) -> list[HouseholdRow]:
    """By unit, then in the order of doors. Telephones are masked."""
    page = session.execute(
        pick(*_LISTED)
        .where(*_conditions(actor, wanted))
        .order_by(col(Household.unit_id), col(Household.door_key), col(Household.id))
        .offset(offset)
        .limit(limit)
    ).all()
    stewards = stewards_of(session, [row.id for row in page])
    places = places_of(session, {row.unit_id for row in page})
    return [
        HouseholdRow(
            r.id, r.version, r.kind, r.unit_id, places[r.unit_id], r.door, r.title, r.name, mask_phone(r.phone), r.n_people,
            r.care, r.missing, r.confirmed_on, *stewards.get(r.id, (None, "")),
        )
        for r in page
    ]  # fmt: skip


def count_households(session: Session, actor: Actor, wanted: HouseholdFilter) -> int:
    counted = pick(sa.func.count()).select_from(Household).where(*_conditions(actor, wanted))
    return session.scalar(counted) or 0


def places_of(session: Session, unit_ids: set[int]) -> dict[int, str]:
    paths = dict(session.execute(pick(Unit.id, Unit.path).where(col(Unit.id).in_(unit_ids))).all())
    names = unit_names(session, list(paths.values()))
    return {unit_id: names[path] for unit_id, path in paths.items()}


def stewards_of(session: Session, household_ids: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Household -> id and name of the steward who looks after it."""
    rows = session.execute(
        pick(Assignment.household_id, Steward.id, Steward.name)
        .join(Steward, col(Steward.id) == Assignment.steward_id)
        .where(
            col(Assignment.household_id).in_(household_ids), col(Assignment.ended_on).is_(None),
            col(Assignment.kind) == AssignmentKind.STEWARD,
        )
    )  # fmt: skip
    return {household_id: (steward_id, name) for household_id, steward_id, name in rows}


@dataclass(frozen=True)
class MemberRow:
    id: int
    status: MemberStatus
    name: str
    relation: str
    sex: Sex | None
    birth_date: date | None
    id_number: str
    phone: str
    is_party: bool
    note: str


@dataclass(frozen=True)
class HouseholdFacts:
    """One household with its people; numbers masked."""

    row: HouseholdRow
    status: HouseholdStatus
    unit_path: str
    id_number: str
    n_party: int | None
    needs: str
    contact: str
    trade: str
    n_staff: int | None
    note: str
    members: tuple[MemberRow, ...]
    buddy: tuple[int, str, date | None] | None


def household_facts(session: Session, actor: Actor, household_id: int) -> HouseholdFacts:
    """Raises `NotFound`, also for what lies outside the actor's scope."""
    h = find_household(session, actor, household_id)
    row = HouseholdRow(
        household_id, h.version, h.kind, h.unit_id, places_of(session, {h.unit_id})[h.unit_id], h.door, h.title, h.name,
        mask_phone(h.phone), h.n_people, h.care, h.missing, h.confirmed_on,
        *stewards_of(session, [household_id]).get(household_id, (None, "")),
    )  # fmt: skip
    path = session.scalar(pick(Unit.path).where(col(Unit.id) == h.unit_id))
    return HouseholdFacts(
        row, h.status, path or "", mask_id(h.id_number), h.n_party, h.needs, h.contact, h.trade, h.n_staff, h.note or "",
        _members(session, household_id), _buddy(session, household_id),
    )  # fmt: skip


def find_household(session: Session, actor: Actor, household_id: int) -> Household:
    """The row itself, for commands. Raises `NotFound`."""
    found = session.scalars(pick(Household).where(col(Household.id) == household_id, visible_households(actor))).one_or_none()
    if found is None:
        raise NotFound("household_not_found")
    return found  # type: ignore[no-any-return]


def _members(session: Session, household_id: int) -> tuple[MemberRow, ...]:
    rows = session.scalars(pick(Member).where(col(Member.household_id) == household_id).order_by(col(Member.id)))
    return tuple(
        MemberRow(
            m.id, m.status, m.name, m.relation, m.sex, m.birth_date, mask_id(m.id_number), mask_phone(m.phone), m.is_party,
            m.note or "",
        )
        for m in rows
    )  # fmt: skip


def _buddy(session: Session, household_id: int) -> tuple[int, str, date | None] | None:
    row = session.execute(
        pick(Steward.id, Steward.name, Assignment.until)
        .join(Steward, col(Steward.id) == Assignment.steward_id)
        .where(
            col(Assignment.household_id) == household_id, col(Assignment.kind) == AssignmentKind.BUDDY,
            in_force(clock.today()),
        )
    ).first()  # fmt: skip
    return tuple(row) if row else None
