"""Partner organisations: lists, one with its members, and how many there are of each kind."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor, end_of_path
from db.errors import NotFound
from db.ledger.queries.scope import Condition
from db.names import like_pattern
from db.office.models import Unit
from db.office.queries import with_unit_names
from db.permissions import in_scope
from db.points.models.partners import Partner, PartnerKind, PartnerMember, PartnerUnit, PartyOrganisation
from db.points.queries.scope import visible_partners
from db.privacy import mask_phone
from db.sql import pick
from db.text import clean


@dataclass(frozen=True)
class PartnerFilter:
    """Empty fields do not filter."""

    kind: PartnerKind | None = None
    party: PartyOrganisation | None = None
    search: str = ""
    unit_path: str = ""
    with_ended: bool = False


@dataclass(frozen=True)
class PartnerRow:
    """`units`: names of those of its units that the actor sees; `unit_name` the lowest above all of them. Phones are masked.
    `is_own`: whoever has the right may change it. `terms_end_on`: the next last day of a member's term."""

    id: int
    version: int
    kind: PartnerKind
    name: str
    party: PartyOrganisation
    unit_id: int
    unit_name: str
    contact: str
    phone: str
    helps_with: str
    since: date | None
    ended_on: date | None
    is_own: bool
    n_members: int
    n_party_members: int
    terms_end_on: date | None


@dataclass(frozen=True)
class MemberRow:
    id: int
    name: str
    phone: str
    post: str
    is_party_member: bool
    from_on: date | None
    until: date | None
    ended_on: date | None
    is_over: bool


@dataclass(frozen=True)
class PartnerFacts:
    """Members who stopped come last."""

    row: PartnerRow
    unit_ids: tuple[int, ...]
    units: tuple[str, ...]
    members: tuple[MemberRow, ...]


@dataclass(frozen=True)
class PartnerCount:
    """`n_with_party`: with a party organisation of its own or a joint one."""

    kind: PartnerKind
    n: int
    n_with_party: int


def _conditions(actor: Actor, wanted: PartnerFilter) -> list[Condition]:
    found = [visible_partners(actor)]
    if not wanted.with_ended:
        found.append(col(Partner.ended_on).is_(None))
    if wanted.kind:
        found.append(col(Partner.kind) == wanted.kind)
    if wanted.party:
        found.append(col(Partner.party) == wanted.party)
    if text := clean(wanted.search):
        found.append(col(Partner.name).like(f"%{like_pattern(text)}%", escape="\\"))
    if wanted.unit_path:
        inside = pick(Unit.id).where(col(Unit.path) >= wanted.unit_path, col(Unit.path) < end_of_path(wanted.unit_path))
        found.append(col(Partner.id).in_(pick(PartnerUnit.partner_id).where(col(PartnerUnit.unit_id).in_(inside))))
    return found


def find_partners(
    session: Session, actor: Actor, wanted: PartnerFilter = PartnerFilter(), *, offset: int = 0, limit: int = 50
) -> list[PartnerRow]:
    """By kind, then in the order of names."""
    order = (col(Partner.kind), col(Partner.sort_key), col(Partner.id))
    return _rows(session, actor, _picked().where(*_conditions(actor, wanted)).order_by(*order).offset(offset).limit(limit))


def count_found_partners(session: Session, actor: Actor, wanted: PartnerFilter = PartnerFilter()) -> int:
    return session.scalar(pick(sa.func.count()).select_from(Partner).where(*_conditions(actor, wanted))) or 0


def count_partners(session: Session, actor: Actor) -> list[PartnerCount]:
    """Of each kind that there is, those that have not ended."""
    has_party = sa.func.sum(sa.case((col(Partner.party) != PartyOrganisation.NONE, 1), else_=0))
    counted = pick(Partner.kind, sa.func.count(), has_party).where(*_conditions(actor, PartnerFilter()))
    found = {
        kind: PartnerCount(kind, n, int(n_party)) for kind, n, n_party in session.execute(counted.group_by(col(Partner.kind)))
    }
    return [found[kind] for kind in PartnerKind if kind in found]


