"""Visits to the old or infirm party members whom stewards look after by name.

They stand beside `Visit` and not in it: a month's quota, a full round, the tallies of a unit and the months handed in are made
of households met, and a steward who saw one bedridden comrade ten times has met none of them. What was done for the persons is
counted as that, in a line of its own.
"""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from db.base import Base, enum, moment
from db.privacy import sealed
from db.text import Given
from db.visits.models.visits import Outcome, VisitSource, VisitStatus


class NamedVisit(Base, table=True):
    """One person, one day. `unit_id` and `steward_id` are of that day and stay, whoever looks after the person later."""

    __tablename__ = "named_visit"
    __table_args__ = (
        sa.Index("ix_named_visit_member", "member_id", "visited_on", "id"),
        sa.Index("ix_named_visit_steward", "steward_id", "visited_on", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    status: VisitStatus = enum(VisitStatus, default=VisitStatus.STANDS)
    member_id: int = Field(foreign_key="named_member.id")
    unit_id: int = Field(foreign_key="unit.id")
    steward_id: int | None = Field(default=None, foreign_key="steward.id")
    user_id: int = Field(foreign_key="app_user.id")
    source: VisitSource = enum(VisitSource)
    visited_on: date
    written_at: datetime = moment()
    outcome: Outcome = enum(Outcome)
    note: str | None = sealed("named_visit.note", default=None)


class NamedDraft(Base, table=True):
    """An entry that somebody has begun: theirs, on whatever tablet. `body` is JSON, sealed."""

    __tablename__ = "named_draft"
    user_id: int = Field(foreign_key="app_user.id", primary_key=True)
    member_id: int = Field(foreign_key="named_member.id", primary_key=True)
    request_id: UUID
    body: str = sealed("named_draft.body")
    at: datetime = moment()


class NamedVisitIn(Given):
    """A visit as written; a desk says with `steward_id` whose it was."""

    visited_on: date | None = None
    outcome: Outcome | None = None
    note: str = ""
    steward_id: int | None = None
