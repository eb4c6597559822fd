"""The sums beside the log of service points: kept with every line, counted anew to prove them."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.points.models.services import PointMonth, PointService, ServiceKind
from db.sql import insert_into, pick, table_of
from db.visits.checks import month_of

_MONTH, _KEY = table_of(PointMonth), ("point_id", "month")
_COUNTS = ("n_lines", "n_services", "n_served", "n_trainings", "n_trainees")


def add(session: Session, line: Mapping[str, Any]) -> None:
    """Counts a line of the log, given as its columns; one that undoes another has negative numbers and is no line of its own."""
    is_training = line["kind"] is ServiceKind.TRAINING
    n = (line["n_times"], line["n_people"])
    counts = dict(zip(_COUNTS, (0 if line.get("undoes_id") else 1, *((0, 0, *n) if is_training else (*n, 0, 0))), strict=True))
    key = {"point_id": line["point_id"], "month": month_of(line["on_day"])}
    added = {name: _MONTH.c[name] + n for name, n in counts.items()}
    insert = insert_into(session, _MONTH).values(**key, unit_id=line["unit_id"], **counts)
    session.execute(insert.on_conflict_do_update(index_elements=list(_KEY), set_=added))


Sums = dict[str, set[tuple[Any, ...]]]


def counted_anew(session: Session) -> Sums:
    """Table -> its rows as the log has them."""
    day, is_training = col(PointService.on_day), col(PointService.kind) == ServiceKind.TRAINING
    month = sa.cast(sa.extract("year", day) * 100 + sa.extract("month", day), sa.Integer)
    n_lines = sa.func.sum(sa.case((col(PointService.undoes_id).is_(None), 1), else_=0))
    of = [
        sa.func.sum(sa.case((is_training if training else ~is_training, column), else_=0))
        for training in (False, True)
        for column in (col(PointService.n_times), col(PointService.n_people))
    ]
    found = pick(PointService.point_id, month, PointService.unit_id, n_lines, *of)
    return {"point_month": _rows(session, found.group_by(col(PointService.point_id), month, col(PointService.unit_id)))}


def stored(session: Session) -> Sums:
    return {"point_month": _rows(session, sa.select(*(_MONTH.c[name] for name in _COLUMNS)))}


_COLUMNS = ("point_id", "month", "unit_id", *_COUNTS)


def _rows(session: Session, statement: Any) -> set[tuple[Any, ...]]:
    """PostgreSQL gives sums as decimals."""
    return {tuple(map(int, row)) for row in session.execute(statement)}


def rebuild(session: Session) -> None:
    """Writes the sums anew from the log."""
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in sorted(counted_anew(session)["point_month"])]
    session.execute(sa.delete(_MONTH))
    if rows:
        session.execute(sa.insert(_MONTH), rows)
    session.expire_all()
