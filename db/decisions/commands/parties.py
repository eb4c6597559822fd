"""Who is asked to a meeting, who came, and whether the party organisation has discussed it before."""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.decisions import events
from db.decisions.checks import MOST_PARTY, kind_of
from db.decisions.models.meetings import Attendee, CameBy, Meeting, MeetingParty
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.meetings import MeetingRow, own_meeting
from db.decisions.queries.parties import partner_is_near, steward_is_near
from db.errors import Conflict, Invalid, NotFound
from db.idempotency import once
from db.names import read_name
from db.office.queries import current_scheme
from db.permissions import require
from db.points.models.partners import Partner
from db.redaction import has_number
from db.sql import n_changed, pick
from db.text import clean
from db.vetting.models.stewards import Steward


def invite(session: Session, actor: Actor, *, meeting_id: int, keys: list[str]) -> int:
    """Asks these parties of the meeting's kind; returns how many were not asked before. Raises `Invalid('party_unknown')`."""
    row = _prepared(session, actor, meeting_id)
    kind = kind_of(current_scheme(session), row.kind)
    if set(keys) - {party.key for party in (kind.parties if kind else ())}:
        raise Invalid("party_unknown", "parties")
    known = set(session.scalars(pick(MeetingParty.key).where(col(MeetingParty.meeting_id) == meeting_id)))
    new = [key for key in dict.fromkeys(keys) if key not in known]
    session.add_all(MeetingParty(meeting_id=meeting_id, key=key, invited_at=clock.now()) for key in new)
    session.flush()
    if new:
        record(session, actor, events.PartiesInvited(meeting_id, len(new)))
    return len(new)


def invite_named(session: Session, actor: Actor, *, meeting_id: int, name: str = "", partner_id: int | None = None) -> None:
    """Asks a partner organisation, or somebody by a name of their own. Asked twice, it is asked once."""
    row = _prepared(session, actor, meeting_id)
    name, partner = _party_name(session, row, clean(name), partner_id)
    here = col(MeetingParty.meeting_id) == meeting_id
    if session.scalar(pick(MeetingParty.id).where(here, col(MeetingParty.name) == name).limit(1)):
        return
    n = session.scalar(pick(sa.func.max(MeetingParty.id)).where(here)) or 0
    # A key of the scheme begins with a letter.
    party = MeetingParty(meeting_id=meeting_id, key=f"+{n}", name=name, partner_id=partner, invited_at=clock.now())
    session.add(party)
    session.flush()
    record(session, actor, events.PartiesInvited(meeting_id, 1))


def _party_name(session: Session, row: MeetingRow, name: str, partner_id: int | None) -> tuple[str, int | None]:
    if partner_id is None:
        if not 2 <= len(name) <= MOST_PARTY:
            raise Invalid("party_name", "name", least=2, most=MOST_PARTY)
        if has_number(name):
            raise Invalid("number_in_text", "name")
        return name, None
    found = session.scalar(pick(Partner.name).where(col(Partner.id) == partner_id, partner_is_near(row.unit_path)))
    if found is None:
        raise NotFound("partner_not_here")
    return found, partner_id


def take_party_out(session: Session, actor: Actor, *, meeting_id: int, party_id: int) -> None:
    """Raises `Conflict('party_came')` where somebody came for it."""
    _prepared(session, actor, meeting_id)
    if session.scalar(pick(Attendee.id).where(col(Attendee.party_id) == party_id).limit(1)) is not None:
        raise Conflict("party_came")
    this = sa.delete(MeetingParty).where(col(MeetingParty.id) == party_id, col(MeetingParty.meeting_id) == meeting_id)
    if n_changed(session, this) != 1:
        raise NotFound("party_not_found")
    record(session, actor, events.PartyTakenOut(meeting_id))


