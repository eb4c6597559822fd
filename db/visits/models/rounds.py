"""Knock-on-doors days and special rounds: which households, until when, which questions; and sheets of paper."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

import sqlalchemy as sa
from sqlmodel import Field

from db.base import Base, enum, json_column, moment
from db.ledger.models.households import HouseholdKind
from db.privacy import sealed
from db.text import Given
from db.vocabulary import Growing


class RoundKind(Growing):
    KNOCK_DAY = "knock_day"
    SPECIAL = "special"


class RoundStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class VisitRound(Base, table=True):
    """`questions` are `Question` as JSON. Figures at its end are counted from its visits."""

    __tablename__ = "visit_round"
    __table_args__ = (sa.Index("ix_visit_round_open", "status", "until"),)
    id: int | None = Field(default=None, primary_key=True)
    kind: RoundKind = enum(RoundKind)
    status: RoundStatus = enum(RoundStatus, default=RoundStatus.OPEN)
    name: str = Field(max_length=60)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    from_on: date
    until: date
    questions: list[dict[str, Any]] = Field(sa_column=json_column())
    made_by: int = Field(foreign_key="app_user.id")
    made_at: datetime = moment()
    closed_at: datetime | None = moment(default=None)


class RoundHousehold(Base, table=True):
    """A household of a round. `visit_id` is the visit at which it was met, or the last try; `answered_visit_id` the last one
    that brought answers. Both follow from the visits that stand (`db.visits.commands.settle`). `stands_in`: it is here for an
    entry that was merged into it, and goes when the merge is undone."""

    __tablename__ = "round_household"
    __table_args__ = (sa.Index("ix_round_household_open", "household_id", "is_done"),)
    round_id: int = Field(foreign_key="visit_round.id", primary_key=True)
    household_id: int = Field(foreign_key="household.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    is_done: bool = False
    visit_id: int | None = Field(default=None, foreign_key="visit.id")
    answered_visit_id: int | None = Field(default=None, foreign_key="visit.id")
    stands_in: bool = False


class VisitAnswers(Base, table=True):
    """What was answered to a round's questions at a visit, JSON by the question's key: it goes with the visit."""

    __tablename__ = "visit_answers"
    visit_id: int = Field(foreign_key="visit.id", primary_key=True)
    round_id: int = Field(foreign_key="visit_round.id", primary_key=True)
    # Sealed under the name of the column in which answers lay before they went with their visit.
    said: str = sealed("round_household.answers")


class Question(Given):
    key: str
    text: str
    kind: Literal["choice", "number", "text"]
    options: list[str] = []


class RoundIn(Given):
    """Which households: all under the unit, or only of some kinds, of some special groups, without a steward."""

    kind: RoundKind = RoundKind.SPECIAL
    name: str = ""
    unit_id: int | None = None
    from_on: date | None = None
    until: date | None = None
    kinds: list[HouseholdKind] = []
    care: list[str] = []
    is_uncovered: bool = False
    questions: list[Question] = []


class SheetStatus(StrEnum):
    OUT = "out"
    RETURNED = "returned"
    LOST = "lost"


class VisitSheet(Base, table=True):
    """A sheet of paper for one steward: households in walking order. The number stands on it in digits and as QR."""

    __tablename__ = "visit_sheet"
    __table_args__ = (sa.Index("ix_visit_sheet_list", "status", "unit_id", "made_at"),)
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(max_length=20, unique=True)
    status: SheetStatus = enum(SheetStatus, default=SheetStatus.OUT)
    steward_id: int = Field(foreign_key="steward.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    round_id: int | None = Field(default=None, foreign_key="visit_round.id")
    made_at: datetime = moment()
    made_by: int = Field(foreign_key="app_user.id")
    returned_at: datetime | None = moment(default=None)


class SheetRow(Base, table=True):
    """One line of a sheet. `visit_id` is the visit that was keyed in from it."""

    __tablename__ = "sheet_row"
    sheet_id: int = Field(foreign_key="visit_sheet.id", primary_key=True)
    position: int = Field(primary_key=True)
    household_id: int = Field(foreign_key="household.id")
    visit_id: int | None = Field(default=None, foreign_key="visit.id")
    is_blank: bool = False
