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


class PointStaff(Base, table=True):
    """Somebody at one point: a steward (`steward_id`), or a resident or member by name. Kept when it ends."""

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
    way: StaffingWay = enum(StaffingWay)
    status: StaffStatus = enum(StaffStatus, default=StaffStatus.SERVES)
    # How the election went, or why somebody was not taken or stopped.
    why: str | None = sealed("point_staff.why", default=None)
    since: date
    ended_on: date | None = None
    put_by: int = Field(foreign_key="app_user.id")
    put_at: datetime = moment()


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
    way: StaffingWay = StaffingWay.GUIDED
    why: str = ""
