"""The demo: lines of the log of service points by the thousand, checked by whoever makes them. No screen asks."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db import clock
from db.actor import Actor
from db.audit import record
from db.permissions import require
from db.points import events, summaries
from db.points.models.services import PointService, ServiceKind, ServiceSource
from db.points.permissions import PointsPermission
from db.sql import refresh_statistics, table_of

CHUNK = 5000


def put_services(session: Session, actor: Actor, *, rows: Sequence[Mapping[str, Any]]) -> int:
    """`rows` have point, unit, day, what, whom and how many people; kind, title and moment of writing where they differ from a
    service written now. Returns how many; the sums are counted anew."""
    require(actor, PointsPermission.KEEP_SERVICE_LOG)
    common = {
        "kind": ServiceKind.SERVICE, "source": ServiceSource.SCREEN, "title": "", "n_times": 1, "written_by": actor.user_id,
        "written_at": clock.now(),
    }  # fmt: skip
    for start in range(0, len(rows), CHUNK):
        session.execute(sa.insert(table_of(PointService)), [common | dict(row) for row in rows[start : start + CHUNK]])
    summaries.rebuild(session)
    refresh_statistics(session, len(rows))
    record(session, actor, events.ServicesBrought(len(rows)))
    return len(rows)
