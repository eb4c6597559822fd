"""Who is asked to a meeting, and who came."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import Actor
from db.decisions.models.meetings import Attendee, CameBy, Meeting, MeetingParty
from db.decisions.queries.meetings import own_meeting, whole_meeting
from db.ledger.queries.scope import under
from db.office.queries import ids_in
from db.points.models.partners import Partner
from db.sql import pick
from db.vetting.models.stewards import Steward, StewardStatus


@dataclass(frozen=True)
class PartyRow:
    """`key` is the scheme's; one that was named for this meeting has a `name`."""

    id: int
    key: str
    name: str
    partner_id: int | None
    invited_at: datetime | None


@dataclass(frozen=True)
class AttendeeRow:
    id: int
    party_id: int | None
    steward_id: int | None
    name: str
    came_by: CameBy


@dataclass(frozen=True)
class MeetingPeople:
    """`is_party_discussed`: None where nobody has said so yet."""

    chair: str
    recorder: str
    is_party_discussed: bool | None
    party_discussed_on: date | None
    parties: tuple[PartyRow, ...]
    attendees: tuple[AttendeeRow, ...]


def people_of(session: Session, actor: Actor, meeting_id: int) -> MeetingPeople:
    """For whoever reads the whole minutes. Raises `NotFound`."""
    whole_meeting(session, actor, meeting_id)
    meeting = session.get_one(Meeting, meeting_id)
    parties = session.scalars(pick(MeetingParty).where(col(MeetingParty.meeting_id) == meeting_id).order_by(col(MeetingParty.id)))
    return MeetingPeople(
        meeting.chair or "", meeting.recorder or "", meeting.is_party_discussed, meeting.party_discussed_on,
        tuple(PartyRow(p.id, p.key, p.name, p.partner_id, p.invited_at) for p in parties), tuple(_came(session, meeting_id)),
    )  # fmt: skip


def _came(session: Session, meeting_id: int) -> list[AttendeeRow]:
    """In the order in which they signed."""
    found = session.scalars(pick(Attendee).where(col(Attendee.meeting_id) == meeting_id).order_by(col(Attendee.id)))
    return [AttendeeRow(a.id, a.party_id, a.steward_id, a.name, a.came_by) for a in found]


def stewards_to_tap(session: Session, actor: Actor, meeting_id: int) -> dict[int, str]:
    """Stewards in service under the meeting's unit, and of the units above it, who have not signed: id -> name."""
    row = own_meeting(session, actor, meeting_id)
    came = pick(Attendee.steward_id).where(col(Attendee.meeting_id) == meeting_id, col(Attendee.steward_id).is_not(None))
    found = pick(Steward.id, Steward.name).where(
        steward_is_near(row.unit_path), col(Steward.status) == StewardStatus.ACTIVE, col(Steward.id).not_in(came)
    )
    return {steward_id: name for steward_id, name in session.execute(found.order_by(col(Steward.pinyin)).limit(200))}


def steward_is_near(path: str) -> sa.ColumnElement[bool]:
    return sa.or_(under(path, Steward.unit_id), col(Steward.unit_id).in_(ids_in(path)))


def partners_to_ask(session: Session, actor: Actor, meeting_id: int) -> dict[int, str]:
    """Partner organisations that work with the meeting's unit and are not asked yet: id -> name."""
    row = own_meeting(session, actor, meeting_id)
    asked = pick(MeetingParty.partner_id).where(
        col(MeetingParty.meeting_id) == meeting_id, col(MeetingParty.partner_id).is_not(None)
    )
    found = pick(Partner.id, Partner.name).where(
        partner_is_near(row.unit_path), col(Partner.ended_on).is_(None), col(Partner.id).not_in(asked)
    )
    return {partner_id: name for partner_id, name in session.execute(found.order_by(col(Partner.sort_key)).limit(100))}


def partner_is_near(path: str) -> sa.ColumnElement[bool]:
    return sa.or_(under(path, Partner.unit_id), col(Partner.unit_id).in_(ids_in(path)))
