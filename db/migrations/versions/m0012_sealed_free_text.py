"""Free text that invites personal facts is sealed in its column: what applicants, candidates, stewards and households say of
themselves. The file is sealed as a whole on SQLite; on PostgreSQL this is what keeps it from whoever reads the server."""

import sqlalchemy as sa
from alembic import op

from db.privacy import Sealed

revision = "0012"
down_revision = "0011"

_COLUMNS = {
    "application": ("occupation", "speciality", "recommender", "remark"),
    "candidate": ("speciality", "remark"),
    "steward": ("speciality",),
    "household": ("needs", "contact"),
}
_AT_ONCE = 5000


def upgrade() -> None:
    for table, columns in _COLUMNS.items():
        for column in columns:
            _seal(table, column)


def _seal(table: str, column: str) -> None:
    """A new column is filled and takes the name of the old one: rebuilding the table would rebuild all that points to it. The
    old one is emptied before it goes: PostgreSQL only hides a column that is dropped."""
    new = f"{column}_sealed"
    op.add_column(table, sa.Column(new, sa.LargeBinary(), nullable=False, server_default=_nothing()))
    seal = Sealed(f"{table}.{column}").process_bind_param
    rows = sa.table(table, sa.column("id", sa.Integer), sa.column(column, sa.String), sa.column(new, sa.LargeBinary))
    connection = op.get_bind()
    write = sa.update(rows).where(rows.c.id == sa.bindparam("this")).values({new: sa.bindparam("sealed"), column: ""})
    said = connection.execute(sa.select(rows.c.id, rows.c[column])).all()
    for begin in range(0, len(said), _AT_ONCE):
        sealed = [{"this": row_id, "sealed": seal(text, connection.dialect)} for row_id, text in said[begin : begin + _AT_ONCE]]
        connection.execute(write, sealed)
    op.drop_column(table, column)
    op.alter_column(table, new, new_column_name=column)


def _nothing() -> sa.TextClause:
    return sa.text("x''" if op.get_bind().dialect.name == "sqlite" else "''::bytea")
