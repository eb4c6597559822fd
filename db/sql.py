"""What mypy cannot follow in SQLModel, in one place, and the insert that both databases word alike."""

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlmodel import Session

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def pick(*what: Any) -> sa.Select[*tuple[Any, ...]]:
    """`sa.select` of tables and columns, which mypy takes for plain values."""
    return sa.select(*what)


def first_of(session: Session, question: sa.Select[*tuple[Any, ...]], **given: Any) -> Any:
    """The first row of columns or None, for what is asked at every run: the session's own way takes as long as the database."""
    session.flush()
    return session.connection().execute(question, given).first()


def n_changed(session: Session, statement: sa.Update | sa.Delete) -> int:
    """Executes the statement and says how many rows it touched."""
    return session.execute(statement.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined, no-any-return]


def insert_into(where: Session | str, table: Any) -> "sqlite.Insert | postgresql.Insert":
    """An insert with `on_conflict_do_nothing` and `on_conflict_do_update`: a second writer waits, and then agrees. `where` is
    the session, or the name of its dialect."""
    dialect = where if isinstance(where, str) else where.get_bind().dialect.name
    if dialect == "sqlite":
        return sqlite.insert(table)
    # Most offices have no such server, and reading its dialect takes a while.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert(table)


def table_of(model: Any) -> sa.Table:
    """The table itself, for inserts of thousands of rows: no object is made of each."""
    return model.__table__  # type: ignore[no-any-return]


_MANY = 1000


def refresh_statistics(session: Session, n_written: int) -> None:
    """After many rows at once: until then the planner takes the tables for small ones and reads them whole."""
    if n_written < _MANY:
        return
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sa.text("PRAGMA analysis_limit=400"))
        # Made anew, it changes the schema, and connections that are already open read it too.
        session.execute(sa.text("DROP TABLE IF EXISTS sqlite_stat1"))
    session.execute(sa.text("ANALYZE"))
