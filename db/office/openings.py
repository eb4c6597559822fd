"""Openings of full numbers, counted in the journal: so many an hour for a person, and who had how many."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import AuditEvent, Event
from db.office.events import OpeningsAllowed
from db.office.models import User
from db.office.permissions import OfficePermission
from db.permissions import require
from db.sql import pick
from db.subjects import modules

OPENINGS = 60
PERIOD = timedelta(hours=1)


def _actions() -> list[str]:
    """What subjects call their openings in the journal."""
    known = {module.__name__ for module in modules("db", "events")}
    return [event.action() for event in Event.__subclasses__() if event.opens_numbers and event.__module__ in known]


def openings_left(session: Session, actor: Actor) -> int:
    """Of this hour; the own password, typed again, begins a new one."""
    mine = col(AuditEvent.user_id) == actor.user_id
    begun = sa.select(sa.func.coalesce(sa.func.max(AuditEvent.id), 0)).where(
        mine, col(AuditEvent.action) == OpeningsAllowed.action()
    )
    newest = (
        pick(AuditEvent.id)
        .where(mine, col(AuditEvent.action).in_(_actions()), col(AuditEvent.at) > clock.now() - PERIOD)
        .where(col(AuditEvent.id) > begun.scalar_subquery())
        .limit(OPENINGS)
    )
    return OPENINGS - len(session.scalars(newest).all())


def openings_since(session: Session, actor: Actor, since: datetime) -> list[tuple[str, int]]:
    """Who opened how many, most first. Needs SEE_AUDIT."""
    require(actor, OfficePermission.SEE_AUDIT)
    n = sa.func.count()
    rows = session.execute(
        pick(User.name, n)
        .join(AuditEvent, col(AuditEvent.user_id) == User.id)
        .where(col(AuditEvent.action).in_(_actions()), col(AuditEvent.at) >= since)
        .group_by(col(User.id), col(User.name))
        .order_by(n.desc(), col(User.id))
    )
    return [(name, count) for name, count in rows]
