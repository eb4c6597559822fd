"""Two entries side by side, before they become one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.ledger.merging import LEARNED, learned
from db.ledger.models.care import Assignment, AssignmentKind, StewardKin
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import find_household
from db.ledger.queries.scope import in_force
from db.permissions import require
from db.privacy import mask_id, mask_phone
from db.sql import pick
from db.vetting.models.stewards import Steward, StewardStatus

# As the steward who is to look after a household: none.
NOBODY = 0
_MASKS = {"id_number": mask_id, "phone": mask_phone}


@dataclass(frozen=True)
class MergeRow:
    """One field: what each entry says, and what will stand. Numbers are masked."""

    field: str
    here: Any
    there: Any
    after: Any


def merge_preview(session: Session, actor: Actor, *, keep_id: int, other_id: int) -> list[MergeRow]:
    """Only fields in which either says something. Raises `NotFound`."""
    require(actor, LedgerPermission.RESHAPE_HOUSEHOLDS)
    keep, other = find_household(session, actor, keep_id), find_household(session, actor, other_id)
    taken = learned(keep, other)
    rows = []
    for field, *_ in (("door",), *LEARNED):
        here, there = getattr(keep, field), getattr(other, field)
        if here not in (None, "") or there not in (None, ""):
            rows.append(MergeRow(field, *(_masked(field, v) for v in (here, there, taken.get(field, here)))))
    return rows


def _masked(field: str, value: Any) -> Any:
    if field == "care":
        return json.loads(value or "[]")
    return _MASKS[field](value) if field in _MASKS and value else value


@dataclass(frozen=True)
class Carer:
    """Who looks after an entry now, and whether they may look after the one that stays: in service and no kin."""

    steward_id: int
    name: str
    is_in_service: bool
    is_kin: bool

    @property
    def may_go_on(self) -> bool:
        return self.is_in_service and not self.is_kin


@dataclass(frozen=True)
class CareAfter:
    """Who may look after the entry that stays: its own steward, unless kin to the people of the other, or the other's."""

    here: Carer | None
    there: Carer | None

    @property
    def choices(self) -> tuple[int, ...]:
        """The usual one first; nobody last."""
        here = [self.here.steward_id] if self.here and not self.here.is_kin else []
        there = [self.there.steward_id] if self.there and self.there.may_go_on else []
        return (*dict.fromkeys([*here, *there]), NOBODY)

    @property
    def usual(self) -> int:
        """Nobody who can go on is lost by a merge, and the one of the entry that stays goes before the other's."""
        return self.choices[0]


def care_after(session: Session, *, keep_id: int, other_id: int) -> CareAfter:
    """Whoever calls has made sure that both entries may be looked at."""
    pair, found = (keep_id, other_id), {}
    rows = session.execute(
        pick(Assignment.household_id, Steward.id, Steward.name, Steward.status)
        .join(Steward, col(Steward.id) == Assignment.steward_id)
        .where(
            col(Assignment.household_id).in_(pair), col(Assignment.ended_on).is_(None),
            col(Assignment.kind) == AssignmentKind.STEWARD,
        )
    )  # fmt: skip
    kin = set(session.scalars(pick(StewardKin.steward_id).where(col(StewardKin.household_id).in_(pair))))
    for household_id, steward_id, name, status in rows:
        found[household_id] = Carer(steward_id, name, status is StewardStatus.ACTIVE, steward_id in kin)
    return CareAfter(found.get(keep_id), found.get(other_id))


def buddies_of(session: Session, household_id: int) -> Sequence[Any]:
    """Who stands in for its steward today, and until when."""
    stands_in = sa.and_(col(Assignment.household_id) == household_id, col(Assignment.kind) == AssignmentKind.BUDDY)
    return session.execute(pick(Assignment.steward_id, Assignment.until).where(stands_in, in_force(clock.today()))).all()
