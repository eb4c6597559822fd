"""Writing one household down, changing it, confirming it; its people; its numbers shown in full."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor
from db.errors import Conflict, Invalid, NotFound, Stale
from db.idempotency import once
from db.ledger import events
from db.ledger.checks import check_household, check_member
from db.ledger.columns import ENDED_CARE
from db.ledger.commands.changes import note_change
from db.ledger.models.households import ChangeKind, Household, HouseholdIn, HouseholdStatus, Member, MemberIn, MemberStatus
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.counts import here_kind
from db.ledger.queries.households import find_household
from db.ledger.queries.lookalikes import at_door, find_alike
from db.office import tallies
from db.office.commands.openings import open_numbers
from db.office.permissions import OfficePermission
from db.office.queries import current_scheme, find_unit
from db.permissions import require
from db.text import clean


def require_place(session: Session, actor: Actor, unit_id: int) -> None:
    """Raises `Invalid` for a closed unit and for the office itself: a household stands somewhere in it."""
    unit = find_unit(session, actor, unit_id)
    if unit.parent_id is None:
        raise Invalid("unit_missing", "unit_id")
    if unit.closed_on:
        raise Invalid("unit_closed", "unit_id")


def require_unlike(session: Session, actor: Actor, values: Mapping[str, Any], override: str, but: int = 0) -> None:
    """Raises `Conflict('household_alike')` with whom it looks like, unless `override` says why it is another one."""
    alike = find_alike(session, actor, values, but=but)
    if alike and len(clean(override)) < 2:
        raise Conflict("household_alike", alike=alike)


def write_household(
    session: Session, actor: Actor, *, household: HouseholdIn, override: str = "", request_id: UUID | None = None
) -> int:
    """Returns the household's id. Raises `Invalid` with every problem, `Conflict('household_alike')`."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    values = check_household(current_scheme(session), household)
    require_place(session, actor, values["unit_id"])

    def work() -> int:
        require_unlike(session, actor, values, override)
        row = Household(status=HouseholdStatus.HERE, confirmed_on=clock.today(), **values)
        session.add(row)
        session.flush()
        tallies.add(session, row.unit_id, here_kind(row.kind), 1)
        note_change(session, actor, row, ChangeKind.WRITE_DOWN, None, {"door": row.door}, reason=override)
        return row.id or 0

    return once(session, request_id, f"write down {actor.user_id}", work)


def require_here(row: Household, seen: int) -> None:
    """Raises `Stale` when somebody changed it since it was shown, `Conflict` when it is no longer here."""
    if row.version != seen:
        raise Stale("household_moved")
    if row.status is not HouseholdStatus.HERE:
        raise Conflict("household_gone")


def change_household(
    session: Session, actor: Actor, *, household_id: int, seen: int, household: HouseholdIn, override: str = ""
) -> None:
    """Writes what differs. The unit stays: moving is a change of its own. Raises `Stale`, `Invalid`, `Conflict`."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    row = find_household(session, actor, household_id)
    require_here(row, seen)
    given = household.model_copy(update={"kind": row.kind, "unit_id": row.unit_id})
    values = check_household(current_scheme(session), given)
    if (values["door_key"], values["id_index"]) != (row.door_key, row.id_index):
        require_unlike(session, actor, values, override, but=household_id)
    write(session, actor, row, ChangeKind.CHANGE, values | {"confirmed_on": clock.today()}, reason=override)


def write(
    session: Session, actor: Actor, row: Household, kind: ChangeKind, after: Mapping[str, Any], *,
    ended_care: Sequence[int] | None = None, **note: Any,
) -> None:  # fmt: skip
    """Writes the columns that differ and notes them; the row's next version. `ended_care` says, even when it is empty, that the
    change moved who looks after the household: undone, only these do."""
    changed = {column: value for column, value in after.items() if getattr(row, column) != value}
    before = {column: getattr(row, column) for column in changed} | ({} if ended_care is None else {ENDED_CARE: list(ended_care)})
    for column, value in changed.items():
        setattr(row, column, value)
    row.version += 1
    session.add(row)
    session.flush()
    note_change(session, actor, row, kind, before, changed, **note)


def confirm_household(session: Session, actor: Actor, *, household_id: int, seen: int) -> None:
    """Everything is as it stands: fresh from today."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    row = find_household(session, actor, household_id)
    require_here(row, seen)
    write(session, actor, row, ChangeKind.CONFIRM, {"confirmed_on": clock.today()})


