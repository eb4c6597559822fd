"""A new round of registration closes the one before."""

from sqlmodel import Session, col, func, select

from db import clock
from db.actor import Actor
from db.audit import record
from db.office.queries import require_whole_office
from db.permissions import require
from db.vetting import events
from db.vetting.models.applications import Round
from db.vetting.permissions import VettingPermission
from db.vetting.queries.registration_rounds import open_round_id


def _open(session: Session, actor: Actor | None) -> int:
    today = clock.today()
    number = session.scalar(select(func.max(Round.number)).where(Round.year == today.year)) or 0
    new = Round(year=today.year, number=number + 1, opened_on=today)
    session.add(new)
    session.flush()
    record(session, actor, events.RoundOpened(new.id or 0))
    return new.id or 0


def current_round(session: Session, actor: Actor | None) -> int:
    """The open round; the first registration of an office opens the first one."""
    return open_round_id(session) or _open(session, actor)


def open_round(session: Session, actor: Actor) -> int:
    require(actor, VettingPermission.IMPORT_APPLICANTS)
    require_whole_office(session, actor)
    for old in session.exec(select(Round).where(col(Round.closed_on).is_(None))):
        old.closed_on = clock.today()
        session.add(old)
    session.flush()
    return _open(session, actor)
