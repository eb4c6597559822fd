"""A press that arrives twice (a double tap, a reconnect) does its work once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, col

from db import clock
from db.base import Base, moment
from db.sql import pick

Result = TypeVar("Result")


class Request(Base, table=True):
    """One press. The unique id makes a second arrival wait for the first and then read its result."""

    __tablename__ = "request"
    id: UUID = Field(primary_key=True)
    at: datetime = moment()
    result: Any = Field(default=None, sa_column=sa.Column(sa.JSON))


def once(session: Session, request_id: UUID | None, work: Callable[[], Result]) -> Result:
    """Returns what `work` returns, doing it only on the first arrival of `request_id`. Results must fit JSON."""
    if request_id is None:
        return work()
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(Request).values(id=request_id, at=clock.now()).on_conflict_do_nothing()
    this = col(Request.id) == request_id
    if session.execute(statement).rowcount == 0:  # type: ignore[attr-defined]
        first: Result = session.scalars(pick(Request.result).where(this)).one()
        return first
    result = work()
    session.execute(sa.update(Request).where(this).values(result=result))
    return result
