"""Old or infirm party members whom stewards look after by name: lists of them, and one whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.errors import NotFound
from db.ledger.models.named import NamedCare, NamedMember, NamedStatus
from db.ledger.queries.households import places_of
from db.ledger.queries.merged import with_merged
from db.ledger.queries.scope import Condition, visible_named
from db.names import like_pattern
from db.office.models import Unit
from db.privacy import mask_phone
from db.sql import pick
from db.text import clean
from db.vetting.models.stewards import Steward, StewardStatus


@dataclass(frozen=True)
class NamedFilter:
    """Empty fields do not filter. `is_uncovered`: nobody looks after them who is in service. `is_ended`: those no longer looked
    after, else those who are here."""

    search: str = ""
    is_ended: bool = False
    is_uncovered: bool = False
    steward_id: int | None = None
    household_id: int | None = None


@dataclass(frozen=True)
class NamedRow:
    """Telephones are masked. `is_served`: there is a steward, and in service."""

    id: int
    version: int
    status: NamedStatus
    unit_id: int
    unit_name: str
    household_id: int | None
    door: str
    name: str
    phone: str
    need: str
    ended_on: date | None
    steward_id: int | None
    steward_name: str
    is_served: bool


@dataclass(frozen=True)
class CareRow:
    """Who looked after a person, from when until when."""

    steward_name: str
    from_on: date
    ended_on: date | None


@dataclass(frozen=True)
class NamedFacts:
    row: NamedRow
    unit_path: str
    care: tuple[CareRow, ...]


def _open_care() -> Condition:
    return sa.and_(col(NamedCare.member_id) == NamedMember.id, col(NamedCare.ended_on).is_(None))


def _is_served() -> Condition:
    served = sa.exists().where(_open_care(), col(Steward.id) == NamedCare.steward_id, col(Steward.status) == StewardStatus.ACTIVE)
    return served.correlate(NamedMember)


def _found_by(text: str) -> Condition:
    """By a part of the name or the door, by pinyin or initials from their beginning."""
    plain = clean(text)
    if not plain:
        return sa.true()
    part, begins = f"%{like_pattern(plain)}%", f"{like_pattern(plain.lower())}%"
    parts = [col(column).like(part, escape="\\") for column in (NamedMember.name, NamedMember.door)]
    sounds = [col(column).like(begins, escape="\\") for column in (NamedMember.pinyin, NamedMember.initials)]
    return sa.or_(*parts, *sounds)


def _conditions(session: Session, actor: Actor, wanted: NamedFilter) -> list[Condition]:
    is_here = col(NamedMember.status) == NamedStatus.HERE
    found = [visible_named(actor), ~is_here if wanted.is_ended else is_here, _found_by(wanted.search)]
    if wanted.is_uncovered:
        found.append(~_is_served())
    if wanted.steward_id is not None:
        theirs = pick(NamedCare.member_id).where(
            col(NamedCare.steward_id) == wanted.steward_id, col(NamedCare.ended_on).is_(None)
        )
        found.append(col(NamedMember.id).in_(theirs))
    if wanted.household_id is not None:
        found.append(col(NamedMember.household_id).in_(with_merged(session, [wanted.household_id])))
    return found


def find_named(
    session: Session, actor: Actor, wanted: NamedFilter, *, offset: int = 0, limit: int = 50
) -> tuple[list[NamedRow], int]:
    """By unit, then in the order of doors; and how many there are."""
    conditions = _conditions(session, actor, wanted)
    rows = session.scalars(
        pick(NamedMember)
        .where(*conditions)
        .order_by(col(NamedMember.unit_id), col(NamedMember.door_key), col(NamedMember.id))
        .offset(offset)
        .limit(limit)
    ).all()
    n_rows = session.scalar(pick(sa.func.count()).select_from(NamedMember).where(*conditions)) or 0
    return _shown(session, rows), n_rows


def count_named_uncovered(session: Session, actor: Actor) -> int:
    """Persons who have no steward in service."""
    counted = pick(sa.func.count()).select_from(NamedMember)
    return session.scalar(counted.where(*_conditions(session, actor, NamedFilter(is_uncovered=True)))) or 0


def named_facts(session: Session, actor: Actor, member_id: int) -> NamedFacts:
    """Raises `NotFound`, also for what lies outside the actor's scope."""
    row = find_named_member(session, actor, member_id)
    path = session.scalar(pick(Unit.path).where(col(Unit.id) == row.unit_id))
    return NamedFacts(_shown(session, [row])[0], path or "", _care(session, member_id))


def find_named_member(session: Session, actor: Actor, member_id: int) -> NamedMember:
    """The row itself, for commands. Raises `NotFound`."""
    found = session.scalars(pick(NamedMember).where(col(NamedMember.id) == member_id, visible_named(actor))).one_or_none()
    if found is None:
        raise NotFound("named_not_found")
    return found  # type: ignore[no-any-return]


def named_by_steward(session: Session, steward_ids: Sequence[int]) -> dict[int, list[int]]:
    """Steward -> the persons whom they look after, in order. Whoever calls has looked at the actor already."""
    rows = session.execute(
        pick(NamedCare.steward_id, NamedCare.member_id)
        .where(col(NamedCare.steward_id).in_(steward_ids), col(NamedCare.ended_on).is_(None))
        .order_by(col(NamedCare.member_id))
    )
    found: dict[int, list[int]] = {}
    for steward_id, member_id in rows:
        found.setdefault(steward_id, []).append(member_id)
    return found


def _shown(session: Session, rows: Sequence[NamedMember]) -> list[NamedRow]:
    places, stewards = places_of(session, {row.unit_id for row in rows}), _stewards(session, [row.id or 0 for row in rows])
    return [
        NamedRow(
            r.id or 0, r.version, r.status, r.unit_id, places[r.unit_id], r.household_id, r.door, r.name, mask_phone(r.phone),
            r.need or "", r.ended_on, *stewards.get(r.id or 0, (None, "", False)),
        )
        for r in rows
    ]  # fmt: skip


def _stewards(session: Session, member_ids: Sequence[int]) -> dict[int, tuple[int, str, bool]]:
    rows = session.execute(
        pick(NamedCare.member_id, Steward.id, Steward.name, Steward.status)
        .join(Steward, col(Steward.id) == NamedCare.steward_id)
        .where(col(NamedCare.member_id).in_(member_ids), col(NamedCare.ended_on).is_(None))
    )
    return {member_id: (i, name, status is StewardStatus.ACTIVE) for member_id, i, name, status in rows}


def _care(session: Session, member_id: int) -> tuple[CareRow, ...]:
    rows: Any = session.execute(
        pick(Steward.name, NamedCare.from_on, NamedCare.ended_on)
        .join(Steward, col(Steward.id) == NamedCare.steward_id)
        .where(col(NamedCare.member_id) == member_id)
        .order_by(col(NamedCare.id).desc())
    )
    return tuple(CareRow(*row) for row in rows)
