"""Partner organisations: lists of them, one whole, and how many there are of each kind."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.errors import NotFound
from db.ledger.queries.scope import Condition, under
from db.names import like_pattern
from db.office.models import Unit
from db.office.queries import with_unit_names
from db.points.models.partners import Partner, PartnerKind, PartnerMember, PartnerUnit, PartyOrganisation
from db.points.queries.scope import visible_partners
from db.privacy import mask_phone
from db.sql import pick
from db.text import clean


@dataclass(frozen=True)
class PartnerFilter:
    """Empty fields do not filter. `is_ended`: those that help no longer, else those that do."""

    kind: PartnerKind | None = None
    party: PartyOrganisation | None = None
    search: str = ""
    unit_path: str = ""
    is_ended: bool = False


@dataclass(frozen=True)
class PartnerRow:
    """Telephones are masked."""

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


@dataclass(frozen=True)
class MemberRow:
    """`is_over`: the term has ended, and nobody has said what came after."""

    id: int
    name: str
    phone: str
    post: str
    is_party_member: bool
    from_on: date | None
    until: date | None
    ended_on: date | None

    @property
    def is_over(self) -> bool:
        return self.ended_on is None and self.until is not None and self.until < clock.today()


@dataclass(frozen=True)
class PartnerFacts:
    """`units`: id and name of each in which it works. Members who still are come first."""

    row: PartnerRow
    units: tuple[tuple[int, str], ...]
    members: tuple[MemberRow, ...]


def _conditions(actor: Actor, wanted: PartnerFilter) -> list[Condition]:
    ended = col(Partner.ended_on)
    found = [visible_partners(actor), ended.is_not(None) if wanted.is_ended else ended.is_(None)]
    if wanted.kind:
        found.append(col(Partner.kind) == wanted.kind)
    if wanted.party:
        found.append(col(Partner.party) == wanted.party)
    if text := clean(wanted.search):
        found.append(col(Partner.name).like(f"%{like_pattern(text)}%", escape="\\"))
    if wanted.unit_path:
        works = pick(PartnerUnit.partner_id).where(under(wanted.unit_path, PartnerUnit.unit_id))
        found.append(col(Partner.id).in_(works))
    return found


def _rows(session: Session, found: sa.Select[*tuple[object, ...]]) -> list[PartnerRow]:
    return [
        PartnerRow(
            p.id, p.version, p.kind, p.name, p.party, p.unit_id, unit_name, p.contact or "", mask_phone(p.phone), p.helps_with,
            p.since, p.ended_on,
        )
        for (p, _), unit_name in with_unit_names(session, found)
    ]  # fmt: skip


def _picked() -> sa.Select[*tuple[object, ...]]:
    return pick(Partner, Unit.path).join(Unit, col(Unit.id) == Partner.unit_id)


def find_partners(
    session: Session, actor: Actor, wanted: PartnerFilter = PartnerFilter(), *, offset: int = 0, limit: int = 50
) -> list[PartnerRow]:
    """In the order of kinds, then of names."""
    order = (col(Partner.kind), col(Partner.sort_key), col(Partner.id))
    return _rows(session, _picked().where(*_conditions(actor, wanted)).order_by(*order).offset(offset).limit(limit))


def count_partners(session: Session, actor: Actor, wanted: PartnerFilter = PartnerFilter()) -> int:
    return session.scalar(pick(sa.func.count()).select_from(Partner).where(*_conditions(actor, wanted))) or 0


def count_partners_by_kind(session: Session, actor: Actor) -> dict[tuple[PartnerKind, PartyOrganisation], int]:
    """Of those that help: by kind, and by whether they have a party organisation."""
    by = (col(Partner.kind), col(Partner.party))
    counted = pick(*by, sa.func.count()).where(*_conditions(actor, PartnerFilter())).group_by(*by)
    return {(kind, party): n for kind, party, n in session.execute(counted)}


def count_terms_over(session: Session, actor: Actor) -> int:
    """Partners of which a member's term is over: a committee has to be elected anew."""
    over = pick(PartnerMember.partner_id).where(
        col(PartnerMember.ended_on).is_(None), col(PartnerMember.until) < clock.today(), col(PartnerMember.until).is_not(None)
    )
    which = (*_conditions(actor, PartnerFilter()), col(Partner.id).in_(over))
    return session.scalar(pick(sa.func.count()).select_from(Partner).where(*which)) or 0


def find_partner(session: Session, actor: Actor, partner_id: int) -> PartnerRow:
    """Raises `NotFound` for what the actor may not see."""
    rows = _rows(session, _picked().where(visible_partners(actor), col(Partner.id) == partner_id))
    if not rows:
        raise NotFound("partner_not_found")
    return rows[0]


def partner_facts(session: Session, actor: Actor, partner_id: int) -> PartnerFacts:
    row = find_partner(session, actor, partner_id)
    units = (
        pick(Unit.id, Unit.path)
        .join(PartnerUnit, col(PartnerUnit.unit_id) == Unit.id)
        .where(col(PartnerUnit.partner_id) == partner_id)
        .order_by(col(Unit.path))
    )
    named = tuple((unit_id, name) for (unit_id, _), name in with_unit_names(session, units))
    order = (col(PartnerMember.ended_on).is_not(None), col(PartnerMember.id))
    members = session.scalars(pick(PartnerMember).where(col(PartnerMember.partner_id) == partner_id).order_by(*order)).all()
    return PartnerFacts(row, named, tuple(_member(member) for member in members))


def _member(m: PartnerMember) -> MemberRow:
    return MemberRow(m.id or 0, m.name, mask_phone(m.phone), m.post, m.is_party_member, m.from_on, m.until, m.ended_on)
