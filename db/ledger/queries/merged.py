"""Entries that became one: what was said of the one that went belongs to the one that stayed."""

from collections.abc import Collection
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.ledger.models.households import Household
from db.sql import pick, table_of


def with_merged(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Every id, and the ids of the entries that were merged into it -> the id that stays."""
    found, fresh = {i: i for i in ids}, list(ids)
    while fresh:
        rows = session.execute(pick(Household.id, Household.merged_into).where(col(Household.merged_into).in_(fresh))).all()
        fresh = [entry for entry, _ in rows if entry not in found]
        found |= {entry: found[stays] for entry, stays in rows if entry in fresh}
    return found


def whole_households(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Every entry of the households to which these entries belong -> the id that stays; `ids` may be of entries that went."""
    into = col(Household.merged_into)
    touched = sa.or_(sa.and_(col(Household.id).in_(ids), into.is_not(None)), into.in_(ids))
    if session.scalar(pick(Household.id).where(touched).limit(1)) is None:
        return {i: i for i in ids}
    return with_merged(session, set(stays_now(session, ids).values()))


def stays_now(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Every id -> itself, or the entry that stays of those it was merged into."""
    stays = {i: i for i in ids}
    while rows := _merged_into(session, set(stays.values())):
        stays = {entry: rows.get(now, now) for entry, now in stays.items()}
    return stays


def _merged_into(session: Session, ids: Collection[int]) -> dict[int, int]:
    into = col(Household.merged_into)
    return dict(session.execute(pick(Household.id, into).where(col(Household.id).in_(ids), into.is_not(None))).all())


@cache
def merged_entries() -> sa.CTE:
    """`entry`, `stays`: every entry that was merged, and the one that stays now, also where that took several steps."""
    entry, keeper, before = (table_of(Household).alias() for _ in range(3))
    direct = pick(entry.c.id.label("entry"), keeper.c.id.label("stays")).join(keeper, keeper.c.id == entry.c.merged_into)
    found = direct.where(entry.c.merged_into.is_not(None), keeper.c.merged_into.is_(None))
    last = found.cte("merged_entries", recursive=True)
    return last.union_all(pick(before.c.id, last.c.stays).join(last, before.c.merged_into == last.c.entry))


def staying(entries: sa.CTE, household_id: Any) -> sa.ColumnElement[int]:
    """The household that stays, where `merged_entries` is joined from outside by `entry`."""
    return sa.func.coalesce(entries.c.stays, col(household_id))
