"""The demo: who could serve at its points, and lines of their log by the thousand, checked by whoever makes them. No screen
asks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db import clock
from db.actor import Actor
from db.audit import record
from db.office.models import Unit
from db.office.queries import ids_in
from db.permissions import require
from db.points import events, summaries
from db.points.models.services import PointService, ServiceKind, ServiceSource
from db.points.permissions import PointsPermission
from db.sql import pick, refresh_statistics, table_of
from db.vetting.models.stewards import Steward, StewardStatus

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


def stewards_by_unit(session: Session) -> Mapping[int, list[int]]:
    """Unit, and every unit above it -> stewards in service, the first appointed first."""
    found: dict[int, list[int]] = defaultdict(list)
    serving = pick(Steward.id, Unit.path).join(Unit, col(Unit.id) == Steward.unit_id)
    for steward_id, path in session.execute(serving.where(col(Steward.status) == StewardStatus.ACTIVE).order_by(col(Steward.id))):
        for unit_id in ids_in(path):
            found[unit_id].append(steward_id)
    return found
