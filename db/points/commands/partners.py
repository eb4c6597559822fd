"""Partner organisations are written down, corrected, and end; their members come and go with their terms."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, NotFound, Stale
from db.idempotency import once
from db.office.commands.openings import open_numbers
from db.office.permissions import OfficePermission
from db.office.queries import find_unit, ids_in
from db.permissions import require
from db.points import events
from db.points.models.partners import Partner, PartnerIn, PartnerMember, PartnerMemberIn, PartnerUnit
from db.points.partner_checks import check_member, check_partner
from db.points.permissions import PointsPermission
from db.points.queries.partners import PartnerRow, find_partner
from db.sql import n_changed, pick
from db.text import clean


def add_partner(session: Session, actor: Actor, *, partner: PartnerIn, request_id: UUID | None = None) -> int:
    """Returns its id. Raises `Invalid` with every problem, `NotFound` for a unit elsewhere, `Conflict('partner_known')`."""
    require(actor, PointsPermission.MANAGE_PARTNERS)
    values = check_partner(partner) | {"unit_id": _above_all(session, actor, partner.unit_ids)}

    def work() -> int:
        _require_unknown(session, values)
        row = Partner(**values)
        session.add(row)
        session.flush()
        _put_units(session, row.id or 0, partner.unit_ids)
        record(session, actor, events.PartnerAdded(row.id or 0))
        return row.id or 0

    return once(session, request_id, f"add partner {actor.user_id}", work)


def change_partner(session: Session, actor: Actor, *, partner_id: int, seen: int, partner: PartnerIn) -> None:
    """Writes what differs; a telephone that is left empty stays as it is on file. Raises as `add_partner`, and `Stale`."""
    require(actor, PointsPermission.MANAGE_PARTNERS)
    row = _helping(session, actor, partner_id)
    before = session.get_one(Partner, partner_id)
    given = partner.model_copy(update={"phone": partner.phone or before.phone or ""})
    values = check_partner(given) | {"unit_id": _above_all(session, actor, partner.unit_ids)}
    _require_unknown(session, values, but=partner_id)
    changed = {column: value for column, value in values.items() if getattr(before, column) != value}
    _move(session, row, seen, **changed)
    _put_units(session, partner_id, partner.unit_ids)
    record(session, actor, events.PartnerChanged(partner_id, sorted(changed)))


def end_partner(session: Session, actor: Actor, *, partner_id: int, seen: int) -> None:
    """It helps no longer; it stays readable."""
    require(actor, PointsPermission.MANAGE_PARTNERS)
    _move(session, _helping(session, actor, partner_id), seen, ended_on=clock.today())
    record(session, actor, events.PartnerEnded(partner_id))


def take_up_partner(session: Session, actor: Actor, *, partner_id: int, seen: int) -> None:
    """It helps again. Raises `Conflict('partner_known')` where another has taken its name."""
    require(actor, PointsPermission.MANAGE_PARTNERS)
    row = find_partner(session, actor, partner_id)
    _require_unknown(session, {"kind": row.kind, "name": row.name, "unit_id": row.unit_id}, but=partner_id)
    _move(session, row, seen, ended_on=None)
    record(session, actor, events.PartnerTakenUp(partner_id))


def add_partner_member(
    session: Session, actor: Actor, *, partner_id: int, member: PartnerMemberIn, request_id: UUID | None = None
) -> int:
    """Returns the member's id. Raises `Invalid` with every problem."""
    require(actor, PointsPermission.MANAGE_PARTNERS)
    _helping(session, actor, partner_id)
    values = check_member(member)

    def work() -> int:
        row = PartnerMember(partner_id=partner_id, **values)
        session.add(row)
        session.flush()
        record(session, actor, events.PartnerMemberWritten(partner_id, row.id or 0, sorted(values)))
        return row.id or 0

    return once(session, request_id, f"add partner member {actor.user_id}", work)


