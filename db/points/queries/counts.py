"""How many points stand where in their lives, by unit; counted anew from the points themselves."""

import sqlalchemy as sa
from sqlmodel import Session, col

from db.points.models.points import PointStatus, ServicePoint
from db.sql import pick
from db.subject import Counts


def tally_kind(status: PointStatus) -> str:
    return f"points.{status.value}"


def counted_anew(session: Session) -> Counts:
    rows = session.execute(
        pick(ServicePoint.unit_id, ServicePoint.status, sa.func.count()).group_by(
            col(ServicePoint.unit_id), col(ServicePoint.status)
        )
    )
    return {(unit_id, tally_kind(status)): n for unit_id, status, n in rows}
