"""Whether something builds on a change of a household: a later change that has not been undone itself."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.ledger.models.households import HouseholdChange
from db.ledger.queries.scope import Condition
from db.sql import pick


def _live(change: Any) -> Condition:
    """A change that stands: neither an undoing nor undone."""
    undoing = aliased(HouseholdChange)
    is_undone = sa.exists().where(
        col(undoing.household_id) == change.household_id, col(undoing.undoes) == change.deed_id
    )  # fmt: skip
    return sa.and_(col(change.undoes).is_(None), ~is_undone)


def is_live(session: Session, change: HouseholdChange) -> bool:
    this = sa.and_(col(HouseholdChange.id) == change.id, _live(HouseholdChange))
    return session.scalar(pick(HouseholdChange.id).where(this)) is not None


def built_on(session: Session, households: Condition, last: int) -> set[int]:
    """Ids of those that have a live change after the `last`; `households` speaks of `HouseholdChange.household_id`."""
    later = sa.and_(households, col(HouseholdChange.id) > last, _live(HouseholdChange))
    return set(session.scalars(pick(HouseholdChange.household_id).where(later)))
