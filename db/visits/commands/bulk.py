"""Visits by the thousand, for the demo: checked by whoever makes them."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db.actor import Actor
from db.audit import record
from db.permissions import require
from db.sql import refresh_statistics, table_of
from db.visits import events, summaries
from db.visits.models.visits import Visit, VisitSource, VisitStatus
from db.visits.permissions import VisitsPermission

CHUNK = 2000


def put_visits(session: Session, actor: Actor, *, rows: Sequence[Mapping[str, Any]]) -> int:
    """`rows` have household, unit, steward, day, moment of writing, outcome, form, occasion and packed topics. Returns how
    many; the sums are counted anew."""
    require(actor, VisitsPermission.PLAN_VISITS)
    common = {"status": VisitStatus.STANDS, "version": 1, "user_id": actor.user_id, "source": VisitSource.PAPER}
    for start in range(0, len(rows), CHUNK):
        session.execute(sa.insert(table_of(Visit)), [common | dict(row) for row in rows[start : start + CHUNK]])
    summaries.rebuild(session)
    refresh_statistics(session, len(rows))
    record(session, actor, events.VisitsBrought(len(rows)))
    return len(rows)
