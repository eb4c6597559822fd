"""Tables as an older program left them."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from db.privacy import Sealed

SEALED_SINCE_0010 = {
    "application": ("occupation", "speciality", "recommender", "remark"), "candidate": ("speciality", "remark"),
    "steward": ("speciality",), "household": ("needs", "contact"),
}  # fmt: skip


def with_free_text_unsealed(connection: Connection) -> None:
    """As before revision 0010."""
    tables = sa.inspect(connection).get_table_names()
    for table, columns in SEALED_SINCE_0010.items():
        for column in columns if table in tables else ():
            _unseal(connection, table, column)


def _unseal(connection: Connection, table: str, column: str) -> None:
    read = Sealed(f"{table}.{column}").process_result_value
    said = [
        (row.id, read(row[1], connection.dialect)) for row in connection.execute(sa.text(f"SELECT id, {column} FROM {table}"))
    ]
    connection.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN {column}"))
    connection.execute(sa.text(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR(500) NOT NULL DEFAULT ''"))
    for row_id, text in said:
        connection.execute(sa.text(f"UPDATE {table} SET {column} = :text WHERE id = :id"), {"text": text, "id": row_id})
