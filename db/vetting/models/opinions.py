"""What departments were asked and what they said."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from db.base import Base, enum, moment
from db.privacy import sealed
from db.vocabulary import Growing


class OpinionStatus(StrEnum):
    """NOT_REPLIED is recorded when the time has run out; it is no consent."""

    WAITING = "waiting"
    NO_OBJECTION = "no_objection"
    OBJECTION = "objection"
    NOT_REPLIED = "not_replied"


class Channel(Growing):
    SCREEN = "screen"
    PAPER = "paper"


class Letter(Base, table=True):
    """A letter to one department with a list of people. `first_reply_by` is the day that it said when it was written;
    `reply_by` is later where the calendar took a day away since."""

    __table_args__ = (sa.UniqueConstraint("year", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    year: int
    number: int
    department: str = Field(max_length=40)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    written_on: date
    first_reply_by: date
    reply_by: date
    written_by: int = Field(foreign_key="app_user.id")


class Opinion(Base, table=True):
    """One department's opinion on one applicant. `excuse` is why the step may pass although it is missing.

    `objected_at` stays when the department is asked again: an objection is lifted by its own answer, never by silence.
    """

    __table_args__ = (
        sa.UniqueConstraint("step_record_id", "department"),
        sa.Index("ix_opinion_list", "department", "status", "unit_id", "due_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    step_record_id: int = Field(foreign_key="step_record.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    department: str = Field(max_length=40)
    status: OpinionStatus = enum(OpinionStatus)
    asked_at: datetime = moment()
    due_on: date
    letter_id: int | None = Field(default=None, foreign_key="letter.id", index=True)
    reason: str | None = sealed("opinion.reason", default=None)
    answered_at: datetime | None = moment(default=None)
    answered_by: int | None = Field(default=None, foreign_key="app_user.id")
    channel: Channel | None = enum(Channel, default=None)
    excuse: str | None = sealed("opinion.excuse", default=None)
    excused_by: int | None = Field(default=None, foreign_key="app_user.id")
    objected_at: datetime | None = moment(default=None)


class FormerExcuse(Base, table=True):
    """Why a step was to pass without a reply, until a reply came or another reason was given; append-only."""

    __tablename__ = "former_excuse"
    id: int | None = Field(default=None, primary_key=True)
    opinion_id: int = Field(foreign_key="opinion.id", index=True)
    excuse: str = sealed("former_excuse.excuse")
    excused_by: int | None = Field(default=None, foreign_key="app_user.id")
    ended_at: datetime = moment()
