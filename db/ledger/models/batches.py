"""Lists that were brought in, and the titles of columns that a clerk has mapped once."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field

from db.base import Base, enum, moment


class BatchKind(StrEnum):
    HOUSEHOLDS = "households"
    MERCHANTS = "merchants"
    STEWARDS = "stewards"


class BatchStatus(StrEnum):
    TAKEN = "taken"
    UNDONE = "undone"


class LedgerBatch(Base, table=True):
    """One list that was taken in. The file itself is not kept."""

    __tablename__ = "ledger_batch"
    id: int | None = Field(default=None, primary_key=True)
    kind: BatchKind = enum(BatchKind)
    status: BatchStatus = enum(BatchStatus)
    file_name: str = Field(default="", max_length=120)
    n_rows: int = 0
    n_added: int = 0
    n_changed: int = 0
    n_gone: int = 0
    n_problems: int = 0
    at: datetime = moment()
    user_id: int = Field(foreign_key="app_user.id")


class KnownTitle(Base, table=True):
    """A column title that the office's own lists use, and the field it stands for."""

    __tablename__ = "known_title"
    kind: BatchKind = enum(BatchKind, primary_key=True)
    title: str = Field(max_length=80, primary_key=True)
    field: str = Field(max_length=40)