def change_partner_member(session: Session, actor: Actor, *, member_id: int, seen: int, member: PartnerMemberIn) -> None:
    """`seen` is the partner's version; an empty telephone stays as it is on file."""
    require(actor, PointsPermission.MANAGE_PARTNERS)
    before = _member(session, actor, member_id)
    values = check_member(member.model_copy(update={"phone": member.phone or before.phone or ""}))
    _write_member(session, actor, before, seen, values)


def end_partner_member(session: Session, actor: Actor, *, member_id: int, seen: int) -> None:
    """Is one no longer, from today."""
    require(actor, PointsPermission.MANAGE_PARTNERS)
    _write_member(session, actor, _member(session, actor, member_id), seen, {"ended_on": clock.today()})


def show_partner_phone(session: Session, actor: Actor, *, partner_id: int, member_id: int | None = None, reason: str) -> str:
    """The telephone in full, of the contact or of a member; why it is read is recorded."""
    require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    if len(clean(reason)) < 2:
        raise Invalid("reason_missing", "reason")
    find_partner(session, actor, partner_id)
    member = _member(session, actor, member_id, with_ended=True) if member_id else None
    if member and member.partner_id != partner_id:
        raise NotFound("partner_not_found")
    open_numbers(session, actor, events.PartnerPhoneShown(partner_id, member_id or 0, clean(reason)[:100]))
    return (member or session.get_one(Partner, partner_id)).phone or ""


def _above_all(session: Session, actor: Actor, unit_ids: list[int]) -> int:
    """The lowest unit above all of these, each under the actor's."""
    ways = [ids_in(find_unit(session, actor, unit_id).path) for unit_id in unit_ids]
    return [level[0] for level in zip(*ways, strict=False) if len(set(level)) == 1][-1]


def _require_unknown(session: Session, values: dict[str, Any], *, but: int = 0) -> None:
    same = [col(getattr(Partner, column)) == values[column] for column in ("kind", "name", "unit_id")]
    known = pick(Partner.id).where(*same, col(Partner.ended_on).is_(None), col(Partner.id) != but)
    if session.scalar(known.limit(1)) is not None:
        raise Conflict("partner_known", name=values["name"])


def _put_units(session: Session, partner_id: int, unit_ids: list[int]) -> None:
    session.execute(sa.delete(PartnerUnit).where(col(PartnerUnit.partner_id) == partner_id))
    session.add_all(PartnerUnit(partner_id=partner_id, unit_id=unit_id) for unit_id in sorted(set(unit_ids)))
    session.flush()


def _helping(session: Session, actor: Actor, partner_id: int) -> PartnerRow:
    row = find_partner(session, actor, partner_id)
    if row.ended_on is not None:
        raise Conflict("partner_ended", name=row.name)
    return row


def _move(session: Session, row: PartnerRow, seen: int, **values: Any) -> None:
    this = sa.update(Partner).where(col(Partner.id) == row.id, col(Partner.version) == seen)
    if n_changed(session, this.values(**values, version=seen + 1)) != 1:
        raise Stale("partner_moved", name=row.name)
    session.expire_all()


def _member(session: Session, actor: Actor, member_id: int, *, with_ended: bool = False) -> PartnerMember:
    row = session.get(PartnerMember, member_id)
    if row is None or (row.ended_on and not with_ended):
        raise NotFound("partner_not_found")
    find_partner(session, actor, row.partner_id)
    return row


def _write_member(session: Session, actor: Actor, row: PartnerMember, seen: int, values: dict[str, Any]) -> None:
    partner = _helping(session, actor, row.partner_id)
    changed = {column: value for column, value in values.items() if getattr(row, column) != value}
    member_id = row.id or 0
    _move(session, partner, seen)
    if changed:
        session.execute(sa.update(PartnerMember).where(col(PartnerMember.id) == member_id).values(**changed))
        session.expire_all()
    record(session, actor, events.PartnerMemberWritten(partner.id, member_id, sorted(changed)))
