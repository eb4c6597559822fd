"""Entries that became one: what was said of the one that went belongs to the one that stayed."""

from collections.abc import Collection

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


def whole_households(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Every entry of the households to which these entries belong -> the id that stays; `ids` may be of entries that went."""
    return with_merged(session, set(staying(session, ids).values()))


def staying(session: Session, ids: Collection[int]) -> dict[int, int]:
    """Each id -> the id of the entry that it was merged into in the end; its own where it was not."""
    stays = {i: i for i in ids}
    while rows := _merged_into(session, set(stays.values())):
        stays = {entry: rows.get(now, now) for entry, now in stays.items()}
    return stays


def _merged_into(session: Session, ids: Collection[int]) -> dict[int, int]:
    into = col(Household.merged_into)
    return dict(session.execute(pick(Household.id, into).where(col(Household.id).in_(ids), into.is_not(None))).all())
