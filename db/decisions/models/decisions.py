"""Decisions of meetings: what, who sees to it, until when; followed until it is done."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from db.base import Base, enum, moment
from db.privacy import sealed
from db.text import Given
from db.vocabulary import Growing


class DecisionStatus(Growing):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class MeetingDecision(Base, table=True):
    """`owner_id` is the user who sees to it, if one does; else `owner` says who by name. Left out of the public version when its
    item is personal."""

    __tablename__ = "meeting_decision"
    __table_args__ = (
        sa.Index("ix_meeting_decision_open", "status", "unit_id", "due_on"),
        sa.Index("ix_meeting_decision_owner", "owner_id", "status"),
    )
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    item_id: int = Field(foreign_key="agenda_item.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    status: DecisionStatus = enum(DecisionStatus, default=DecisionStatus.OPEN)
    text: str = sealed("meeting_decision.text")
    owner_id: int | None = Field(default=None, foreign_key="app_user.id")
    owner: str = sealed("meeting_decision.owner")
    due_on: date
    made_by: int = Field(foreign_key="app_user.id")
    made_at: datetime = moment()


class DecisionStep(Base, table=True):
    """What was done about a decision, or that it is done, dropped or due later. Never changed."""

    __tablename__ = "decision_step"
    id: int | None = Field(default=None, primary_key=True)
    decision_id: int = Field(foreign_key="meeting_decision.id", index=True)
    old: DecisionStatus = enum(DecisionStatus)
    new: DecisionStatus = enum(DecisionStatus)
    said: str = sealed("decision_step.said")
    due_on: date | None = None
    by: int = Field(foreign_key="app_user.id")
    at: datetime = moment()


class DecisionIn(Given):
    text: str = ""
    owner_id: int | None = None
    owner: str = ""
    due_on: date | None = None
