"""Service points: stations, posts, halls and service centres, and the steps of their life."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from db.actor import Role
from db.base import Base, enum, json_column, moment, range_text
from db.privacy import sealed
from db.text import Given
from db.vocabulary import Growing


class PointStatus(Growing):
    """Where in its life a point stands. Closed for an hour or a week is no status: its hours say so."""

    PROPOSED = "proposed"
    TALKED_OVER = "talked_over"
    ON_BALLOT = "on_ballot"
    ADOPTED = "adopted"
    DECLINED = "declined"
    STAFFED = "staffed"
    OPEN = "open"
    CLOSED = "closed"


class PointMove(Growing):
    PROPOSE = "propose"
    SET_UP = "set_up"
    TALK_OVER = "talk_over"
    PUT_ON_BALLOT = "put_on_ballot"
    TAKE_OFF_BALLOT = "take_off_ballot"
    ADOPT = "adopt"
    DECLINE = "decline"
    STAFF = "staff"
    UNSTAFF = "unstaff"
    OPEN = "open"
    CLOSE = "close"
    TAKE_UP = "take_up"


class PointSource(Growing):
    """Who wished for it. What the office decides by itself says so."""

    RESIDENT = "resident"
    STEWARD = "steward"
    OFFICE = "office"


class StaffingWay(Growing):
    """How whoever serves there was found."""

    GUIDED = "guided"
    ELECTED = "elected"
    SELF_NOMINATED = "self_nominated"


class ServicePoint(Base, table=True):
    """`kind` and `offers` are keys of the scheme (`point_kinds`, and its stations or posts). `is_by_decision`: set up by the
    office without being talked over. `status` moves through `db.points.commands.life` only."""

    __tablename__ = "service_point"
    __table_args__ = (
        sa.Index("ix_service_point_list", "status", "unit_id", "sort_key", "id"),
        sa.Index("ix_service_point_kind", "kind", "status"),
    )
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    status: PointStatus = enum(PointStatus, default=PointStatus.PROPOSED)
    version: int = 1
    kind: str = Field(max_length=40)
    name: str = Field(max_length=60)
    sort_key: str = range_text(120)
    place: str = Field(default="", max_length=120)
    finds: str = Field(default="", max_length=200)
    offers: list[str] = Field(sa_column=json_column())
    capacity: int | None = None
    phone: str = Field(default="", max_length=30)
    is_closed_on_holidays: bool = False
    source: PointSource = enum(PointSource)
    is_by_decision: bool = False
    proposer: str | None = sealed("service_point.proposer", default=None)
    proposer_phone: str | None = sealed("service_point.proposer_phone", default=None)
    reason: str | None = sealed("service_point.reason", default=None)
    proposed_on: date
    opened_on: date | None = None
    # Since when a roster is kept; without one nobody misses a turn there.
    roster_since: date | None = None
    made_by: int | None = Field(default=None, foreign_key="app_user.id")


class PointStep(Base, table=True):
    """A step of a point's life: when, by whom and why. Never changed. Without `user_id` somebody proposed it unsigned."""

    __tablename__ = "point_step"
    id: int | None = Field(default=None, primary_key=True)
    point_id: int = Field(foreign_key="service_point.id", index=True)
    at: datetime = moment()
    move: PointMove = enum(PointMove)
    before: PointStatus | None = enum(PointStatus, default=None)
    after: PointStatus = enum(PointStatus)
    user_id: int | None = Field(default=None, foreign_key="app_user.id")
    role: Role | None = enum(Role, default=None)
    why: str | None = sealed("point_step.why", default=None)


class PointPicture(Base, table=True):
    """A picture of the place, made small, without what a camera writes into it."""

    __tablename__ = "point_picture"
    point_id: int = Field(foreign_key="service_point.id", primary_key=True)
    content: bytes


class PointIn(Given):
    """A point as written on screen, on a slip, or by the office."""

    unit_id: int | None = None
    kind: str = ""
    name: str = ""
    place: str = ""
    finds: str = ""
    offers: list[str] = []
    capacity: int | None = None
    phone: str = ""
    is_closed_on_holidays: bool = False
    reason: str = ""
    proposer: str = ""
    proposer_phone: str = ""


class OpeningKind(StrEnum):
    """What an exception does to the days it names."""

    CLOSED = "closed"
    OTHER_HOURS = "other_hours"


class PointHours(Base, table=True):
    """Open on a weekday (1 is Monday) from one minute of the day to another; `closes` beyond 1440 is after midnight."""

    __tablename__ = "point_hours"
    point_id: int = Field(foreign_key="service_point.id", primary_key=True)
    weekday: int = Field(primary_key=True)
    opens: int = Field(primary_key=True)
    closes: int


class PointException(Base, table=True):
    """Days that differ from the weekdays: closed, or open at other hours. Of two that name a day the later written counts."""

    __tablename__ = "point_exception"
    __table_args__ = (sa.Index("ix_point_exception_days", "point_id", "until"),)
    id: int | None = Field(default=None, primary_key=True)
    point_id: int = Field(foreign_key="service_point.id")
    from_on: date
    until: date
    kind: OpeningKind = enum(OpeningKind)
    # Pairs of minutes as in `PointHours`; empty when it is closed.
    hours: list[list[int]] = Field(sa_column=json_column())
    why: str = Field(default="", max_length=120)
    made_by: int = Field(foreign_key="app_user.id")
    made_at: datetime = moment()
    ended_at: datetime | None = moment(default=None)


class OtherDaysIn(Given):
    """Days that differ: from today on where nothing is said, closed without `hours`."""

    from_on: date | None = None
    until: date | None = None
    hours: list[list[int]] = []
    why: str = ""
