"""Alembic's environment. `db.migrate` gives it the connection, inside whose one transaction everything happens."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from db.base import GrowingText, UtcDateTime
from db.privacy import Sealed
from db.tables import METADATA


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Plain types only: a migration must still run when the program's own types have changed."""
    if kind != "type":
        return False
    if isinstance(item, Sealed):
        return "sa.LargeBinary()"
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, GrowingText):
        return "sa.String(length=32)"
    if isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.Text()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    transactional_ddl=False,  # the caller's transaction is the only one
)
context.run_migrations()
