"""Cups a household, those of entries that were merged into it with them."""

from collections import Counter
from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session, col

from db.ledger.models.households import Household
from db.ledger.queries.merged import with_merged
from db.sql import pick
from db.subject import Rows
from db.tea.models import Cup, TeaSum


def _counted(session: Session, household_ids: Collection[int]) -> Counter[int]:
    stays = with_merged(session, household_ids)
    cups = session.scalars(pick(Cup.household_id).where(col(Cup.household_id).in_(stays)))
    return Counter(stays[household_id] for household_id in cups)


def _roots(session: Session) -> list[int]:
    return list(session.scalars(pick(Household.id).where(col(Household.merged_into).is_(None))))


def stored(session: Session) -> Rows:
    return {"tea_sum": {tuple(row) for row in session.execute(pick(TeaSum.household_id, TeaSum.n_cups))}}


def counted_anew(session: Session) -> Rows:
    return {"tea_sum": set(_counted(session, _roots(session)).items())}


def rebuild(session: Session) -> None:
    settle(session, _roots(session))


def settle(session: Session, household_ids: Collection[int]) -> None:
    """The sums of these households and of the entries in them, written anew."""
    entries, counted = with_merged(session, household_ids), _counted(session, household_ids)
    session.execute(sa.delete(TeaSum).where(col(TeaSum.household_id).in_(entries)))
    session.add_all(TeaSum(household_id=household_id, n_cups=n) for household_id, n in counted.items())
    session.flush()
