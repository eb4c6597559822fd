"""Public announcements of people who passed, and what was said against it."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from db.base import Base, enum, moment
from db.privacy import sealed
from db.vocabulary import Growing, Sex


class AnnouncementStatus(StrEnum):
    """RUNNING stays until it is withdrawn; that its days are over is a matter of the date."""

    RUNNING = "running"
    WITHDRAWN = "withdrawn"


class Announcement(Base, table=True):
    """`first_ends_on` is the end that its first poster says; `ends_on` is later where the calendar took a day away since."""

    __table_args__ = (sa.UniqueConstraint("year", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    year: int
    number: int
    unit_id: int = Field(foreign_key="unit.id", index=True)
    status: AnnouncementStatus = enum(AnnouncementStatus)
    posted_on: date
    n_days: int
    first_ends_on: date
    ends_on: date = Field(index=True)
    contact: str = Field(max_length=200)
    posted_by: int = Field(foreign_key="app_user.id")
    posted_at: datetime = moment()
    withdrawn_at: datetime | None = moment(default=None)
    reason: str = Field(default="", max_length=500)
    repeats_id: int | None = Field(default=None, foreign_key="announcement.id")


class AnnouncementEntry(Base, table=True):
    """One person as announced: this and no more was public."""

    __tablename__ = "announcement_entry"
    announcement_id: int = Field(foreign_key="announcement.id", primary_key=True)
    application_id: int = Field(foreign_key="application.id", primary_key=True, index=True)
    position: int
    name: str = Field(max_length=50)
    sex: Sex = enum(Sex)
    age: int
    category: str = Field(max_length=40)
    unit_name: str = Field(max_length=200)


class ObjectionStatus(StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    NOT_UPHELD = "not_upheld"


class ObjectionChannel(Growing):
    PUBLIC_PAGE = "public_page"
    DESK = "desk"
    PHONE = "phone"
    LETTER = "letter"


class Objection(Base, table=True):
    """Confidential: who objected and what was said are encrypted, and every reading is recorded."""

    __table_args__ = (sa.Index("ix_objection_list", "status", "unit_id", "received_at"),)
    id: int | None = Field(default=None, primary_key=True)
    announcement_id: int = Field(foreign_key="announcement.id", index=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    status: ObjectionStatus = enum(ObjectionStatus)
    channel: ObjectionChannel = enum(ObjectionChannel)
    text: str = sealed("objection.text")
    objector: str | None = sealed("objection.objector", default=None)
    contact: str | None = sealed("objection.contact", default=None)
    received_at: datetime = moment()
    recorded_by: int | None = Field(default=None, foreign_key="app_user.id")
    finding: str | None = sealed("objection.finding", default=None)
    examined_by: int | None = Field(default=None, foreign_key="app_user.id")
    examined_at: datetime | None = moment(default=None)


class PublicGuard(Base, table=True):
    """How often one address used a public form within an hour."""

    __tablename__ = "public_guard"
    kind: str = Field(primary_key=True, max_length=20)
    address_hash: str = Field(primary_key=True, max_length=64)
    hour: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    n: int = 0
