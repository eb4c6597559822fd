"""What changed of a household, since when, and who changed it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from db.actor import Actor, Role
from db.ledger.columns import from_json
from db.ledger.models.batches import LedgerBatch
from db.ledger.models.households import ChangeKind, HouseholdChange, Member
from db.ledger.queries.households import find_household
from db.office.models import User
from db.privacy import mask_id, mask_phone
from db.sql import pick

_MASKS = {"id_number": mask_id, "phone": mask_phone}
# What a person reads; the columns that only serve the search are left out.
_SHOWN = (
    "door", "title", "name", "id_number", "phone", "n_people", "n_party", "care", "needs", "contact", "trade", "n_staff", "note",
    "relation", "is_party", "status", "unit_id",
)  # fmt: skip


@dataclass(frozen=True)
class Difference:
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class StoryLine:
    """`can_undo`: the change is the household's last that stands."""

    at: datetime
    kind: ChangeKind
    role: Role | None
    user_name: str
    member: str
    differences: tuple[Difference, ...]
    reason: str
    deed_id: UUID
    can_undo: bool


CAN_BE_UNDONE = (
    ChangeKind.CHANGE, ChangeKind.MERGE, ChangeKind.SPLIT, ChangeKind.MOVE, ChangeKind.LEAVE, ChangeKind.COME_BACK,
    ChangeKind.CHANGE_MEMBER, ChangeKind.MEMBER_LEFT,
)  # fmt: skip


def household_story(session: Session, actor: Actor, household_id: int) -> list[StoryLine]:
    """From first to last; numbers masked. Raises `NotFound` outside the actor's scope."""
    find_household(session, actor, household_id)
    rows = session.execute(
        pick(HouseholdChange, User.name, Member.name)
        .outerjoin(User, col(User.id) == HouseholdChange.user_id)
        .outerjoin(Member, col(Member.id) == HouseholdChange.member_id)
        .where(col(HouseholdChange.household_id) == household_id)
        .order_by(col(HouseholdChange.id))
    ).all()
    undone = {change.undoes for change, *_ in rows}
    standing = [change.deed_id for change, *_ in rows if change.undoes is None and change.deed_id not in undone]
    last = standing[-1] if standing else None
    return _folded(
        StoryLine(
            c.at, c.deed, c.role, user or "", member or "", _differences(c), c.reason or "", c.deed_id,
            c.deed in CAN_BE_UNDONE and c.deed_id == last and c.batch_id is None,
        )
        for c, user, member in rows
    )  # fmt: skip


def _folded(lines: Iterable[StoryLine]) -> list[StoryLine]:
    """A change on the household and on one of its people is told in one line where no field would be named twice."""
    told: list[StoryLine] = []
    for line in lines:
        before = told[-1] if told and told[-1].deed_id == line.deed_id else None
        if before and not (before.member and line.member) and not _fields(before) & _fields(line):
            both = before.differences + line.differences
            told[-1] = replace(line, member=before.member or line.member, differences=both)
            continue
        if before:
            told[-1] = replace(before, can_undo=False)
        told.append(line)
    return told


def _fields(line: StoryLine) -> set[str]:
    return {difference.field for difference in line.differences}


def _differences(change: HouseholdChange) -> tuple[Difference, ...]:
    of_member = change.member_id is not None
    before, after = from_json(change.before, of_member=of_member), from_json(change.after, of_member=of_member)
    fields = [field for field in _SHOWN if field in after or field in before]
    return tuple(Difference(f, _masked(f, before.get(f)), _masked(f, after.get(f))) for f in fields)


def _masked(field: str, value: Any) -> Any:
    return _MASKS[field](value) if field in _MASKS and value else value


@dataclass(frozen=True)
class Origin:
    """The list that brought the household in."""

    file_name: str
    at: datetime


def origin(session: Session, actor: Actor, household_id: int) -> Origin | None:
    row = find_household(session, actor, household_id)
    batch = session.get(LedgerBatch, row.batch_id) if row.batch_id else None
    return Origin(batch.file_name, batch.at) if batch else None
