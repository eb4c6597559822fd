"""Old or infirm party members looked after by name: put down, corrected, given to a steward, handed over, no longer looked after.

They are entries of the ledger, and whoever may change or give households may do so with them. A person counts beside the
households: `coverage.named.most` of the scheme bounds how many one steward has.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, Stale, raise_all
from db.idempotency import once
from db.ledger import events
from db.ledger.checks import Reader, door_key
from db.ledger.commands.households import require_place
from db.ledger.commands.in_service import require_in_service
from db.ledger.models.households import Household, HouseholdStatus
from db.ledger.models.named import NamedCare, NamedChange, NamedMember, NamedMemberIn, NamedStatus
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import find_household
from db.ledger.queries.merged import with_merged
from db.ledger.queries.named import find_named_member, named_by_steward
from db.office.commands.openings import open_numbers
from db.office.permissions import OfficePermission
from db.office.queries import current_scheme
from db.permissions import require
from db.scheme import NamedMembers
from db.sql import pick, table_of
from db.text import clean

MOST_DOOR, MOST_NEED = 80, 300


def _rules(session: Session) -> NamedMembers:
    named = current_scheme(session).coverage.named
    if named is None:
        raise Conflict("no_named_members")
    return named


def put_down(session: Session, actor: Actor, *, member: NamedMemberIn, request_id: UUID | None = None) -> int:
    """Returns the person's id. Raises `Invalid` with every problem, `Conflict('named_known')`, `NotFound` for a household
    outside the actor's scope."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    _rules(session)
    values = _checked(member) | _place(session, actor, member)

    def work() -> int:
        _require_unknown(session, values)
        row = NamedMember(**values)
        session.add(row)
        session.flush()
        _note(session, actor, row, NamedChange.PUT_DOWN, values)
        return row.id or 0

    return once(session, request_id, f"put down {actor.user_id}", work)


def correct_named(session: Session, actor: Actor, *, member_id: int, seen: int, member: NamedMemberIn) -> None:
    """Writes what differs; a telephone that is left empty stays as it is on file. Raises `Stale`, `Invalid`, `Conflict`."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    row = _here(session, actor, member_id, seen)
    given = member.model_copy(update={"phone": member.phone or row.phone or ""})
    stays = given.household_id is not None and given.household_id == row.household_id
    values = _checked(given) | ({} if stays else _place(session, actor, given))
    changed = {column: value for column, value in values.items() if getattr(row, column) != value}
    if changed.keys() & {"name", "unit_id", "door_key"}:
        _require_unknown(session, _identity(row) | values, but=member_id)
    _write(session, actor, row, NamedChange.CORRECT, changed)


def give_named(session: Session, actor: Actor, *, member_id: int, seen: int, steward_id: int) -> None:
    """To a steward in service, from today; whoever looked after the person before no longer does. Raises `Stale`,
    `Conflict('named_most')` when the steward has as many as the scheme allows."""
    require(actor, LedgerPermission.ASSIGN)
    row = _here(session, actor, member_id, seen)
    _require_room(session, actor, {member_id: steward_id})
    _put_care(session, actor, {member_id: steward_id})
    _write(session, actor, row, NamedChange.GIVE, {})


def hand_named_over(session: Session, actor: Actor, *, from_id: int, given: Mapping[int, int]) -> None:
    """Persons of one steward go to others with the households, for good. Raises `Conflict('named_given')` when one is no
    longer that steward's."""
    require(actor, LedgerPermission.ASSIGN)
    rows = [find_named_member(session, actor, member_id) for member_id in given]
    if not set(given) <= set(named_by_steward(session, [from_id]).get(from_id, [])):
        raise Conflict("named_given")
    _require_room(session, actor, given)
    _put_care(session, actor, given)
    for row in rows:
        row.version += 1
        session.add(row)
    session.flush()
    record(session, actor, events.NamedMembersHandedOver(from_id, len(given), sorted(set(given.values()))))


def end_named(session: Session, actor: Actor, *, member_id: int, seen: int, status: NamedStatus) -> None:
    """Died, moved away, or no longer in need of it: nobody looks after the person any more; the entry and its story stay."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    row = _here(session, actor, member_id, seen)
    if status is NamedStatus.HERE:
        raise Invalid("reason_missing", "status")
    end_named_care(session, [member_id])
    _write(session, actor, row, NamedChange.END, {"status": status, "ended_on": clock.today()})


def take_up_named(session: Session, actor: Actor, *, member_id: int, seen: int) -> None:
    """Somebody who was let go is looked after again; who does it is given anew."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    _rules(session)
    row = find_named_member(session, actor, member_id)
    if row.version != seen or row.status is NamedStatus.HERE:
        raise Stale("named_moved")
    _require_unknown(session, _identity(row), but=member_id)
    _write(session, actor, row, NamedChange.TAKE_UP, {"status": NamedStatus.HERE, "ended_on": None})


