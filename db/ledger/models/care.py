"""Who looks after whom, and proposals of it."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from db.base import Base, enum, moment
from db.ledger.models.households import HouseholdKind
from db.privacy import sealed
from db.vocabulary import Growing


class AssignmentKind(Growing):
    """A buddy stands in until a day; the steward of the household stays the same meanwhile."""

    STEWARD = "steward"
    BUDDY = "buddy"


_OPEN = sa.text("ended_on IS NULL")


class Assignment(Base, table=True):
    """A steward looks after a household from a day on. Kept when it ends; at most one of a kind is open at a time."""

    __table_args__ = (
        sa.Index("uq_assignment_open", "household_id", "kind", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        sa.Index("ix_assignment_steward", "steward_id", "ended_on", "household_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    steward_id: int = Field(foreign_key="steward.id")
    kind: AssignmentKind = enum(AssignmentKind)
    from_on: date
    until: date | None = None
    ended_on: date | None = None
    given_by: int | None = Field(default=None, foreign_key="app_user.id")
    given_at: datetime = moment()


class StewardKin(Base, table=True):
    """Declared kinship: this steward is not given this household."""

    __tablename__ = "steward_kin"
    household_id: int = Field(foreign_key="household.id", primary_key=True)
    steward_id: int = Field(foreign_key="steward.id", primary_key=True, index=True)


class LoadLimit(Base, table=True):
    """A lighter load than the scheme's, for health: at most so many, and why."""

    __tablename__ = "load_limit"
    steward_id: int = Field(foreign_key="steward.id", primary_key=True)
    most: int
    reason: str | None = sealed("load_limit.reason", default=None)


class ProposalStatus(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"
    DROPPED = "dropped"


class Why(Growing):
    """Why a household changes hands, or has nobody."""

    UNCOVERED = "uncovered"
    LEFT = "left"
    OVERLOADED = "overloaded"
    KIN = "kin"
    NO_STEWARD = "no_steward"
    ALL_FULL = "all_full"
    ONLY_KIN = "only_kin"
    BY_HAND = "by_hand"


class Proposal(Base, table=True):
    """What the program proposes for one unit and one kind; shown as a change, adopted or dropped."""

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    kind: HouseholdKind = enum(HouseholdKind)
    status: ProposalStatus = enum(ProposalStatus)
    n_households: int
    n_changes: int
    n_uncovered: int
    made_at: datetime = moment()
    made_by: int = Field(foreign_key="app_user.id")
    decided_at: datetime | None = moment(default=None)


class ProposalLine(Base, table=True):
    """One household that changes hands, or stays uncovered (`after` is None)."""

    __tablename__ = "proposal_line"
    __table_args__ = (sa.Index("ix_proposal_line_after", "proposal_id", "after_id"),)
    proposal_id: int = Field(foreign_key="proposal.id", primary_key=True)
    household_id: int = Field(foreign_key="household.id", primary_key=True)
    before_id: int | None = Field(default=None, foreign_key="steward.id")
    after_id: int | None = Field(default=None, foreign_key="steward.id")
    why: Why = enum(Why)
    is_left_out: bool = False
