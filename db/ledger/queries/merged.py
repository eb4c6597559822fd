"""Entries that became one: what was said of the one that went belongs to the one that stayed."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.ledger.models.households import Household
from db.sql import pick


def with_merged(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Every id, and the ids of the entries that were merged into it -> the id that stays."""
    found, fresh = {i: i for i in ids}, list(ids)
    while fresh:
        rows = session.execute(pick(Household.id, Household.merged_into).where(col(Household.merged_into).in_(fresh))).all()
        fresh = [entry for entry, _ in rows if entry not in found]
        found |= {entry: found[stays] for entry, stays in rows if entry in fresh}
    return found


def merged_entries() -> sa.CTE:
    """`entry`, `stays`: every entry that was merged, and the one that stays now, also where that took several steps."""
    entry, keeper = aliased(Household), aliased(Household)
    direct = pick(entry.id.label("entry"), keeper.id.label("stays")).join(keeper, keeper.id == entry.merged_into)
    found = direct.where(col(entry.merged_into).is_not(None), keeper.merged_into.is_(None)).cte("merged_entries", recursive=True)
    before = aliased(Household)
    return found.union_all(pick(before.id, found.c.stays).join(found, before.merged_into == found.c.entry))


def staying(entries: sa.CTE, household_id: Any) -> sa.ColumnElement[int]:
    """The household that stays, where `merged_entries` is joined from outside by `entry`."""
    return sa.func.coalesce(entries.c.stays, col(household_id))
