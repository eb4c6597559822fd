"""Households that move, merge, split, go and come back: each a change that can be undone while nothing builds on it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.errors import Conflict, Invalid, NotFound
from db.ledger import events
from db.ledger.checks import check_household
from db.ledger.columns import ENDED_CARE, from_json
from db.ledger.commands.assign import end_care, put_care, resume_care
from db.ledger.commands.changes import note_change
from db.ledger.commands.households import require_here, require_place, require_unlike, write
from db.ledger.merging import learned
from db.ledger.models.households import (
    ChangeKind,
    Household,
    HouseholdChange,
    HouseholdIn,
    HouseholdStatus,
    Member,
    MemberStatus,
)
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.counts import here_kind
from db.ledger.queries.households import find_household
from db.ledger.queries.lookalikes import at_door
from db.ledger.queries.merge_preview import NOBODY, buddies_of, care_after
from db.ledger.queries.story import CAN_BE_UNDONE
from db.ledger.queries.undoable import built_on, is_live
from db.office import tallies
from db.office.queries import current_scheme
from db.permissions import require
from db.sql import pick
from db.subjects import columns_naming, settle
from db.text import clean


def _count(session: Session, row: Household, n: int) -> None:
    tallies.add(session, row.unit_id, here_kind(row.kind), n)


def leave(session: Session, actor: Actor, *, household_id: int, seen: int, reason: str) -> UUID:
    """The household is no longer here: moved away, the house pulled down, the shop closed. Returns the change's id."""
    require(actor, LedgerPermission.RESHAPE_HOUSEHOLDS)
    if len(clean(reason)) < 2:
        raise Invalid("reason_missing", "reason")
    row, deed_id = find_household(session, actor, household_id), uuid4()
    require_here(row, seen)
    ended = end_care(session, actor, [household_id])
    _count(session, row, -1)
    gone = {"status": HouseholdStatus.GONE}
    write(session, actor, row, ChangeKind.LEAVE, gone, ended_care=ended, deed_id=deed_id, reason=reason)
    return deed_id


def come_back(session: Session, actor: Actor, *, household_id: int, seen: int) -> None:
    """A household that was gone is here again. Whoever looks after it is proposed anew."""
    require(actor, LedgerPermission.RESHAPE_HOUSEHOLDS)
    row = find_household(session, actor, household_id)
    if row.status is not HouseholdStatus.GONE or row.version != seen:
        raise Conflict("change_built_on")
    _count(session, row, 1)
    write(session, actor, row, ChangeKind.COME_BACK, {"status": HouseholdStatus.HERE, "confirmed_on": clock.today()})


def move_household(
    session: Session, actor: Actor, *, household_id: int, seen: int, unit_id: int, door: str, reason: str = ""
) -> UUID:
    """To another door, there or elsewhere in the actor's unit. Its steward is found anew where it leaves the unit.

    Raises `Conflict('household_alike')` when somebody is at that door already and no `reason` is given.
    """
    require(actor, LedgerPermission.RESHAPE_HOUSEHOLDS)
    row, deed_id = find_household(session, actor, household_id), uuid4()
    require_here(row, seen)
    require_place(session, actor, unit_id)
    given = HouseholdIn(kind=row.kind, unit_id=unit_id, door=door, title=row.title, name=row.name)
    key = check_household(current_scheme(session), given)["door_key"]
    require_unlike(session, actor, at_door(row.kind, unit_id, key), reason, but=household_id)
    ended = None
    if unit_id != row.unit_id:
        ended = end_care(session, actor, [household_id])
        _count(session, row, -1)
        tallies.add(session, unit_id, here_kind(row.kind), 1)
    after = {"unit_id": unit_id, "door": clean(door), "door_key": key}
    write(session, actor, row, ChangeKind.MOVE, after, ended_care=ended, deed_id=deed_id, reason=reason)
    settle(session, [household_id])
    return deed_id