def add_member(session: Session, actor: Actor, *, household_id: int, seen: int, member: MemberIn, override: str = "") -> int:
    """Returns the member's id. Raises `Stale`, `Invalid`, and `Conflict('household_alike')` for an ID number that is on
    file at another door."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    row = find_household(session, actor, household_id)
    require_here(row, seen)
    values = check_member(member)
    require_unlike(session, actor, at_door(row.kind, 0, "") | {"id_index": values["id_index"]}, override, but=household_id)
    new = Member(household_id=household_id, status=MemberStatus.HERE, **values)
    session.add(new)
    session.flush()
    _touch(session, actor, row, ChangeKind.ADD_MEMBER, new, None, {"name": new.name}, reason=override)
    return new.id or 0


def change_member(session: Session, actor: Actor, *, household_id: int, seen: int, member_id: int, member: MemberIn) -> None:
    """Numbers that are left empty stay as they are on file."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    row, old = _member(session, actor, household_id, seen, member_id)
    kept = {"id_number": member.id_number or old.id_number or "", "phone": member.phone or old.phone or ""}
    values = check_member(member.model_copy(update=kept))
    after = {column: value for column, value in values.items() if getattr(old, column) != value}
    before = {column: getattr(old, column) for column in after}
    for column, value in after.items():
        setattr(old, column, value)
    session.add(old)
    _touch(session, actor, row, ChangeKind.CHANGE_MEMBER, old, before, after)


def member_left(
    session: Session, actor: Actor, *, household_id: int, seen: int, member_id: int, status: MemberStatus, reason: str = ""
) -> None:
    """Moved away, or died: kept in the story, no longer counted among the people here."""
    require(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    row, member = _member(session, actor, household_id, seen, member_id)
    before, member.status, deed_id = {"status": member.status}, status, uuid4()
    session.add(member)
    write(session, actor, row, ChangeKind.MEMBER_LEFT, _one_fewer(row, member), deed_id=deed_id, reason=reason)
    note_change(
        session, actor, row, ChangeKind.MEMBER_LEFT, before, {"status": status}, member_id=member_id, deed_id=deed_id,
        reason=reason,
    )  # fmt: skip


def _one_fewer(row: Household, member: Member) -> dict[str, Any]:
    """How many live here, and how many of the party: never fewer than the head, and nothing where nobody has counted."""
    n_people = None if row.n_people is None else max(row.n_people - 1, 1)
    n_party = row.n_party - 1 if row.n_party and member.is_party else row.n_party
    return {"n_people": n_people, "n_party": n_party}


def _member(session: Session, actor: Actor, household_id: int, seen: int, member_id: int) -> tuple[Household, Member]:
    row = find_household(session, actor, household_id)
    require_here(row, seen)
    member = session.get(Member, member_id)
    if member is None or member.household_id != household_id or member.status is not MemberStatus.HERE:
        raise NotFound("member_not_found")
    return row, member


def _touch(
    session: Session, actor: Actor, row: Household, kind: ChangeKind, member: Member, before: dict[str, Any] | None,
    after: dict[str, Any], **note: Any,
) -> None:  # fmt: skip
    row.version += 1
    session.add(row)
    session.flush()
    note_change(session, actor, row, kind, before, after, member_id=member.id, **note)


def show_numbers(session: Session, actor: Actor, *, household_id: int, reason: str) -> dict[str, str]:
    """ID number and telephone of the head, and as `phone 7` those of member 7, in full; why they are read is recorded."""
    require(actor, OfficePermission.SEE_FULL_PERSONAL_DATA)
    if len(clean(reason)) < 2:
        raise Invalid("reason_missing", "reason")
    row = find_household(session, actor, household_id)
    open_numbers(session, actor, events.NumbersShown(household_id, clean(reason)[:100]))
    shown = {"id_number": row.id_number or "", "phone": row.phone or ""}
    for member in session.exec(select(Member).where(Member.household_id == household_id).order_by(col(Member.id))):
        shown |= {f"id_number {member.id}": member.id_number or "", f"phone {member.id}": member.phone or ""}
    return shown
