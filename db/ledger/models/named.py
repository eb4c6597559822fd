"""Old or infirm party members whom stewards look after by name: persons beside the households, where the scheme has them."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from db.base import Base, enum, moment, range_text
from db.privacy import sealed
from db.text import Given


class NamedStatus(StrEnum):
    HERE = "here"
    MOVED = "moved"
    DIED = "died"
    NO_LONGER = "no_longer"


class NamedChange(StrEnum):
    """What was done to a person's entry, in the journal."""

    PUT_DOWN = "put_down"
    CORRECT = "correct"
    GIVE = "give"
    END = "end"
    TAKE_UP = "take_up"


class NamedMember(Base, table=True):
    """One person. `unit_id` and `door` say where; they follow the household where the ledger has it (`household_id`)."""

    __tablename__ = "named_member"
    __table_args__ = (sa.Index("ix_named_member_list", "status", "unit_id", "door_key", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    status: NamedStatus = enum(NamedStatus, default=NamedStatus.HERE)
    version: int = 1
    unit_id: int = Field(foreign_key="unit.id")
    household_id: int | None = Field(default=None, foreign_key="household.id", index=True)
    door: str = Field(max_length=80)
    door_key: str = range_text(170)
    name: str = range_text(50)
    pinyin: str = range_text(200)
    initials: str = range_text(50)
    phone: str | None = sealed("named_member.phone", default=None)
    need: str | None = sealed("named_member.need", default=None)
    ended_on: date | None = None


_OPEN = sa.text("ended_on IS NULL")


class NamedCare(Base, table=True):
    """A steward looks after the person from a day on. Kept when it ends; at most one is open at a time."""

    __tablename__ = "named_care"
    __table_args__ = (
        sa.Index("uq_named_care_open", "member_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        sa.Index("ix_named_care_steward", "steward_id", "ended_on", "member_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    member_id: int = Field(foreign_key="named_member.id", index=True)
    steward_id: int = Field(foreign_key="steward.id")
    from_on: date
    ended_on: date | None = None
    given_by: int = Field(foreign_key="app_user.id")
    given_at: datetime = moment()


class NamedMemberIn(Given):
    """A person as written on screen. With `household_id` the place is the household's."""

    name: str = ""
    unit_id: int | None = None
    household_id: int | None = None
    door: str = ""
    phone: str = ""
    need: str = ""