def merge(
    session: Session, actor: Actor, *, keep_id: int, keep_seen: int, other_id: int, other_seen: int, reason: str,
    steward_id: int | None = None,
) -> UUID:  # fmt: skip
    """Two entries of one family or shop become one: `keep` stays and learns what only the other knew.

    `steward_id` is who looks after it from now on, one of `care_after`; None: the usual one. Raises
    `Conflict('assignment_moved')` for one who is not, or no longer, to choose from.
    """
    require(actor, LedgerPermission.RESHAPE_HOUSEHOLDS)
    if keep_id == other_id:
        raise Invalid("same_household", "other")
    keep, other, deed_id = find_household(session, actor, keep_id), find_household(session, actor, other_id), uuid4()
    require_here(keep, keep_seen)
    require_here(other, other_seen)
    if keep.kind is not other.kind:
        raise Conflict("kind_differs")
    moved = _pass_care_on(session, actor, keep_id, other_id, steward_id)
    ended = end_care(session, actor, [other_id])
    _count(session, other, -1)
    for member in session.exec(select(Member).where(Member.household_id == other_id)):
        _carry(session, actor, keep, member, ChangeKind.MERGE, deed_id)
    write(session, actor, keep, ChangeKind.MERGE, learned(keep, other), ended_care=moved, deed_id=deed_id, reason=reason)
    gone = {"status": HouseholdStatus.MERGED, "merged_into": keep_id}
    write(session, actor, other, ChangeKind.MERGE, gone, ended_care=ended, deed_id=deed_id, reason=reason)
    settle(session, [keep_id])
    return deed_id


def _pass_care_on(session: Session, actor: Actor, keep_id: int, other_id: int, chosen: int | None) -> list[int] | None:
    """The entry that stays is looked after by whom `chosen` says, with their buddy. What ended for it by that; None where its
    steward goes on."""
    care = care_after(session, keep_id=keep_id, other_id=other_id)
    before, steward_id = care.here.steward_id if care.here else NOBODY, care.usual if chosen is None else chosen
    if steward_id not in care.choices:
        raise Conflict("assignment_moved")
    if steward_id == before:
        return None
    ended = end_care(session, actor, [keep_id])
    if steward_id != NOBODY:
        put_care(session, actor, {keep_id: steward_id})
        for buddy_id, until in buddies_of(session, other_id):
            put_care(session, actor, {keep_id: buddy_id}, until=until)
        record(session, actor, events.HouseholdsHandedOver(before, 1, [steward_id], ""))
    return ended


def _carry(session: Session, actor: Actor, to: Household, member: Member, kind: ChangeKind, deed_id: UUID) -> None:
    before, member.household_id = {"household_id": member.household_id}, to.id or 0
    session.add(member)
    session.flush()
    note_change(
        session, actor, to, kind, before, {"household_id": to.id}, member_id=member.id, deed_id=deed_id
    )  # fmt: skip


def split(
    session: Session, actor: Actor, *, household_id: int, seen: int, member_ids: Sequence[int], household: HouseholdIn,
    reason: str = "",
) -> int:  # fmt: skip
    """Some members found a household of their own; returns its id."""
    require(actor, LedgerPermission.RESHAPE_HOUSEHOLDS)
    row, deed_id = find_household(session, actor, household_id), uuid4()
    require_here(row, seen)
    members = session.exec(
        select(Member).where(
            Member.household_id == household_id, col(Member.id).in_(member_ids), Member.status == MemberStatus.HERE
        )
    ).all()
    if not members or len(members) != len(set(member_ids)):
        raise Invalid("nobody_to_split", "members")
    values = check_household(current_scheme(session), household.model_copy(update={"kind": row.kind}))
    require_place(session, actor, values["unit_id"])
    if (values["unit_id"], values["door_key"]) != (row.unit_id, row.door_key):
        require_unlike(session, actor, at_door(row.kind, values["unit_id"], values["door_key"]), reason)
    new = Household(status=HouseholdStatus.HERE, confirmed_on=clock.today(), **values)
    session.add(new)
    session.flush()
    _count(session, new, 1)
    for member in members:
        _carry(session, actor, new, member, ChangeKind.SPLIT, deed_id)
    note_change(session, actor, new, ChangeKind.SPLIT, None, {"door": new.door}, deed_id=deed_id, reason=reason)
    left = None if row.n_people is None else max(row.n_people - len(members), 0)
    write(session, actor, row, ChangeKind.SPLIT, {"n_people": left}, deed_id=deed_id, reason=reason)
    settle(session, [household_id, new.id or 0])
    return new.id or 0


