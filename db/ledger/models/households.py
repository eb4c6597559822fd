"""Households and shops, the people of a household, and everything that changed."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Field

from db.actor import Role
from db.base import Base, enum, moment, range_text
from db.privacy import sealed
from db.text import Given
from db.vocabulary import Growing, Sex


class HouseholdKind(Growing):
    FAMILY = "family"
    MERCHANT = "merchant"


class HouseholdStatus(StrEnum):
    HERE = "here"
    GONE = "gone"
    MERGED = "merged"


class Fact(StrEnum):
    """What the ledger wants to know of a household. The order gives each its bit in `Household.missing`."""

    HEAD = "head"
    PHONE = "phone"
    PEOPLE = "people"
    PARTY = "party"
    CARE = "care"


class Household(Base, table=True):
    """A family at a door, or a shop. `name` is the head or the keeper, `title` what stands over the shop's door.

    `care` holds the keys of special groups, sealed; `care_marks` a keyed mark of each, to filter by. `missing` has a bit
    for every `Fact` that is not known.
    """

    __table_args__ = (
        sa.Index("ix_household_list", "kind", "status", "unit_id", "door_key", "id"),
        sa.Index("ix_household_door", "unit_id", "kind", "door_key"),
    )
    id: int | None = Field(default=None, primary_key=True)
    kind: HouseholdKind = enum(HouseholdKind)
    status: HouseholdStatus = enum(HouseholdStatus)
    version: int = 1
    unit_id: int = Field(foreign_key="unit.id")
    door: str = Field(max_length=80)
    door_key: str = range_text(170, index=True)
    title: str = Field(default="", max_length=80)
    name: str = range_text(50, index=True)
    pinyin: str = range_text(200, index=True)
    initials: str = range_text(50, index=True)
    id_number: str | None = sealed("household.id_number", default=None)
    id_index: str | None = Field(default=None, max_length=40, index=True)
    phone: str | None = sealed("household.phone", default=None)
    phone_tail: str | None = Field(default=None, max_length=40, index=True)
    n_people: int | None = None
    n_party: int | None = None
    care: str | None = sealed("household.care", default=None)
    care_marks: str = Field(default="", max_length=400)
    needs: str = sealed("household.needs", default="")
    contact: str = sealed("household.contact", default="")
    trade: str = Field(default="", max_length=40)
    n_staff: int | None = None
    note: str | None = sealed("household.note", default=None)
    missing: int = 0
    confirmed_on: date = Field(index=True)
    batch_id: int | None = Field(default=None, foreign_key="ledger_batch.id", index=True)
    merged_into: int | None = Field(default=None, index=True)


class MemberStatus(StrEnum):
    HERE = "here"
    MOVED = "moved"
    DIED = "died"


class Member(Base, table=True):
    """Somebody of a family other than its head."""

    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    status: MemberStatus = enum(MemberStatus)
    name: str = range_text(50, index=True)
    pinyin: str = range_text(200, index=True)
    initials: str = range_text(50, index=True)
    relation: str = Field(default="", max_length=20)
    sex: Sex | None = enum(Sex, default=None)
    birth_date: date | None = None
    id_number: str | None = sealed("member.id_number", default=None)
    id_index: str | None = Field(default=None, max_length=40, index=True)
    phone: str | None = sealed("member.phone", default=None)
    phone_tail: str | None = Field(default=None, max_length=40, index=True)
    is_party: bool = False
    note: str | None = sealed("member.note", default=None)


class ChangeKind(Growing):
    """What was done to a household."""

    WRITE_DOWN = "write_down"
    CHANGE = "change"
    CONFIRM = "confirm"
    BRING_IN = "bring_in"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    LEAVE = "leave"
    COME_BACK = "come_back"
    ADD_MEMBER = "add_member"
    CHANGE_MEMBER = "change_member"
    MEMBER_LEFT = "member_left"
    UNDO = "undo"


class HouseholdChange(Base, table=True):
    """One change on one row; append-only. `before` and `after` hold the columns that changed, as JSON, sealed.

    A merge or a split touches several rows under one `deed_id`; so does the list of a batch. `member_id` names the row of a
    member where it is one. A row that did not exist before has no `before`; `version` is the household's afterwards.
    """

    __tablename__ = "household_change"
    id: int | None = Field(default=None, primary_key=True)
    # `deed_id` and `deed` are written so in stored rows and journal lines: the change that rows share, and its kind.
    deed_id: UUID = Field(index=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    member_id: int | None = None
    at: datetime = moment()
    deed: ChangeKind = enum(ChangeKind)
    user_id: int | None = Field(default=None, foreign_key="app_user.id")
    role: Role | None = enum(Role, default=None)
    version: int
    before: str | None = sealed("household_change.before", default=None)
    after: str | None = sealed("household_change.after", default=None)
    reason: str | None = sealed("household_change.reason", default=None)
    batch_id: int | None = Field(default=None, foreign_key="ledger_batch.id", index=True)
    undoes: UUID | None = None


class HouseholdIn(Given):
    """A household as written on screen or in a list; None is "not asked", empty is "asked and nothing"."""

    kind: HouseholdKind = HouseholdKind.FAMILY
    unit_id: int | None = None
    door: str = ""
    title: str = ""
    name: str = ""
    id_number: str = ""
    phone: str = ""
    n_people: str = ""
    n_party: str = ""
    care: list[str] | None = None
    needs: str = ""
    contact: str = ""
    trade: str = ""
    n_staff: str = ""
    note: str = ""


class MemberIn(Given):
    name: str = ""
    relation: str = ""
    sex: Sex | None = None
    id_number: str = ""
    phone: str = ""
    is_party: bool = False
    note: str = ""
