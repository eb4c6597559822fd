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
