"""Readings that are recorded: the ledger taken along as a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col

from db.actor import Actor
from db.audit import record
from db.ledger import events
from db.ledger.models.households import Household
from db.ledger.models.named import NamedMember
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import HouseholdFilter, HouseholdRow, find_households, places_of
from db.ledger.queries.scope import visible_households, visible_named
from db.office.permissions import OfficePermission
from db.permissions import allows, require
from db.privacy import mask_id, mask_phone
from db.sql import pick

_MOST = 100_000
_CHUNK = 2000
Exported = tuple[HouseholdRow, str, str, int | None]


def exported_households(session: Session, actor: Actor, wanted: HouseholdFilter, *, with_full_data: bool) -> list[Exported]:
    """Row, ID number, telephone, party members of everything the filter finds; that it was taken along is recorded."""
    require(actor, LedgerPermission.EXPORT_HOUSEHOLDS)
    if with_full_data:
        require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    rows = find_households(session, actor, wanted, limit=_MOST)
    numbers = _numbers(session, [row.id for row in rows])
    record(session, actor, events.LedgerExported(actor.unit_id, len(rows), with_full_data))
    shown = (lambda text: text or "", lambda text: text or "") if with_full_data else (mask_id, mask_phone)
    return [(row, shown[0](numbers[row.id][0]), shown[1](numbers[row.id][1]), numbers[row.id][2]) for row in rows]


def _numbers(session: Session, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None, int | None]]:
    found: dict[int, tuple[str | None, str | None, int | None]] = {}
    for start in range(0, len(ids), _CHUNK):
        wanted = col(Household.id).in_(ids[start : start + _CHUNK])
        rows = session.execute(pick(Household.id, Household.id_number, Household.phone, Household.n_party).where(wanted))
        found.update({row[0]: (row[1], row[2], row[3]) for row in rows})
    return found


@dataclass(frozen=True)
class PrintedHousehold:
    """What stands on a sheet for a steward: telephones in full for the two offices, else masked."""

    household_id: int
    unit_name: str
    door: str
    title: str
    name: str
    phone: str
    n_people: int | None
    n_party: int | None
    care: str | None
    needs: str
    contact: str


def households_to_print(session: Session, actor: Actor, *, household_ids: Sequence[int]) -> list[PrintedHousehold]:
    """In the order of units and doors; that they were printed is recorded."""
    require(actor, LedgerPermission.ASSIGN)
    rows = session.scalars(
        pick(Household)
        .where(col(Household.id).in_(household_ids), visible_households(actor))
        .order_by(col(Household.unit_id), col(Household.door_key))
    ).all()
    places = places_of(session, {row.unit_id for row in rows})
    is_full = allows(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    record(session, actor, events.LedgerExported(actor.unit_id, len(rows), is_full))
    return [
        PrintedHousehold(
            r.id, places[r.unit_id], r.door, r.title, r.name, (r.phone or "") if is_full else mask_phone(r.phone), r.n_people,
            r.n_party, r.care, r.needs, r.contact,
        )
        for r in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class PrintedNamed:
    """Somebody looked after by name, as on a sheet for a steward; telephones as those of households."""

    unit_name: str
    door: str
    name: str
    phone: str
    need: str


def named_to_print(session: Session, actor: Actor, *, member_ids: Sequence[int]) -> list[PrintedNamed]:
    """In the order of units and doors; that they were printed is recorded."""
    require(actor, LedgerPermission.ASSIGN)
    rows = session.scalars(
        pick(NamedMember)
        .where(col(NamedMember.id).in_(member_ids), visible_named(actor))
        .order_by(col(NamedMember.unit_id), col(NamedMember.door_key), col(NamedMember.id))
    ).all()
    places = places_of(session, {row.unit_id for row in rows})
    is_full = allows(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    record(session, actor, events.NamedPrinted(len(rows), is_full))
    return [
        PrintedNamed(places[r.unit_id], r.door, r.name, (r.phone or "") if is_full else mask_phone(r.phone), r.need or "")
        for r in rows
    ]
