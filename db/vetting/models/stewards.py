"""Stewards, their appointments, and what became of them."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from db.actor import Role
from db.base import Base, enum, moment
from db.privacy import sealed
from db.vocabulary import Sex


class StewardStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class StewardMove(StrEnum):
    APPOINT = "appoint"
    SUSPEND = "suspend"
    RESUME = "resume"
    RESIGN = "resign"
    END_TERM = "end_term"
    DISMISS = "dismiss"
    REAPPOINT = "reappoint"


class Steward(Base, table=True):
    """`application_id` is None for somebody who was in office before the program came."""

    __table_args__ = (sa.Index("ix_steward_list", "unit_id", "status", "pinyin"),)
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(max_length=20, unique=True)
    status: StewardStatus = enum(StewardStatus)
    version: int = 1
    unit_id: int = Field(foreign_key="unit.id", index=True)
    application_id: int | None = Field(default=None, foreign_key="application.id")
    name: str = Field(max_length=50)
    pinyin: str = Field(max_length=200, index=True)
    initials: str = Field(max_length=50, index=True)
    sex: Sex = enum(Sex)
    birth_date: date
    id_number: str = sealed("steward.id_number")
    id_index: str = Field(max_length=40, unique=True)
    phone: str = sealed("steward.phone")
    phone_index: str = Field(max_length=40, index=True)
    category: str = Field(max_length=40, index=True)
    speciality: str = sealed("steward.speciality", default="")
    term_from: date
    term_to: date = Field(index=True)
    card_token: str = Field(max_length=32, unique=True)


class Appointment(Base, table=True):
    """One term at one unit. A steward who is appointed again gets another one."""

    id: int | None = Field(default=None, primary_key=True)
    steward_id: int = Field(foreign_key="steward.id", index=True)
    application_id: int | None = Field(default=None, foreign_key="application.id")
    scheme_version_id: int = Field(foreign_key="scheme_version.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    term_from: date
    term_to: date
    appointed_at: datetime = moment()
    appointed_by: int = Field(foreign_key="app_user.id")
    ended_on: date | None = None


class StewardChange(Base, table=True):
    """One move of a steward; append-only."""

    __tablename__ = "steward_change"
    id: int | None = Field(default=None, primary_key=True)
    steward_id: int = Field(foreign_key="steward.id", index=True)
    at: datetime = moment()
    move: StewardMove = enum(StewardMove)
    before: StewardStatus | None = enum(StewardStatus, "before", default=None)
    after: StewardStatus = enum(StewardStatus, "after")
    user_id: int | None = Field(default=None, foreign_key="app_user.id")
    role: Role | None = enum(Role, default=None)
    reason: str | None = sealed("steward_change.reason", default=None)
