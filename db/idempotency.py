"""A press that arrives twice (a double tap, a reconnect) does its work once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlmodel import Field, Session

from db import clock
from db.base import Base, moment
from db.sql import insert_into, table_of

Result = TypeVar("Result")


class Request(Base, table=True):
    """One press. The unique id makes a second arrival wait for the first and then read its result."""

    __tablename__ = "request"
    id: UUID = Field(primary_key=True)
    at: datetime = moment()
    result: Any = Field(default=None, sa_column=sa.Column(sa.JSON))


def is_spent(session: Session, request_id: UUID, by: str) -> bool:
    """Whether this press has done its work already."""
    table = table_of(Request)
    return session.scalar(sa.select(table.c.id).where(table.c.id == uuid5(request_id, by))) is not None


def once(session: Session, request_id: UUID | None, by: str, work: Callable[[], Result]) -> Result:
    """Returns what `work` returns, doing it only on the first arrival of `request_id`. Results must fit JSON.

    `by` names the command and who gives it: the same id from somebody else, or for something else, is another press.
    """
    if request_id is None:
        return work()
    press, table = uuid5(request_id, by), table_of(Request)
    came = insert_into(session, table).values(id=press, at=clock.now()).on_conflict_do_nothing().returning(table.c.id)
    if session.execute(came).first() is None:
        first: Result = session.scalars(sa.select(table.c.result).where(table.c.id == press)).one()
        return first
    result = work()
    session.execute(sa.update(table).where(table.c.id == press).values(result=result))
    return result
