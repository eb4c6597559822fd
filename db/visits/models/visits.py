"""A visit as it was written down, what was promised and raised in it, and the entry that is not finished yet."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from pydantic import model_validator
from sqlmodel import Field

from db.base import Base, enum, moment
from db.privacy import sealed
from db.text import Given
from db.vocabulary import Growing


class Outcome(StrEnum):
    MET = "met"
    NOBODY_HOME = "nobody_home"
    NOT_CONVENIENT = "not_convenient"
    MOVED = "moved"


class VisitSource(Growing):
    SCREEN = "screen"
    PAPER = "paper"
    FILE = "file"


class VisitStatus(StrEnum):
    STANDS = "stands"
    WITHDRAWN = "withdrawn"


class Visit(Base, table=True):
    """One household, one day. `unit_id` and `steward_id` are of that day and stay, wherever the household goes later.

    `topics` are keys of the scheme with spaces around each, so that one can be looked for.
    """

    __table_args__ = (
        sa.Index("ix_visit_household", "household_id", "visited_on", "id"),
        sa.Index("ix_visit_steward", "steward_id", "visited_on", "id"),
        sa.Index("ix_visit_unit", "unit_id", "visited_on", "id"),
        sa.Index("ix_visit_outcome", "outcome", "visited_on"),
        sa.Index("ix_visit_day", "visited_on", "id", "status"),
    )
    id: int | None = Field(default=None, primary_key=True)
    status: VisitStatus = enum(VisitStatus, default=VisitStatus.STANDS)
    version: int = 1
    household_id: int = Field(foreign_key="household.id")
    unit_id: int = Field(foreign_key="unit.id")
    steward_id: int | None = Field(default=None, foreign_key="steward.id")
    user_id: int = Field(foreign_key="app_user.id")
    source: VisitSource = enum(VisitSource)
    visited_on: date
    written_at: datetime = moment()
    outcome: Outcome = enum(Outcome)
    form: str = Field(max_length=40)
    occasion: str = Field(max_length=40)
    topics: str = Field(default="", max_length=300)
    note: str | None = sealed("visit.note", default=None)
    group_id: UUID | None = None
    round_id: int | None = Field(default=None, foreign_key="visit_round.id", index=True)


class VisitVersion(Base, table=True):
    """What a visit said before it was corrected; append-only. `body` is JSON, sealed."""

    __tablename__ = "visit_version"
    id: int | None = Field(default=None, primary_key=True)
    visit_id: int = Field(foreign_key="visit.id", index=True)
    version: int
    at: datetime = moment()
    user_id: int = Field(foreign_key="app_user.id")
    body: str = sealed("visit_version.body")
    reason: str | None = sealed("visit_version.reason", default=None)


class PromiseStatus(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    PASSED_ON = "passed_on"


class Promise(Base, table=True):
    """What was promised to a household, until it is kept or somebody else takes it over."""

    __table_args__ = (sa.Index("ix_promise_open", "status", "household_id"),)
    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    visit_id: int = Field(foreign_key="visit.id", index=True)
    steward_id: int | None = Field(default=None, foreign_key="steward.id")
    text: str = sealed("promise.text")
    made_on: date
    due_on: date | None = None
    status: PromiseStatus = enum(PromiseStatus, default=PromiseStatus.OPEN)
    settled_on: date | None = None
    settled_visit_id: int | None = Field(default=None, foreign_key="visit.id")


class Raised(Base, table=True):
    """What a household raised, by topic, with the kind of matter it would make. Kept on the visit."""

    id: int | None = Field(default=None, primary_key=True)
    visit_id: int = Field(foreign_key="visit.id", index=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    topic: str = Field(max_length=40)
    kind: str = Field(default="", max_length=40)
    text: str = sealed("raised.text")


class VisitPhoto(Base, table=True):
    """A picture, made smaller and without what the camera wrote into it. Only where the scheme allows it."""

    __tablename__ = "visit_photo"
    id: int | None = Field(default=None, primary_key=True)
    visit_id: int = Field(foreign_key="visit.id", index=True)
    image: bytes = Field(sa_type=sa.LargeBinary)


class VisitDraft(Base, table=True):
    """An entry that somebody has begun: theirs, on whatever tablet. `body` is JSON, sealed."""

    __tablename__ = "visit_draft"
    user_id: int = Field(foreign_key="app_user.id", primary_key=True)
    household_id: int = Field(foreign_key="household.id", primary_key=True)
    request_id: UUID
    body: str = sealed("visit_draft.body")
    at: datetime = moment()


class RaisedIn(Given):
    topic: str
    text: str = ""


class VisitIn(Given):
    """A visit as written. `promises` maps the id of an open promise to what became of it: kept, passed_on, or open; `answers`
    a round's id to what was answered there, by the question's key."""

    household_ids: list[int]
    visited_on: date | None = None
    outcome: Outcome | None = None
    form: str = ""
    occasion: str = ""
    topics: list[str] = []
    note: str = ""
    promise: str = ""
    promise_due: date | None = None
    promises: dict[int, PromiseStatus] = {}
    raised: list[RaisedIn] = []
    steward_id: int | None = None
    round_id: int | None = None
    answers: dict[int, dict[str, Any]] = {}

    @model_validator(mode="before")
    @classmethod
    def _of_one_round(cls, given: Any) -> Any:
        """A draft from before two rounds could ask has its answers without their round."""
        answers = given.get("answers") if isinstance(given, dict) else None
        if answers and given.get("round_id") and not any(isinstance(said, dict) for said in answers.values()):
            return given | {"answers": {given["round_id"]: answers}}
        return given
