"""Who is asked to a meeting, and who came: tapped, or signed on paper."""

from collections.abc import Collection
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.decisions import events
from db.decisions.checks import MOST_HANDS, MOST_PARTY
from db.decisions.commands.life import written
from db.decisions.models.meetings import Attendee, CameBy, Meeting, MeetingParty, MeetingStatus
from db.decisions.queries.facts import count_present
from db.decisions.queries.meetings import MeetingRow
from db.decisions.queries.people import possible_partners
from db.errors import Conflict, Invalid, NotFound
from db.idempotency import once
from db.ledger.queries.scope import under
from db.names import read_name
from db.sql import insert_into, n_changed, pick, table_of
from db.text import clean
from db.vetting.models.stewards import Steward, StewardStatus

_LEAST_PARTY, _MOST_PARTIES = 2, 40


def invite(session: Session, actor: Actor, *, meeting_id: int, party_ids: Collection[int]) -> int:
    """Asks these parties to come: whoever has their role finds it on the home page. Returns how many were asked anew.

    Raises `Conflict('meeting_begun')` once nobody can be asked any more.
    """
    row = written(session, actor, meeting_id)
    if row.status is not MeetingStatus.PLANNED:
        raise Conflict("meeting_begun")
    these = sa.and_(
        col(MeetingParty.meeting_id) == meeting_id, col(MeetingParty.id).in_(party_ids), col(MeetingParty.invited_at).is_(None)
    )
    n_asked = n_changed(session, sa.update(MeetingParty).where(these).values(invited_at=clock.now()))
    session.expire_all()
    if n_asked:
        record(session, actor, events.PartiesInvited(meeting_id, n_asked))
    return n_asked


def add_party(
    session: Session, actor: Actor, *, meeting_id: int, name: str = "", partner_id: int | None = None,
    request_id: UUID | None = None,
) -> int:  # fmt: skip
    """A party beside those of the kind: a partner organisation, or one by name. Returns its id.

    Raises `Invalid('party_name')`, `Conflict('party_known')`, `NotFound` for a partner that works elsewhere.
    """
    written(session, actor, meeting_id)
    known = {one.id: one.name for one in possible_partners(session, actor, meeting_id)} if partner_id else {}
    if partner_id is not None and partner_id not in known:
        raise NotFound("partner_not_found")
    name = clean(known.get(partner_id or 0, name))
    if not _LEAST_PARTY <= len(name) <= MOST_PARTY:
        raise Invalid("party_name", "party", least=_LEAST_PARTY, most=MOST_PARTY)
    key = f"partner_{partner_id}" if partner_id else f"own_{uuid4().hex}"
    return once(
        session, request_id, f"add party {actor.user_id}", lambda: _add(session, actor, meeting_id, key, name, partner_id)
    )


def _add(session: Session, actor: Actor, meeting_id: int, key: str, name: str, partner_id: int | None) -> int:
    here = session.scalars(pick(MeetingParty).where(col(MeetingParty.meeting_id) == meeting_id)).all()
    if any(party.key == key or party.name == name for party in here):
        raise Conflict("party_known", name=name)
    if len(here) >= _MOST_PARTIES:
        raise Conflict("parties_full", most=_MOST_PARTIES)
    row = MeetingParty(meeting_id=meeting_id, key=key, name=name, partner_id=partner_id)
    session.add(row)
    session.flush()
    record(session, actor, events.MeetingChanged(meeting_id, ["parties"]))
    return row.id or 0


def drop_party(session: Session, actor: Actor, *, meeting_id: int, party_id: int) -> None:
    """Not asked after all. Raises `Conflict('party_asked')` for one that was asked or came."""
    party = _party(session, actor, meeting_id, party_id)
    came = session.scalar(pick(Attendee.id).where(col(Attendee.party_id) == party_id).limit(1))
    if party.invited_at is not None or came is not None:
        raise Conflict("party_asked")
    session.delete(party)
    session.flush()
    record(session, actor, events.MeetingChanged(meeting_id, ["parties"]))


