"""Counts by unit, kept by the commands that write the facts, in the same transaction.

A subject names its kinds, adds to them where it writes, and can count them anew; `python -m seed check` compares both.
"""

from functools import lru_cache

import sqlalchemy as sa
from sqlmodel import Session, col

from db.actor import end_of_path
from db.office.models import Tally, Unit
from db.sql import insert_into, pick, table_of
from db.subject import Counts


def add(session: Session, unit_id: int, kind: str, n: int) -> None:
    """Adds `n`, which may be negative, to one count."""
    add_all(session, {(unit_id, kind): n})


def add_all(session: Session, counts: Counts) -> None:
    """Adds every count in one statement."""
    rows = [{"unit_id": unit_id, "kind": kind, "n": n} for (unit_id, kind), n in counts.items()]
    if rows:
        session.execute(_adding(session.get_bind().dialect.name), rows)


@lru_cache
def _adding(dialect: str) -> sa.Insert:
    """Put together once: every command counts something."""
    insert = insert_into(dialect, table_of(Tally))
    summed = {"n": col(Tally.n) + insert.excluded.n}
    return insert.on_conflict_do_update(index_elements=["unit_id", "kind"], set_=summed)


def totals(session: Session, path: str) -> dict[str, int]:
    """Kind -> sum over everything under the path."""
    rows = session.execute(
        pick(Tally.kind, sa.func.sum(Tally.n))
        .join(Unit, col(Unit.id) == Tally.unit_id)
        .where(col(Unit.path) >= path, col(Unit.path) < end_of_path(path))
        .group_by(Tally.kind)
    )
    return {kind: int(n) for kind, n in rows if n}


def stored(session: Session) -> Counts:
    rows = session.execute(pick(Tally.unit_id, Tally.kind, Tally.n).where(col(Tally.n) != 0))
    return {(unit_id, kind): n for unit_id, kind, n in rows}


def rewrite(session: Session, counts: Counts) -> None:
    session.execute(sa.delete(Tally))
    session.add_all(Tally(unit_id=unit_id, kind=kind, n=n) for (unit_id, kind), n in counts.items())
    session.flush()