def show_named_phone(session: Session, actor: Actor, *, member_id: int, reason: str) -> str:
    """The telephone in full; why it is read is recorded."""
    require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    if len(clean(reason)) < 2:
        raise Invalid("reason_missing", "reason")
    row = find_named_member(session, actor, member_id)
    open_numbers(session, actor, events.NamedPhoneShown(member_id, clean(reason)[:100]))
    return row.phone or ""


def end_named_care(session: Session, member_ids: Collection[int]) -> None:
    """Nobody looks after these any more, from today."""
    this = sa.and_(col(NamedCare.member_id).in_(member_ids), col(NamedCare.ended_on).is_(None))
    session.execute(sa.update(NamedCare).where(this).values(ended_on=clock.today()))


def _put_care(session: Session, actor: Actor, given: Mapping[int, int]) -> None:
    end_named_care(session, given)
    common = {"from_on": clock.today(), "given_by": actor.user_id, "given_at": clock.now()}
    rows = [{"member_id": member_id, "steward_id": steward_id} | common for member_id, steward_id in given.items()]
    session.execute(sa.insert(table_of(NamedCare)), rows)


def _require_room(session: Session, actor: Actor, given: Mapping[int, int]) -> None:
    most, more = _rules(session).most, Counter(given.values())
    held = named_by_steward(session, list(more))
    for steward_id in more:
        steward = require_in_service(session, actor, steward_id)
        others = set(held.get(steward_id, ())) - set(given)
        if len(others) + more[steward_id] > most:
            raise Conflict("named_most", name=steward.name, most=most)


def _checked(given: NamedMemberIn) -> dict[str, Any]:
    """The columns that are the person's own."""
    reader, need = Reader(), clean(given.need)
    if not clean(given.name):
        reader.problems.append(Invalid("name_missing", "name"))
    if not clean(given.door) and given.household_id is None:
        reader.problems.append(Invalid("door_missing", "door"))
    if given.unit_id is None and given.household_id is None:
        reader.problems.append(Invalid("unit_missing", "unit_id"))
    for field, text, most in (("door", clean(given.door), MOST_DOOR), ("need", need, MOST_NEED)):
        if len(text) > most:
            reader.problems.append(Invalid("too_long", field, most=most))
    reader.no_numbers(door=given.door)
    person = reader.person(given.name, "", given.phone)
    raise_all(reader.problems)
    return {column: person[column] for column in ("name", "pinyin", "initials", "phone")} | {"need": need or None}


def _place(session: Session, actor: Actor, given: NamedMemberIn) -> dict[str, Any]:
    """Where the household is, where there is one; else as written."""
    if given.household_id is not None:
        household = find_household(session, actor, given.household_id)
        if household.status is not HouseholdStatus.HERE:
            raise Conflict("household_gone")
        return {"household_id": household.id} | _place_of(household)
    door = clean(given.door)
    require_place(session, actor, given.unit_id or 0)
    return {"household_id": None, "unit_id": given.unit_id, "door": door, "door_key": door_key(door)}


def _place_of(household: Household) -> dict[str, Any]:
    return {"unit_id": household.unit_id, "door": household.door, "door_key": household.door_key}


def _identity(row: NamedMember) -> dict[str, Any]:
    return {column: getattr(row, column) for column in ("name", "unit_id", "door_key")}


def _require_unknown(session: Session, values: Mapping[str, Any], but: int = 0) -> None:
    same = [col(getattr(NamedMember, column)) == values[column] for column in ("name", "unit_id", "door_key")]
    here = sa.and_(col(NamedMember.status) == NamedStatus.HERE, col(NamedMember.id) != but, *same)
    if session.scalar(pick(NamedMember.id).where(here).limit(1)) is not None:
        raise Conflict("named_known", name=values["name"])


def _here(session: Session, actor: Actor, member_id: int, seen: int) -> NamedMember:
    _rules(session)
    row = find_named_member(session, actor, member_id)
    if row.version != seen or row.status is not NamedStatus.HERE:
        raise Stale("named_moved")
    return row


def _write(session: Session, actor: Actor, row: NamedMember, kind: NamedChange, changed: Mapping[str, Any]) -> None:
    for column, value in changed.items():
        setattr(row, column, value)
    row.version += 1
    session.add(row)
    session.flush()
    _note(session, actor, row, kind, changed)


def _note(session: Session, actor: Actor, row: NamedMember, kind: NamedChange, changed: Mapping[str, Any]) -> None:
    record(session, actor, events.NamedMemberChanged(row.id or 0, kind.value, sorted(changed)))


def settle_named(session: Session, household_ids: Collection[int]) -> None:
    """Households moved, were merged, or put back: their persons live where they live. Who looks after them stays until somebody
    else is given: nobody infirm is left alone because a family changed its door."""
    stays = with_merged(session, household_ids)
    for row in session.scalars(pick(NamedMember).where(col(NamedMember.household_id).in_(stays))).all():
        place = _place_of(session.get_one(Household, stays[row.household_id or 0]))
        moved = {column: value for column, value in place.items() if getattr(row, column) != value}
        for column, value in moved.items():
            setattr(row, column, value)
        row.version += bool(moved)
        session.add(row)
    session.flush()
