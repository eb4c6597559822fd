"""What is done at a point: services and trainings, their sums by month, lists of paper, and leads that users leave."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from db.base import Base, enum, json_column, moment
from db.privacy import sealed
from db.text import Given
from db.vocabulary import Growing


class ServiceKind(Growing):
    SERVICE = "service"
    TRAINING = "training"


class ServiceSource(StrEnum):
    SCREEN = "screen"
    PAPER = "paper"


class PointService(Base, table=True):
    """A line of a point's log: on which day what was done, for which group, for how many. Never changed: a mistake is taken back
    by a line that `undoes` it, with the same numbers negative. `what` and `whom` are keys of the scheme (what the point offers;
    `served_groups`); of a training `title` says what it was about."""

    __tablename__ = "point_service"
    __table_args__ = (
        sa.Index("ix_point_service_list", "point_id", "on_day", "id"),
        sa.Index("ix_point_service_days", "on_day", "id"),
        sa.Index("uq_point_service_undoes", "undoes_id", unique=True),
    )
    id: int | None = Field(default=None, primary_key=True)
    point_id: int = Field(foreign_key="service_point.id")
    unit_id: int = Field(foreign_key="unit.id")
    kind: ServiceKind = enum(ServiceKind)
    source: ServiceSource = enum(ServiceSource, default=ServiceSource.SCREEN)
    on_day: date
    what: str = Field(max_length=40)
    whom: str = Field(default="", max_length=40)
    title: str = Field(default="", max_length=80)
    n_people: int
    n_times: int = 1
    undoes_id: int | None = Field(default=None, foreign_key="point_service.id")
    sheet_id: int | None = Field(default=None, foreign_key="service_sheet.id", index=True)
    position: int | None = None
    written_by: int = Field(foreign_key="app_user.id")
    written_at: datetime = moment()


class PointMonth(Base, table=True):
    """Sums of a point's log, kept by the commands that write it. `month` is 202611; `n_lines` counts what was written, also what
    was taken back later."""

    __tablename__ = "point_month"
    __table_args__ = (sa.Index("ix_point_month_unit", "month", "unit_id"),)
    point_id: int = Field(foreign_key="service_point.id", primary_key=True)
    month: int = Field(primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    n_lines: int = 0
    n_services: int = 0
    n_served: int = 0
    n_trainings: int = 0
    n_trainees: int = 0


class ServiceSheetStatus(StrEnum):
    OUT = "out"
    RETURNED = "returned"
    LOST = "lost"


class ServiceSheet(Base, table=True):
    """A list of paper that lies at a point; its number stands on it in digits and as QR. `what` and `whom`: keys of the scheme in
    the order of its boxes, whatever the point offers by the time it comes back."""

    __tablename__ = "service_sheet"
    __table_args__ = (sa.Index("ix_service_sheet_list", "status", "point_id", "made_at"),)
    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(max_length=20, unique=True)
    point_id: int = Field(foreign_key="service_point.id")
    n_rows: int
    what: list[str] = Field(sa_column=json_column())
    whom: list[str] = Field(sa_column=json_column())
    status: ServiceSheetStatus = enum(ServiceSheetStatus, default=ServiceSheetStatus.OUT)
    made_at: datetime = moment()
    made_by: int = Field(foreign_key="app_user.id")
    returned_at: datetime | None = moment(default=None)


class LeadStatus(Growing):
    """Waits until matters take it up."""

    WAITING = "waiting"
    DROPPED = "dropped"


class PointLead(Base, table=True):
    """What a user of a point left there: a lamp that is out, a cover that is broken. `kind` is a matter kind of the scheme."""

    __tablename__ = "point_lead"
    __table_args__ = (sa.Index("ix_point_lead_list", "status", "unit_id", "said_at"),)
    id: int | None = Field(default=None, primary_key=True)
    point_id: int = Field(foreign_key="service_point.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    kind: str = Field(default="", max_length=40)
    text: str = sealed("point_lead.text")
    contact: str | None = sealed("point_lead.contact", default=None)
    status: LeadStatus = enum(LeadStatus, default=LeadStatus.WAITING)
    why: str | None = sealed("point_lead.why", default=None)
    written_by: int = Field(foreign_key="app_user.id")
    said_at: datetime = moment()


class ServiceIn(Given):
    """A service as tapped or keyed in."""

    what: str = ""
    whom: str = ""
    n_people: int = 1
    on_day: date | None = None


class TrainingIn(Given):
    title: str = ""
    what: str = ""
    whom: str = ""
    n_people: int = 0
    on_day: date | None = None


class LeadIn(Given):
    text: str = ""
    kind: str = ""
    contact: str = ""
