"""An office's database as an older program left it: its tables at that revision, with the rows of today that they can hold."""

import sqlalchemy as sa
from alembic import command
from sqlalchemy.dialects import sqlite

from db.migrate import config
from db.privacy import Sealed


def take_back(engine: sa.Engine, revision: str) -> None:
    """Columns and tables that came after the revision are lost with what stood in them."""
    with engine.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF" if _is_sqlite(engine) else "SELECT 1")
        with connection.begin():
            rows = _rows(connection)
            _empty(connection)
            command.upgrade(config(connection), revision)
            _put(connection, rows)
        connection.invalidate()


def _is_sqlite(engine: sa.Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _rows(connection: sa.Connection) -> dict[str, list[dict[str, object]]]:
    now = sa.MetaData()
    now.reflect(connection)
    return {name: [dict(row) for row in connection.execute(sa.select(table)).mappings()] for name, table in now.tables.items()}


def _empty(connection: sa.Connection) -> None:
    now = sa.MetaData()
    now.reflect(connection)
    now.drop_all(connection)


def _put(connection: sa.Connection, rows: dict[str, list[dict[str, object]]]) -> None:
    then = sa.MetaData()
    then.reflect(connection)
    for table in then.sorted_tables:
        kept = [{c.name: _as_then(c, row[c.name]) for c in table.columns if c.name in row} for row in rows.get(table.name, [])]
        if kept and table.name != "alembic_version":
            connection.execute(sa.insert(table), kept)
            _count_on(connection, table)


def _as_then(column: sa.Column[object], value: object) -> object:
    """A text that was sealed meanwhile is open again."""
    if isinstance(value, bytes) and isinstance(column.type, sa.String):
        return Sealed(f"{column.table.name}.{column.name}").process_result_value(value, sqlite.dialect())
    return value


def _count_on(connection: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL's numbers go on after those that were given."""
    if connection.dialect.name != "sqlite" and "id" in table.c and isinstance(table.c.id.type, sa.Integer):
        last = f"(SELECT max(id) FROM {table.name})"
        connection.execute(sa.text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {last})"))