def undo(session: Session, actor: Actor, *, deed_id: UUID) -> None:
    """Puts every row of the change back to what it was, and who looked after it. Raises `Conflict('change_built_on')` when one
    has changed since, by a change that was not undone itself."""
    require(actor, LedgerPermission.RESHAPE_HOUSEHOLDS)
    changes = session.exec(
        select(HouseholdChange).where(HouseholdChange.deed_id == deed_id).order_by(col(HouseholdChange.id).desc())
    ).all()
    if not changes or any(change.batch_id or change.deed not in CAN_BE_UNDONE for change in changes):
        raise NotFound("change_not_found")
    rows = {change.household_id: find_household(session, actor, change.household_id) for change in changes}
    made = [change.household_id for change in changes if change.before is None and change.member_id is None]
    if (
        not is_live(session, changes[0])
        or _is_named(session, made)
        or built_on(session, col(HouseholdChange.household_id).in_(rows), changes[0].id or 0)
    ):
        raise Conflict("change_built_on")
    again = uuid4()
    for household_id in rows.keys() - {change.household_id for change in changes if change.member_id is None}:
        rows[household_id].version += 1
    for change in changes:
        restore(session, actor, rows[change.household_id], change, again)
    settle(session, list(rows))
    record(session, actor, events.DeedUndone(changes[-1].household_id, changes[-1].deed.value))


def _is_named(session: Session, household_ids: Sequence[int]) -> bool:
    """Whether another subject knows one of them: it was visited, or stands on a sheet."""
    names = (
        session.scalar(pick(column).where(col(column).in_(household_ids)).limit(1)) for column in columns_naming("household")
    )
    return bool(household_ids) and any(found is not None for found in names)


def restore(session: Session, actor: Actor, row: Household, change: HouseholdChange, deed_id: UUID) -> None:
    """One row back to what it was before the change."""
    if change.member_id is not None:
        _restore_member(session, actor, row, change, deed_id)
        return
    before = from_json(change.before)
    ended_care = before.pop(ENDED_CARE, None)
    if change.before is None:
        # What the change made has no former state: it goes, and its story says why.
        before = {"status": HouseholdStatus.MERGED}
    _keep_count(session, actor, row, before)
    write(session, actor, row, ChangeKind.UNDO, before, deed_id=deed_id, undoes=change.deed_id, batch_id=change.batch_id)
    if ended_care is not None:
        end_care(session, actor, [row.id or 0])
        resume_care(session, ended_care)


def _restore_member(session: Session, actor: Actor, row: Household, change: HouseholdChange, deed_id: UUID) -> None:
    member = session.get_one(Member, change.member_id)
    if change.before is None:
        session.delete(member)
        session.flush()
        return
    before = from_json(change.before, of_member=True)
    was = {column: getattr(member, column) for column in before}
    for column, value in before.items():
        setattr(member, column, value)
    note_change(
        session, actor, row, ChangeKind.UNDO, was, before, deed_id=deed_id, member_id=member.id, undoes=change.deed_id,
        batch_id=change.batch_id,
    )  # fmt: skip


def _keep_count(session: Session, actor: Actor, row: Household, before: dict[str, Any]) -> None:
    """The summaries follow a household that comes back, goes, or returns to its former unit; its care ends when it goes."""
    status, unit_id = before.get("status", row.status), before.get("unit_id", row.unit_id)
    if (status, unit_id) == (row.status, row.unit_id):
        return
    if row.status is HouseholdStatus.HERE:
        end_care(session, actor, [row.id or 0])
        _count(session, row, -1)
    if status is HouseholdStatus.HERE:
        tallies.add(session, unit_id, here_kind(row.kind), 1)
