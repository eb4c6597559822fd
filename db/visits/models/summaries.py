"""Sums that the command keeps beside the visits, and months whose figures have been handed in."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from db.base import Base, moment


class HouseholdContact(Base, table=True):
    """When a household was last met and last tried: one row a household that has ever been visited."""

    __tablename__ = "household_contact"
    household_id: int = Field(foreign_key="household.id", primary_key=True)
    last_met_on: date | None = Field(default=None, index=True)
    last_tried_on: date
    n_visits: int = 0


class HouseholdMonth(Base, table=True):
    """Visits of a household in a month by a steward (0: by none), in the unit where it was then. `month` is 202611."""

    __tablename__ = "household_month"
    __table_args__ = (sa.Index("ix_household_month_steward", "steward_id", "month", "household_id", "n_met"),)
    household_id: int = Field(foreign_key="household.id", primary_key=True)
    month: int = Field(primary_key=True)
    steward_id: int = Field(primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    n_all: int = 0
    n_met: int = 0


class VisitTally(Base, table=True):
    """Visits in a unit in a month: all, those at which somebody was met, and how many households were met."""

    __tablename__ = "visit_tally"
    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    month: int = Field(primary_key=True, index=True)
    n_all: int = 0
    n_met: int = 0
    n_homes: int = 0


class ClosedMonth(Base, table=True):
    """A month whose figures were handed in, as they were then: later corrections do not change them."""

    __tablename__ = "closed_month"
    month: int = Field(primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
    n_all: int
    n_met: int
    n_homes: int
    closed_at: datetime = moment()
    closed_by: int = Field(foreign_key="app_user.id")