def _picked() -> sa.Select[*tuple[Any, ...]]:
    return pick(Partner, Unit.path).join(Unit, col(Unit.id) == Partner.unit_id)


def _rows(session: Session, actor: Actor, found: sa.Select[*tuple[Any, ...]]) -> list[PartnerRow]:
    rows = with_unit_names(session, found)
    counts = _members_of(session, [p.id for (p, _), _ in rows])
    return [
        PartnerRow(
            p.id, p.version, p.kind, p.name, p.party, p.unit_id, unit_name, p.contact or "", mask_phone(p.phone), p.helps_with,
            p.since, p.ended_on, in_scope(actor, path), *counts.get(p.id, (0, 0, None)),
        )
        for (p, path), unit_name in rows
    ]  # fmt: skip


def _serves(today: date) -> Condition:
    return sa.or_(col(PartnerMember.ended_on).is_(None), col(PartnerMember.ended_on) > today)


def _members_of(session: Session, partner_ids: Collection[int]) -> dict[int, tuple[int, int, date | None]]:
    """How many serve now, how many of them are of the party, and the next last day of a term."""
    n_party = sa.func.sum(sa.case((col(PartnerMember.is_party_member), 1), else_=0))
    found = pick(PartnerMember.partner_id, sa.func.count(), n_party, sa.func.min(PartnerMember.until))
    here = (col(PartnerMember.partner_id).in_(partner_ids), _serves(clock.today()))
    return {
        i: (n, int(m), until) for i, n, m, until in session.execute(found.where(*here).group_by(col(PartnerMember.partner_id)))
    }


def find_partner(session: Session, actor: Actor, partner_id: int) -> PartnerRow:
    """Raises `NotFound` for what the actor may not see."""
    rows = _rows(session, actor, _picked().where(visible_partners(actor), col(Partner.id) == partner_id))
    if not rows:
        raise NotFound("partner_not_found")
    return rows[0]


def own_partner(session: Session, actor: Actor, partner_id: int) -> PartnerRow:
    """The same for whoever wants to change it. Raises `NotFound` also for one that works beyond the actor's unit."""
    row = find_partner(session, actor, partner_id)
    if not row.is_own:
        raise NotFound("partner_not_found")
    return row


def find_member(session: Session, actor: Actor, member_id: int) -> PartnerMember:
    """The row itself, for commands. Raises `NotFound`."""
    row: PartnerMember | None = session.get(PartnerMember, member_id)
    if row is None:
        raise NotFound("partner_not_found")
    find_partner(session, actor, row.partner_id)
    return row


def partner_facts(session: Session, actor: Actor, partner_id: int) -> PartnerFacts:
    row = find_partner(session, actor, partner_id)
    units = with_unit_names(
        session,
        pick(PartnerUnit.unit_id, Unit.path)
        .join(Unit, col(Unit.id) == PartnerUnit.unit_id)
        .where(col(PartnerUnit.partner_id) == partner_id)
        .order_by(col(Unit.path)),
    )
    seen = [(unit_id, name) for (unit_id, path), name in units if in_scope(actor, path)]
    return PartnerFacts(row, tuple(i for i, _ in seen), tuple(name for _, name in seen), _members(session, partner_id))


def _members(session: Session, partner_id: int) -> tuple[MemberRow, ...]:
    today = clock.today()
    found = session.scalars(
        pick(PartnerMember)
        .where(col(PartnerMember.partner_id) == partner_id)
        .order_by(col(PartnerMember.ended_on).is_not(None), col(PartnerMember.id))
    )
    return tuple(
        MemberRow(
            m.id or 0, m.name, mask_phone(m.phone), m.post, m.is_party_member, m.from_on, m.until, m.ended_on,
            m.ended_on is not None or (m.until is not None and m.until < today),
        )
        for m in found
    )  # fmt: skip
