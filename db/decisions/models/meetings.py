"""Meetings: their agenda, who was invited and came, what was said, shows of hands."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from db.actor import Role
from db.base import Base, enum, moment
from db.privacy import sealed
from db.text import Given
from db.vocabulary import Growing


class MeetingStatus(Growing):
    PLANNED = "planned"
    RUNNING = "running"
    HELD = "held"
    CALLED_OFF = "called_off"


class MeetingMove(Growing):
    """KEY_IN: held on paper, and entered afterwards. SIGN: its minutes are signed and no longer change."""

    PLAN = "plan"
    BEGIN = "begin"
    CLOSE = "close"
    KEY_IN = "key_in"
    CALL_OFF = "call_off"
    REOPEN = "reopen"
    SIGN = "sign"


class Meeting(Base, table=True):
    """`kind` is a key of the scheme's meetings. `status` moves through `db.decisions.commands.life` only; minutes can be written
    while it is running, and by whoever holds it until `signed_at`."""

    __tablename__ = "meeting"
    __table_args__ = (sa.Index("ix_meeting_list", "status", "unit_id", "on_day", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    scheme_version_id: int = Field(foreign_key="scheme_version.id")
    kind: str = Field(max_length=40)
    title: str = Field(max_length=80)
    status: MeetingStatus = enum(MeetingStatus, default=MeetingStatus.PLANNED)
    version: int = 1
    on_day: date
    # Minute of the day.
    starts: int
    place: str = Field(default="", max_length=120)
    chair: str | None = sealed("meeting.chair", default=None)
    recorder: str | None = sealed("meeting.recorder", default=None)
    # Whether the party organisation has discussed it before, and on which day.
    party_discussed_on: date | None = None
    is_party_discussed: bool | None = None
    made_by: int = Field(foreign_key="app_user.id")
    made_at: datetime = moment()
    signed_at: datetime | None = moment(default=None)


class MeetingStep(Base, table=True):
    """A step of a meeting's life: when, by whom and why. Never changed."""

    __tablename__ = "meeting_step"
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    at: datetime = moment()
    move: MeetingMove = enum(MeetingMove)
    before: MeetingStatus | None = enum(MeetingStatus, default=None)
    after: MeetingStatus = enum(MeetingStatus)
    user_id: int = Field(foreign_key="app_user.id")
    role: Role = enum(Role)
    why: str | None = sealed("meeting_step.why", default=None)


class ItemSource(Growing):
    """Where a point of the agenda comes from."""

    PROPOSAL = "proposal"
    VISITS = "visits"
    DECISION = "decision"
    BY_HAND = "by_hand"


class Outcome(Growing):
    """What came of it at the meeting."""

    OPEN = "open"
    NOTED = "noted"
    DECIDED = "decided"
    HANDS = "hands"
    BALLOT = "ballot"
    PUT_OFF = "put_off"


class AgendaItem(Base, table=True):
    """`talk_over` is a key of the scheme's kinds that are always talked over. `point_id`: the proposed service point it is about;
    `topic`: the visits' topic; `decision_id`: the earlier decision. `minutes` are kept at every pause; `is_personal` leaves title
    and minutes out of the public version."""

    __tablename__ = "agenda_item"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    position: int
    source: ItemSource = enum(ItemSource, default=ItemSource.BY_HAND)
    talk_over: str = Field(default="", max_length=40)
    point_id: int | None = Field(default=None, foreign_key="service_point.id", index=True)
    topic: str = Field(default="", max_length=40)
    # Without a key: decisions name the item that they come from.
    decision_id: int | None = None
    title: str = sealed("agenda_item.title")
    minutes: str | None = sealed("agenda_item.minutes", default=None)
    # How often the minutes were kept: the screen says which it had.
    minutes_version: int = 0
    outcome: Outcome = enum(Outcome, default=Outcome.OPEN)
    is_personal: bool = False


class MeetingParty(Base, table=True):
    """A party that is asked to come: `key` of the meeting kind's parties, or a name of its own (`partner_id`, `name`)."""

    __tablename__ = "meeting_party"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    key: str = Field(max_length=40)
    name: str = Field(default="", max_length=80)
    partner_id: int | None = Field(default=None, foreign_key="partner.id")
    invited_at: datetime | None = moment(default=None)


class CameBy(StrEnum):
    """How it is known who came."""

    TAPPED = "tapped"
    PAPER = "paper"


class Attendee(Base, table=True):
    __tablename__ = "attendee"
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    party_id: int | None = Field(default=None, foreign_key="meeting_party.id")
    steward_id: int | None = Field(default=None, foreign_key="steward.id")
    name: str = sealed("attendee.name")
    came_by: CameBy = enum(CameBy)
    at: datetime = moment()


class HandCount(Base, table=True):
    """A show of hands: what was asked, how many were for it, against it, neither, and who counted. Never changed: a count that
    was wrong is followed by another (`replaces_id`)."""

    __tablename__ = "hand_count"
    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="agenda_item.id", index=True)
    question: str = sealed("hand_count.question")
    n_for: int
    n_against: int
    n_abstained: int
    counter_1: str = sealed("hand_count.counter_1")
    counter_2: str = sealed("hand_count.counter_2")
    replaces_id: int | None = Field(default=None, foreign_key="hand_count.id")
    by: int = Field(foreign_key="app_user.id")
    at: datetime = moment()


class MeetingIn(Given):
    unit_id: int | None = None
    kind: str = ""
    title: str = ""
    on_day: date | None = None
    starts: int | None = None
    place: str = ""
    chair: str = ""
    recorder: str = ""


class ItemIn(Given):
    title: str = ""
    source: ItemSource = ItemSource.BY_HAND
    talk_over: str = ""
    point_id: int | None = None
    topic: str = ""
    decision_id: int | None = None
    is_personal: bool = False


class HandsIn(Given):
    question: str = ""
    n_for: int | None = None
    n_against: int | None = None
    n_abstained: int | None = None
    counter_1: str = ""
    counter_2: str = ""
