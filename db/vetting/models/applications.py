"""From a registration to the end of its reviews."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from db.actor import Role
from db.base import Base, enum, moment
from db.privacy import sealed
from db.scheme import StepKind
from db.text import Given
from db.vocabulary import Growing, Political, Sex

MAX_ORGANISATION = 80


class Status(StrEnum):
    """Where an application is. CLEARED: every review passed, waits to be announced."""

    WAITING = "waiting"
    RETURNED = "returned"
    CLEARED = "cleared"
    ANNOUNCED = "announced"
    APPOINTED = "appointed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What moves it."""

    REGISTER = "register"
    PASS = "pass"
    CLEAR = "clear"
    SEND_BACK = "send_back"
    RETURN = "return"
    RESUBMIT = "resubmit"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    ANNOUNCE = "announce"
    TAKE_DOWN = "take_down"
    APPOINT = "appoint"


class StepStatus(StrEnum):
    WAITING = "waiting"
    PASSED = "passed"
    SENT_BACK = "sent_back"
    RETURNED = "returned"
    REFUSED = "refused"
    LEFT = "left"


class Source(Growing):
    DESK = "desk"
    ONLINE = "online"
    SHEET = "sheet"
    CANDIDATE = "candidate"
    REAPPOINTMENT = "reappointment"


class Relation(StrEnum):
    """Kin who do not decide on one another (回避)."""

    SPOUSE = "spouse"
    PARENT_OR_CHILD = "parent_or_child"
    SIBLING = "sibling"
    OTHER_KIN = "other_kin"


class Round(Base, table=True):
    """A round of registration: the same person registers once in each."""

    __table_args__ = (sa.UniqueConstraint("year", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    year: int
    number: int
    opened_on: date
    closed_on: date | None = None


class Application(Base, table=True):
    __table_args__ = (
        sa.UniqueConstraint("round_id", "id_index"),
        sa.Index("ix_application_list", "status", "unit_id", "moved_at"),
        sa.Index("ix_application_moved", "moved_at", "id"),
        sa.Index("ix_application_likeness", "pinyin", "birth_date"),
    )
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id")
    scheme_version_id: int = Field(foreign_key="scheme_version.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    status: Status = enum(Status)
    step_key: str = Field(default="", max_length=40)
    version: int = 1
    name: str = Field(max_length=50)
    pinyin: str = Field(max_length=200)
    initials: str = Field(max_length=50, index=True)
    sex: Sex = enum(Sex)
    nation: str = Field(default="", max_length=20)
    birth_date: date
    id_number: str = sealed("application.id_number")
    id_index: str = Field(max_length=40, index=True)
    phone: str = sealed("application.phone")
    phone_index: str = Field(max_length=40, index=True)
    political: Political = enum(Political)
    party_joined: str = Field(default="", max_length=7)
    education: str = Field(default="", max_length=20)
    occupation: str = sealed("application.occupation", default="")
    employer: str = Field(default="", max_length=MAX_ORGANISATION)
    # Where the membership is kept: of those on the job, with their employer.
    party_organisation: str = Field(default="", max_length=MAX_ORGANISATION)
    speciality: str = sealed("application.speciality", default="")
    category: str = Field(max_length=40)
    entry_way: str = Field(max_length=40)
    recommender: str = sealed("application.recommender", default="")
    remark: str = sealed("application.remark", default="")
    source: Source = enum(Source)
    receipt_index: str = Field(max_length=40, unique=True)
    receipt: str = sealed("application.receipt")
    registered_at: datetime = moment()
    moved_at: datetime = moment()


class StepRecord(Base, table=True):
    """One stay of an application at one step. At most one per application is waiting."""

    __tablename__ = "step_record"
    __table_args__ = (
        sa.Index("ix_step_record_queue", "decider", "status", "unit_id", "due_on"),
        sa.Index("ix_step_record_due", "decider", "status", "due_on", "id"),
        sa.Index(
            "uq_step_record_waiting", "application_id", unique=True,
            sqlite_where=sa.text("status = 'waiting'"), postgresql_where=sa.text("status = 'waiting'"),
        ),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    step_key: str = Field(max_length=40)
    kind: StepKind = enum(StepKind)
    decider: Role = enum(Role, "decider")
    status: StepStatus = enum(StepStatus)
    entered_at: datetime = moment()
    due_on: date
    decided_at: datetime | None = moment(default=None)
    decided_by: int | None = Field(default=None, foreign_key="app_user.id")
    decided_as: Role | None = enum(Role, "decided_as", default=None)


class StatusChange(Base, table=True):
    """One move of an application; append-only. `note` is what was said with it."""

    __tablename__ = "status_change"
    id: int | None = Field(default=None, primary_key=True)
    application_id: int = Field(foreign_key="application.id", index=True)
    at: datetime = moment()
    decision: Decision = enum(Decision)
    before: Status | None = enum(Status, "before", default=None)
    after: Status = enum(Status, "after")
    step_key: str = Field(default="", max_length=40)
    target_key: str = Field(default="", max_length=40)
    user_id: int | None = Field(default=None, foreign_key="app_user.id")
    role: Role | None = enum(Role, default=None)
    note: str | None = sealed("status_change.note", default=None)


class Kinship(Base, table=True):
    """A declared relation between an applicant and a user, who then stands aside."""

    application_id: int = Field(foreign_key="application.id", primary_key=True)
    user_id: int = Field(foreign_key="app_user.id", primary_key=True)
    relation: Relation = enum(Relation)
    declared_by: int | None = Field(default=None, foreign_key="app_user.id")
    declared_at: datetime = moment()


class EntryStatus(StrEnum):
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Entry(Base, table=True):
    """What somebody sent from the public page; nobody's application until the person is confirmed."""

    __table_args__ = (sa.Index("ix_entry_list", "status", "unit_id", "received_at"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str = Field(max_length=50)
    body: str = sealed("entry.body")
    id_index: str = Field(max_length=40, index=True)
    receipt: str = sealed("entry.receipt")
    receipt_index: str = Field(max_length=40, unique=True)
    status: EntryStatus = enum(EntryStatus)
    received_at: datetime = moment()
    decided_at: datetime | None = moment(default=None)
    decided_by: int | None = Field(default=None, foreign_key="app_user.id")
    reason: str | None = sealed("entry.reason", default=None)
    application_id: int | None = Field(default=None, foreign_key="application.id")


class ImportBatch(Base, table=True):
    """A spreadsheet that was brought in; the file itself is not kept."""

    __tablename__ = "import_batch"
    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=20)
    n_rows: int
    n_accepted: int
    n_problems: int
    at: datetime = moment()
    user_id: int = Field(foreign_key="app_user.id")


class ApplicantIn(Given):
    """What is written on the form, as text where people type text; `db.vetting.applicants` checks it."""

    name: str = ""
    sex: Sex | None = None
    nation: str = ""
    birth_date: date | None = None
    id_number: str = ""
    phone: str = ""
    political: Political | None = None
    party_joined: str = ""
    education: str = ""
    occupation: str = ""
    employer: str = ""
    party_organisation: str = ""
    speciality: str = ""
    category: str = ""
    entry_way: str = ""
    recommender: str = ""
    remark: str = ""
    unit_id: int | None = None
