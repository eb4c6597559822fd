"""Lists that were brought in."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field

from db.base import Base, enum, moment
from db.office.models import ListKind


class BatchStatus(StrEnum):
    TAKEN = "taken"
    UNDONE = "undone"


class LedgerBatch(Base, table=True):
    """One list that was taken in. The file itself is not kept."""

    __tablename__ = "ledger_batch"
    id: int | None = Field(default=None, primary_key=True)
    kind: ListKind = enum(ListKind)
    status: BatchStatus = enum(BatchStatus)
    file_name: str = Field(default="", max_length=120)
    n_rows: int = 0
    n_added: int = 0
    n_changed: int = 0
    n_gone: int = 0
    n_problems: int = 0
    at: datetime = moment()
    user_id: int = Field(foreign_key="app_user.id")
