"""The sums beside the log: a row a point and month, kept with every line, counted anew to prove them."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.points.models.services import PointMonth, PointService, ServiceKind
from db.sql import insert_into, pick, table_of
from db.visits.checks import month_of

_MONTH = table_of(PointMonth)
Sums = dict[str, set[tuple[Any, ...]]]


def add(session: Session, line: PointService) -> None:
    """Counts a line; one that undoes another has its numbers negative already."""
    is_training = line.kind is ServiceKind.TRAINING
    names = ("n_trainings", "n_trainees") if is_training else ("n_services", "n_served")
    counts = dict(zip(names, (line.n_times, line.n_people), strict=True))
    key = {"point_id": line.point_id, "month": month_of(line.on_day)}
    rest = {name: 0 for name in ("n_services", "n_served", "n_trainings", "n_trainees")}
    insert = insert_into(session, _MONTH).values(**key, unit_id=line.unit_id, **(rest | counts))
    added = {name: _MONTH.c[name] + n for name, n in counts.items()}
    session.execute(insert.on_conflict_do_update(index_elements=list(key), set_=added))


def counted_anew(session: Session) -> Sums:
    """Table -> its rows as the lines have them, without those that come down to nothing."""
    day = col(PointService.on_day)
    month = sa.cast(sa.extract("year", day) * 100 + sa.extract("month", day), sa.Integer)
    counts = [_sum(kind, of) for kind in ServiceKind for of in (PointService.n_times, PointService.n_people)]
    found = pick(PointService.point_id, month, sa.func.min(PointService.unit_id), *counts)
    return {"point_month": _rows(session, found.group_by(col(PointService.point_id), month))}


def _sum(kind: ServiceKind, of: Any) -> Any:
    return sa.func.sum(sa.case((col(PointService.kind) == kind, of), else_=0))


def stored(session: Session) -> Sums:
    """The same, as kept."""
    return {"point_month": _rows(session, sa.select(*_MONTH.columns))}


def _rows(session: Session, statement: Any) -> set[tuple[Any, ...]]:
    rows = (tuple(int(value) for value in row) for row in session.execute(statement))
    return {row for row in rows if any(row[3:])}


def rebuild(session: Session) -> None:
    """Writes the sums anew from the lines."""
    rows = sorted(counted_anew(session)["point_month"])
    session.execute(sa.delete(_MONTH))
    names = [column.name for column in _MONTH.columns]
    for start in range(0, len(rows), 2000):
        session.execute(sa.insert(_MONTH), [dict(zip(names, row, strict=True)) for row in rows[start : start + 2000]])
    session.expire_all()
