"""The one `Base` of all tables, and the column types they share."""

from datetime import UTC, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from db.vocabulary import Growing

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


# A registry of its own lets a hot reload define the tables again, and the names make migrations repeatable.
class Base(SQLModel, registry=registry(metadata=sa.MetaData(naming_convention=NAMES))):
    # A row is not checked by pydantic: putting the checks of every table together at the start would be for nothing.
    model_config = {"defer_build": True}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment with a zone goes in, a moment in UTC comes out, on both databases."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class GrowingText(TypeDecorator[Growing]):
    """A member of a `Growing` list, stored as text by value. What is not in the list reads as None."""

    impl = sa.String(32)
    cache_ok = True

    def __init__(self, kind: type[Growing]) -> None:
        super().__init__()
        self.kind = kind
        self.members: dict[str, Growing] = {member.value: member for member in kind}

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Growing | None:
        return None if value is None else self.members.get(value)


def text_enum(kind: type[Enum], name: str | None = None) -> Any:
    """Stored as text by value; closed lists with a CHECK constraint, whose `name` tells two columns of one kind in one table
    apart."""
    if issubclass(kind, Growing):
        return GrowingText(kind)
    return sa.Enum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=32,
        name=name or kind.__name__.lower(),
    )


def moment(**kwargs: Any) -> Any:
    """A field that holds a moment in UTC."""
    return Field(sa_type=UtcDateTime, **kwargs)


def enum(kind: type[Enum], name: str | None = None, **kwargs: Any) -> Any:
    """A field that holds a member of `kind`."""
    return Field(sa_type=text_enum(kind, name), **kwargs)


def path_text(length: int = 255) -> sa.String:
    """Text compared byte by byte, so that a range of paths is one subtree (PostgreSQL's locales sort `/` oddly)."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def range_text(length: int, **kwargs: Any) -> Any:
    """A text field whose beginnings are searched as a range of its index."""
    return Field(sa_type=path_text(length), **kwargs)


def json_column(**kwargs: Any) -> Any:
    return sa.Column(sa.JSON, nullable=False, **kwargs)
