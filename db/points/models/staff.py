"""Who serves at a point, and the roster of duties with its swaps."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from db.base import Base, enum, moment
from db.points.models.points import StaffingWay
from db.privacy import sealed
from db.text import Given


class StaffStatus(StrEnum):
    PUT_FORWARD = "put_forward"
    SERVES = "serves"
    NOT_TAKEN = "not_taken"
    ENDED = "ended"


class StaffMove(StrEnum):
    ACCEPT = "accept"
    NOT_TAKE = "not_take"
    END = "end"
    LEAVE = "leave"


class PointStaff(Base, table=True):
    """Somebody at one point: a steward (`steward_id`), or a resident or member by name. `person_index` is the same for the same
    person at every point. Kept when it ends. `status` moves through `db.points.commands.staff_moves` only."""

    __tablename__ = "point_staff"
    __table_args__ = (
        sa.Index("ix_point_staff_point", "point_id", "status"),
        sa.Index("ix_point_staff_steward", "steward_id", "status"),
    )
    id: int | None = Field(default=None, primary_key=True)
    point_id: int = Field(foreign_key="service_point.id")
    steward_id: int | None = Field(default=None, foreign_key="steward.id")
    name: str | None = sealed("point_staff.name", default=None)
    phone: str | None = sealed("point_staff.phone", default=None)
    person_index: str = Field(max_length=40, index=True)
    way: StaffingWay = enum(StaffingWay)
    status: StaffStatus = enum(StaffStatus, default=StaffStatus.SERVES)
    # Why somebody was asked, not taken, or stopped.
    why: str | None = sealed("point_staff.why", default=None)
    since: date
    ended_on: date | None = None
    put_by: int = Field(foreign_key="app_user.id")
    put_at: datetime = moment()


class PointElection(Base, table=True):
    """Residents elected who serves: on which day and how many came. The votes are those that were counted on the spot."""

    __tablename__ = "point_election"
    id: int | None = Field(default=None, primary_key=True)
    point_id: int = Field(foreign_key="service_point.id", index=True)
    on_day: date
    n_came: int
    noted_by: int = Field(foreign_key="app_user.id")
    noted_at: datetime = moment()


class ElectionName(Base, table=True):
    """A name of an election with its votes; who was elected serves as `staff_id`."""

    __tablename__ = "point_election_name"
    id: int | None = Field(default=None, primary_key=True)
    election_id: int = Field(foreign_key="point_election.id", index=True)
    staff_id: int | None = Field(default=None, foreign_key="point_staff.id")
    name: str = sealed("point_election_name.name")
    n_votes: int


class Duty(Base, table=True):
    """A turn at a point: a day, and minutes of it as in `PointHours`. Taken off, the row goes; the journal keeps it."""

    __tablename__ = "point_duty"
    __table_args__ = (
        sa.UniqueConstraint("staff_id", "on_day", "opens"),
        sa.Index("ix_point_duty_days", "point_id", "on_day"),
        sa.Index("ix_point_duty_staff", "staff_id", "on_day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    point_id: int = Field(foreign_key="service_point.id")
    staff_id: int = Field(foreign_key="point_staff.id")
    on_day: date
    opens: int
    closes: int


class SwapStatus(StrEnum):
    ASKED = "asked"
    TAKEN = "taken"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class DutySwap(Base, table=True):
    """Somebody asks another of the point to take a turn over, for a turn of theirs (`for_duty_id`) or for nothing."""

    __tablename__ = "duty_swap"
    __table_args__ = (sa.Index("ix_duty_swap_staff", "to_staff_id", "status"),)
    id: int | None = Field(default=None, primary_key=True)
    point_id: int = Field(foreign_key="service_point.id", index=True)
    # Without a key: what was swapped is kept when the turns are over and gone.
    duty_id: int
    for_duty_id: int | None = None
    from_staff_id: int = Field(foreign_key="point_staff.id")
    to_staff_id: int = Field(foreign_key="point_staff.id")
    on_day: date
    status: SwapStatus = enum(SwapStatus, default=SwapStatus.ASKED)
    asked_at: datetime = moment()
    answered_at: datetime | None = moment(default=None)


class StaffIn(Given):
    """A steward of the office, or somebody by name."""

    steward_id: int | None = None
    name: str = ""
    phone: str = ""
    why: str = ""


class CandidateIn(StaffIn):
    """A name of an election. Of those who were not elected the name is enough."""

    n_votes: int = 0
    is_elected: bool = False


class ElectionIn(Given):
    on_day: date | None = None
    n_came: int = 0
    names: list[CandidateIn] = []


class DutyIn(Given):
    """Minutes as in `PointHours`."""

    staff_id: int | None = None
    on_day: date | None = None
    opens: int = 0
    closes: int = 0
