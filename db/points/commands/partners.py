"""Partner organisations: put down, corrected, ended; and their members with their terms."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, Stale
from db.idempotency import once
from db.office.commands.openings import open_numbers
from db.office.permissions import OfficePermission
from db.office.queries import find_unit, ids_in
from db.permissions import require
from db.points import events
from db.points.models.partners import Partner, PartnerIn, PartnerKind, PartnerMember, PartnerMemberIn, PartnerUnit
from db.points.partner_checks import check_member, check_partner
from db.points.permissions import PointsPermission
from db.points.queries.partners import PartnerRow, find_member, find_partner, own_partner
from db.sql import n_changed, pick
from db.text import clean


def add_partner(session: Session, actor: Actor, *, partner: PartnerIn, request_id: UUID | None = None) -> int:
    """Returns its id. Raises `Invalid` with every problem, `NotFound` for a unit elsewhere, `Conflict('partner_known')`."""
    require(actor, PointsPermission.MANAGE_PARTNERS)
    values, unit_id = check_partner(partner, clock.today()), _above_all(session, actor, partner.unit_ids)

    def work() -> int:
        _require_unknown(session, values, partner.unit_ids)
        row = Partner(**values, unit_id=unit_id)
        session.add(row)
        session.flush()
        _put_units(session, row.id or 0, partner.unit_ids)
        record(session, actor, events.PartnerAdded(row.id or 0))
        return row.id or 0

    return once(session, request_id, f"add partner {actor.user_id}", work)


def change_partner(session: Session, actor: Actor, *, partner_id: int, seen: int, partner: PartnerIn) -> None:
    """Writes what differs; a telephone that is left empty stays as it is on file. Raises `Stale('partner_moved')` and as
    `add_partner` does."""
    require(actor, PointsPermission.MANAGE_PARTNERS)
    row = _running(session, actor, partner_id, seen)
    values, unit_id = check_partner(partner, clock.today()), _above_all(session, actor, partner.unit_ids)
    if not values["phone"]:
        del values["phone"]
    _require_unknown(session, values, partner.unit_ids, but=partner_id)
    before = session.get_one(Partner, partner_id)
    changed = {column: value for column, value in values.items() if getattr(before, column) != value}
    _go_on(session, row, changed | {"unit_id": unit_id})
    _put_units(session, partner_id, partner.unit_ids)
    record(session, actor, events.PartnerChanged(partner_id, sorted(changed)))


def end_partner(session: Session, actor: Actor, *, partner_id: int, seen: int) -> None:
    """It no longer works with the office, from today; it stays on file. Raises `Stale`."""
    require(actor, PointsPermission.MANAGE_PARTNERS)
    _go_on(session, _running(session, actor, partner_id, seen), {"ended_on": clock.today()})
    record(session, actor, events.PartnerEnded(partner_id))


def add_member(
    session: Session, actor: Actor, *, partner_id: int, seen: int, member: PartnerMemberIn, request_id: UUID | None = None
) -> int:
    """Returns the member's id. Raises `Invalid` with every problem, `Stale`."""
    require(actor, PointsPermission.MANAGE_PARTNERS)
    own_partner(session, actor, partner_id)
    values = check_member(member, clock.today())

    def work() -> int:
        _go_on(session, _running(session, actor, partner_id, seen), {})
        row = PartnerMember(**values, partner_id=partner_id)
        session.add(row)
        session.flush()
        record(session, actor, events.PartnerMemberChanged(partner_id, row.id or 0, "add"))
        return row.id or 0

    return once(session, request_id, f"add member {actor.user_id} {partner_id}", work)


def change_member(session: Session, actor: Actor, *, member_id: int, seen: int, member: PartnerMemberIn) -> None:
    """`seen` is the version of the partner. A telephone that is left empty stays as it is on file. Raises as `add_member`."""
    require(actor, PointsPermission.MANAGE_PARTNERS)
    row = _member(session, actor, member_id, seen)
    values = check_member(member, clock.today())
    if not values["phone"]:
        del values["phone"]
    _write(session, actor, row, values, "change")


