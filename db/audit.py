"""The journal: who did what, in an order that cannot be changed without its showing.

Each entry's hash covers its own content and the hash before it, keyed with the installation's key; the head row keeps the
last number, so that cutting off the end shows too. The database itself refuses to change or delete an entry (triggers). An old
head row that is put back with its journal looks sound here: `db/journal_heads.py` keeps heads outside, and says what remains.
"""

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field, Session, col, select

from db import clock
from db.actor import Actor, Role
from db.base import Base, enum, json_column, moment
from db.privacy import keyed_hash
from db.sql import table_of

START = "0" * 64


@dataclass(frozen=True)
class Event:
    """Base of every audit event: fields are ids, codes and counts, never what identifies a person."""

    # Whether it is an opening of full numbers, of which a person has so many an hour (`db/office/openings.py`).
    opens_numbers: ClassVar[bool] = False

    @classmethod
    def action(cls) -> str:
        """`ApplicationRegistered` -> `application_registered`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


class AuditEvent(Base, table=True):
    __tablename__ = "audit_event"
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = moment()
    user_id: int | None = Field(default=None, index=True)
    role: Role | None = enum(Role, default=None)
    unit_id: int | None = None
    action: str = Field(max_length=60, index=True)
    detail: dict[str, Any] = Field(sa_column=json_column())
    hash: str = Field(max_length=64)


class AuditHead(Base, table=True):
    """One row: where the journal ends. Its own keyed hash keeps the end from being moved back."""

    __tablename__ = "audit_head"
    id: int = Field(default=1, primary_key=True)
    last_id: int = 0
    last_hash: str = Field(default=START, max_length=64)
    seal: str = Field(default="", max_length=64)

    def sealed(self) -> str:
        return keyed_hash("journal head", f"{self.last_id} {self.last_hash}")


def _hash(before: str, entry: AuditEvent) -> str:
    content = [
        before, entry.id, entry.at.isoformat(), entry.user_id, entry.role and entry.role.value,
        entry.unit_id, entry.action, entry.detail,
    ]  # fmt: skip
    return keyed_hash("journal", json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


_HEAD, _ENTRY = table_of(AuditHead), table_of(AuditEvent)
# Written at every command: put together once.
_WHERE_IT_ENDS = sa.select(_HEAD.c.last_id, _HEAD.c.last_hash).with_for_update()
_ADD, _BEGIN, _GO_ON = sa.insert(_ENTRY), sa.insert(_HEAD), sa.update(_HEAD)


def record(session: Session, actor: Actor | None, event: Event, *, by_user: int | None = None) -> None:
    """Adds the event to the journal in the caller's transaction. `actor` is None for the public and for the program;
    `by_user` is somebody who acts outside any role: signing in, changing the own password."""
    last_id, last_hash = session.execute(_WHERE_IT_ENDS).first() or (None, START)
    entry = AuditEvent(
        id=(last_id or 0) + 1,
        at=clock.now(),
        user_id=actor.user_id if actor else by_user,
        role=actor.role if actor else None,
        unit_id=actor.unit_id if actor else None,
        action=event.action(),
        detail=asdict(event),
        hash="",
    )
    entry.hash = _hash(last_hash, entry)
    session.execute(_ADD, entry.model_dump())
    now = AuditHead(last_id=entry.id, last_hash=entry.hash)
    after = {"last_id": now.last_id, "last_hash": now.last_hash, "seal": now.sealed()}
    session.execute(*((_BEGIN, {"id": 1} | after) if last_id is None else (_GO_ON, after)))


def end_of_journal(session: Session) -> str:
    """The last entry's hash: as long as it is the same, nobody has done anything."""
    return session.scalar(sa.select(_HEAD.c.last_hash)) or START


@dataclass(frozen=True)
class Verdict:
    """`broken_at` is the number of the first entry that is wrong or missing; None when the whole journal is sound."""

    n_entries: int
    broken_at: int | None


def verify(session: Session) -> Verdict:
    """Walks the journal from its first entry; reads it in pieces."""
    before, expected = START, 1
    for entry in session.exec(select(AuditEvent).order_by(col(AuditEvent.id)).execution_options(yield_per=1000)):
        if entry.id != expected or entry.hash != _hash(before, entry):
            return Verdict(expected - 1, expected)
        before, expected = entry.hash, expected + 1
    head = session.exec(select(AuditHead).execution_options(populate_existing=True)).one_or_none() or AuditHead()
    n_entries = expected - 1
    # Setting an office up is its first entry: an office without one has lost its journal.
    has_begun = session.scalar(sa.text("SELECT COUNT(*) FROM office")) == 0 or n_entries > 0
    is_sealed = has_begun and (head.seal == head.sealed() or (n_entries == 0 and not head.seal))
    sound = head.last_id == n_entries and head.last_hash == before and is_sealed
    return Verdict(n_entries, None if sound else expected)


@dataclass(frozen=True)
class JournalRow:
    id: int
    at: datetime
    user_id: int | None
    role: Role | None
    action: str
    detail: dict[str, Any]


def page(session: Session, *, offset: int, limit: int, action: str | None = None) -> tuple[list[JournalRow], int]:
    """Entries newest first, and how many there are."""
    wanted = sa.true() if action is None else col(AuditEvent.action) == action
    rows = session.exec(select(AuditEvent).where(wanted).order_by(col(AuditEvent.id).desc()).offset(offset).limit(limit)).all()
    n_rows = session.scalar(select(sa.func.count()).select_from(AuditEvent).where(wanted)) or 0
    return [JournalRow(r.id, r.at, r.user_id, r.role, r.action, r.detail) for r in rows], n_rows
