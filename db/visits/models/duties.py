"""Visits that must be made, days a household agreed to be thought of, and pauses of a steward's quota."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from db.base import Base, enum, moment
from db.privacy import sealed
from db.vocabulary import Growing


class MustSource(Growing):
    """Where a must-visit comes from."""

    FESTIVAL = "festival"
    LEDGER = "ledger"
    VISIT = "visit"
    BY_HAND = "by_hand"


class MustStatus(StrEnum):
    """NOT_MADE: the festival that asked for it is over, and nobody made it; `settled_on` is then its day."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    NOT_MADE = "not_made"


class MustVisit(Base, table=True):
    """A household that must be visited until a day. `mark` keeps one cause from asking twice: `festival:spring:2027`.

    Whose it is follows from the ledger: the steward of the household on that day. Of the visits on the day on which it arose
    only those count that were written after the visit `asked_after`. `n_days` are the working days that it was given; none where
    a day was named, such as the last before a festival. No visit after `ends_on` makes it: the festival is over.
    """

    __tablename__ = "must_visit"
    __table_args__ = (
        sa.UniqueConstraint("household_id", "mark"),
        sa.Index("ix_must_visit_open", "status", "unit_id", "due_on"),
        sa.Index("ix_must_visit_household", "household_id", "status"),
    )
    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id")
    unit_id: int = Field(foreign_key="unit.id")
    kind: str = Field(max_length=40)
    source: MustSource = enum(MustSource)
    mark: str = Field(max_length=80)
    why: str | None = sealed("must_visit.why", default=None)
    arose_on: date
    asked_after: int = 0
    due_on: date
    n_days: int | None = None
    ends_on: date | None = None
    status: MustStatus = enum(MustStatus, default=MustStatus.OPEN)
    settled_on: date | None = None
    settled_visit_id: int | None = Field(default=None, foreign_key="visit.id")
    made_by: int | None = Field(default=None, foreign_key="app_user.id")
    reason: str | None = sealed("must_visit.reason", default=None)


class DayOfYear(Growing):
    BIRTHDAY = "birthday"
    MEMORIAL = "memorial"


class HouseholdDay(Base, table=True):
    """A birthday or a day of remembrance that the household agreed to be thought of. A lunar day moves every year."""

    __tablename__ = "household_day"
    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    kind: DayOfYear = enum(DayOfYear)
    month: int
    day: int
    is_lunar: bool = False
    whose: str = sealed("household_day.whose")
    agreed_on: date


class VisitPause(Base, table=True):
    """A steward from whom nothing is asked for a while, and why."""

    __tablename__ = "visit_pause"
    id: int | None = Field(default=None, primary_key=True)
    steward_id: int = Field(foreign_key="steward.id", index=True)
    from_on: date
    until: date
    reason: str = sealed("visit_pause.reason")
    made_by: int = Field(foreign_key="app_user.id")
    made_at: datetime = moment()


class DailyRun(Base, table=True):
    """Days on which the calendar and the ledger were looked at for what must be visited; the ledger up to this change."""

    __tablename__ = "daily_run"
    day: date = Field(primary_key=True)
    last_change_id: int = 0