def end_member(session: Session, actor: Actor, *, member_id: int, seen: int) -> None:
    """No longer of it, from today; the name stays on file."""
    require(actor, PointsPermission.MANAGE_PARTNERS)
    _write(session, actor, _member(session, actor, member_id, seen), {"ended_on": clock.today()}, "end")


def show_partner_phone(session: Session, actor: Actor, *, partner_id: int, reason: str) -> str:
    """The contact's telephone in full; why it is read is recorded."""
    require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    find_partner(session, actor, partner_id)
    open_numbers(session, actor, events.PartnerPhoneShown(partner_id, _reason(reason)))
    return session.get_one(Partner, partner_id).phone or ""


def show_member_phone(session: Session, actor: Actor, *, member_id: int, reason: str) -> str:
    """The same of a member."""
    require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    row = find_member(session, actor, member_id)
    open_numbers(session, actor, events.PartnerMemberPhoneShown(member_id, _reason(reason)))
    return row.phone or ""


def _reason(text: str) -> str:
    if len(clean(text)) < 2:
        raise Invalid("reason_missing", "reason")
    return clean(text)[:100]


def _above_all(session: Session, actor: Actor, unit_ids: Sequence[int]) -> int:
    """The lowest unit above all of these. Raises `NotFound` for one elsewhere."""
    ways = [ids_in(find_unit(session, actor, unit_id).path) for unit_id in unit_ids]
    shared = [level[0] for level in zip(*ways, strict=False) if len(set(level)) == 1]
    return int(shared[-1])


def _put_units(session: Session, partner_id: int, unit_ids: Sequence[int]) -> None:
    session.execute(sa.delete(PartnerUnit).where(col(PartnerUnit.partner_id) == partner_id))
    session.add_all(PartnerUnit(partner_id=partner_id, unit_id=unit_id) for unit_id in sorted(set(unit_ids)))
    session.flush()


def _require_unknown(session: Session, values: dict[str, Any], unit_ids: Sequence[int], but: int = 0) -> None:
    """A company is one, wherever it works; two estates may each have an owners' committee of the same name."""
    same = [col(Partner.kind) == values["kind"], col(Partner.name) == values["name"], col(Partner.ended_on).is_(None)]
    if values["kind"] is PartnerKind.OWNERS_COMMITTEE:
        same.append(col(Partner.id).in_(pick(PartnerUnit.partner_id).where(col(PartnerUnit.unit_id).in_(unit_ids))))
    if session.scalar(pick(Partner.id).where(*same, col(Partner.id) != but).limit(1)) is not None:
        raise Conflict("partner_known", name=values["name"])


def _running(session: Session, actor: Actor, partner_id: int, seen: int) -> PartnerRow:
    row = own_partner(session, actor, partner_id)
    if row.version != seen or row.ended_on is not None:
        raise Stale("partner_moved", name=row.name)
    return row


def _go_on(session: Session, row: PartnerRow, values: dict[str, Any]) -> None:
    this = sa.update(Partner).where(col(Partner.id) == row.id, col(Partner.version) == row.version)
    if n_changed(session, this.values(**values, version=row.version + 1)) != 1:
        raise Stale("partner_moved", name=row.name)
    session.expire_all()


def _member(session: Session, actor: Actor, member_id: int, seen: int) -> PartnerMember:
    """Of a partner that goes on, and still of it."""
    row = find_member(session, actor, member_id)
    partner = _running(session, actor, row.partner_id, seen)
    if row.ended_on is not None:
        raise Stale("partner_moved", name=partner.name)
    _go_on(session, partner, {})
    return session.get_one(PartnerMember, member_id)


def _write(session: Session, actor: Actor, row: PartnerMember, values: dict[str, Any], change: str) -> None:
    for column, value in values.items():
        setattr(row, column, value)
    session.add(row)
    session.flush()
    record(session, actor, events.PartnerMemberChanged(row.partner_id, row.id or 0, change))
