"""When a household was last met, whichever of its entries that was written to."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from db.ledger.models.households import Household
from db.ledger.queries.merged import merged_entries
from db.sql import pick
from db.visits.models.summaries import HouseholdContact


class LastMet:
    """`on` is a column of a selection of households that `joined` has completed; None: never."""

    def __init__(self) -> None:
        merged = merged_entries()
        self._entries = (
            pick(merged.c.stays, sa.func.max(HouseholdContact.last_met_on).label("on"))
            .join(HouseholdContact, col(HouseholdContact.household_id) == merged.c.entry)
            .group_by(merged.c.stays)
            .subquery()
        )
        own, entry = col(HouseholdContact.last_met_on), self._entries.c.on
        self.on = sa.case((own.is_(None), entry), (entry > own, entry), else_=own)

    def joined(self, households: sa.Select[Any]) -> sa.Select[Any]:
        own = col(HouseholdContact.household_id) == Household.id
        return households.outerjoin(HouseholdContact, own).outerjoin(self._entries, self._entries.c.stays == Household.id)
