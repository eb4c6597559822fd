"""What mypy cannot follow in SQLModel, in one place: columns look like plain values to it."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session


def pick(*what: Any) -> sa.Select[*tuple[Any, ...]]:
    """`sa.select` of tables and columns; execute it for rows, or `session.scalars` it for single values."""
    return sa.select(*what)


def n_changed(session: Session, statement: sa.Update | sa.Delete | sa.Insert) -> int:
    """Executes the statement and says how many rows it touched."""
    return session.execute(statement.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined, no-any-return]