def _party(session: Session, actor: Actor, meeting_id: int, party_id: int) -> MeetingParty:
    written(session, actor, meeting_id)
    party = session.get(MeetingParty, party_id)
    if party is None or party.meeting_id != meeting_id:
        raise NotFound("party_not_found")
    return party


def tap_stewards(
    session: Session, actor: Actor, *, meeting_id: int, came: Collection[int], of: Collection[int]
) -> int:  # fmt: skip
    """Of the stewards on the screen (`of`) just these have come. Tapped twice it is the same. Returns how many are known to have
    come by now. Raises `NotFound('steward_not_found')` for one who serves elsewhere."""
    row = _on_its_day(session, actor, meeting_id)
    here = sa.and_(col(Steward.id).in_(came), col(Steward.status) == StewardStatus.ACTIVE, under(row.unit_path, Steward.unit_id))
    names = dict(session.execute(pick(Steward.id, Steward.name).where(here)).all())
    if set(names) != set(came) or not set(came) <= set(of):
        raise NotFound("steward_not_found")
    gone = [steward_id for steward_id in of if steward_id not in names]
    mine = sa.and_(col(Attendee.meeting_id) == meeting_id, col(Attendee.steward_id).in_(gone))
    n_written = n_changed(session, sa.delete(Attendee).where(mine))
    for steward_id, name in names.items():
        n_written += _sign_in(session, meeting_id, steward_id, name)
    return _kept(session, actor, meeting_id, n_written)


def _sign_in(session: Session, meeting_id: int, steward_id: int, name: str) -> int:
    values = {"meeting_id": meeting_id, "steward_id": steward_id, "name": name, "came_by": CameBy.TAPPED, "at": clock.now()}
    came = insert_into(session, table_of(Attendee)).values(**values).on_conflict_do_nothing().returning(table_of(Attendee).c.id)
    return int(session.execute(came).first() is not None)


def _kept(session: Session, actor: Actor, meeting_id: int, n_written: int) -> int:
    session.expire_all()
    n_came = count_present(session, meeting_id)
    if n_written:
        record(session, actor, events.AttendanceKept(meeting_id, n_came))
    return n_came


def _on_its_day(session: Session, actor: Actor, meeting_id: int) -> MeetingRow:
    row = written(session, actor, meeting_id)
    if row.on_day > clock.today():
        raise Conflict("meeting_not_today", day=row.on_day)
    return row


def write_attendee(
    session: Session, actor: Actor, *, meeting_id: int, name: str, party_id: int | None = None,
    came_by: CameBy = CameBy.TAPPED, request_id: UUID | None = None,
) -> int:  # fmt: skip
    """Somebody who came, by name, for a party or for nobody. Returns the row's id. Raises `Invalid` for what is no name."""
    _on_its_day(session, actor, meeting_id)
    who = read_name(name, "attendee")
    if party_id is not None:
        _party(session, actor, meeting_id, party_id)

    def work() -> int:
        row = Attendee(meeting_id=meeting_id, party_id=party_id, name=who, came_by=came_by, at=clock.now())
        session.add(row)
        session.flush()
        _kept(session, actor, meeting_id, 1)
        return row.id or 0

    return once(session, request_id, f"write attendee {actor.user_id}", work)


def take_off_list(session: Session, actor: Actor, *, meeting_id: int, attendee_id: int) -> None:
    """Was not there after all."""
    written(session, actor, meeting_id)
    this = sa.and_(col(Attendee.id) == attendee_id, col(Attendee.meeting_id) == meeting_id)
    if n_changed(session, sa.delete(Attendee).where(this)) != 1:
        raise NotFound("attendee_not_found")
    _kept(session, actor, meeting_id, 1)


def count_paper_list(session: Session, actor: Actor, *, meeting_id: int, n: int | None) -> None:
    """How many signed the paper list; None where there is none. Raises `Invalid('paper_count')`."""
    _on_its_day(session, actor, meeting_id)
    if n is not None and not 0 < n <= MOST_HANDS:
        raise Invalid("paper_count", "n_on_paper")
    meeting = session.get_one(Meeting, meeting_id)
    is_new, meeting.n_on_paper = meeting.n_on_paper != n, n
    session.add(meeting)
    session.flush()
    _kept(session, actor, meeting_id, int(is_new))