def came_stewards(session: Session, actor: Actor, *, meeting_id: int, steward_ids: list[int]) -> int:
    """Taps stewards in: one who is in already stays in once. Returns how many are new. Raises `NotFound` for one of elsewhere."""
    row = _written(session, actor, meeting_id)
    here = pick(Steward.id, Steward.name).where(col(Steward.id).in_(steward_ids), steward_is_near(row.unit_path))
    names = {steward_id: name for steward_id, name in session.execute(here)}
    if set(steward_ids) - set(names):
        raise NotFound("steward_not_here")
    came = set(session.scalars(pick(Attendee.steward_id).where(col(Attendee.meeting_id) == meeting_id)))
    new = [one for one in dict.fromkeys(steward_ids) if one not in came]
    session.add_all(_attendee(row, names[one], CameBy.TAPPED, steward_id=one) for one in new)
    session.flush()
    if new:
        record(session, actor, events.AttendanceTaken(meeting_id, len(new), CameBy.TAPPED.value))
    return len(new)


def came_named(
    session: Session, actor: Actor, *, meeting_id: int, names: list[str], party_id: int | None = None,
    came_by: CameBy = CameBy.PAPER, request_id: UUID | None = None,
) -> int:  # fmt: skip
    """Names as they stand on the list, of one party or of none; returns how many. Two people may have one name: only a press
    that arrives twice is one. Raises `Invalid` at the first that is no name."""
    row = _written(session, actor, meeting_id)
    if party_id is not None and not _is_party(session, meeting_id, party_id):
        raise NotFound("party_not_found")
    found = [read_name(name, "names") for name in names if clean(name)]
    if not found:
        raise Invalid("name_missing", "names")

    def put() -> int:
        session.add_all(_attendee(row, name, came_by, party_id=party_id) for name in found)
        session.flush()
        record(session, actor, events.AttendanceTaken(meeting_id, len(found), came_by.value))
        return len(found)

    return once(session, request_id, f"came {actor.user_id}", put)


def _attendee(row: MeetingRow, name: str, came_by: CameBy, **more: int | None) -> Attendee:
    return Attendee(meeting_id=row.id, name=name, came_by=came_by, at=clock.now(), **more)


def _is_party(session: Session, meeting_id: int, party_id: int) -> bool:
    found = pick(MeetingParty.id).where(col(MeetingParty.id) == party_id, col(MeetingParty.meeting_id) == meeting_id)
    return session.scalar(found) is not None


def strike_attendee(session: Session, actor: Actor, *, meeting_id: int, attendee_id: int) -> None:
    """Somebody was tapped who is not there."""
    _written(session, actor, meeting_id)
    this = sa.delete(Attendee).where(col(Attendee.id) == attendee_id, col(Attendee.meeting_id) == meeting_id)
    if n_changed(session, this) != 1:
        raise NotFound("attendee_not_found")
    session.expire_all()
    record(session, actor, events.AttendeeStruck(meeting_id))


def say_party_discussed(session: Session, actor: Actor, *, meeting_id: int, is_discussed: bool, on_day: date | None) -> None:
    """Whether the party organisation has discussed it before, and on which day. Raises `Invalid('party_day')`."""
    row = _prepared(session, actor, meeting_id)
    if is_discussed and (on_day is None or on_day > clock.today()):
        raise Invalid("party_day", "party_day")
    values = {"is_party_discussed": is_discussed, "party_discussed_on": on_day if is_discussed else None}
    session.execute(sa.update(Meeting).where(col(Meeting.id) == row.id).values(**values))
    session.expire_all()
    record(session, actor, events.PartyDiscussionSaid(meeting_id, is_discussed))


def _prepared(session: Session, actor: Actor, meeting_id: int) -> MeetingRow:
    require(actor, DecisionsPermission.HOLD_MEETINGS)
    row = own_meeting(session, actor, meeting_id)
    if not row.is_prepared:
        raise Conflict("meeting_closed", name=row.title)
    return row


def _written(session: Session, actor: Actor, meeting_id: int) -> MeetingRow:
    row = _prepared(session, actor, meeting_id)
    if not row.is_written:
        raise Conflict("meeting_not_begun", name=row.title)
    return row
