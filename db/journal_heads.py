"""Where the journal ended, kept where the database is not: a line at each start, each day and beside each copy.

Whoever can write the database can put an old head row back and take away what came after it; the journal alone then looks
sound. A line is sealed with the installation's key, so none can be made up without it, and `seed check` looks for each of them
in the journal. What remains possible: what happened after the last line can be cut off unnoticed, a day's entries at most while
somebody comes daily; whoever has the data folder can take lines away as well, which the program's own log (where the lines
stand too) and the lines beside copies kept elsewhere show; whoever has the key too can write a journal of their own from the
first entry. An older copy that was put back by hand is noticed in the same way, and said so; `restore` sets the lines of before
aside.
"""

import hmac
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, col, select

from db import clock, own_files
from db.audit import AuditEvent, AuditHead
from db.privacy import keyed_hash
from db.sql import pick


@dataclass(frozen=True)
class Head:
    """The journal's last entry at a moment, which is text: `2026-11-23T01:00:00+00:00`."""

    at: str
    last_id: int
    last_hash: str

    @property
    def line(self) -> str:
        content = f"{self.at} {self.last_id} {self.last_hash}"
        return f"{content} {keyed_hash('journal head kept', content)}"


def head_now(session: Session) -> Head | None:
    """None before the first entry."""
    row = session.exec(select(AuditHead).execution_options(populate_existing=True)).one_or_none()
    return Head(clock.now().isoformat(timespec="seconds"), row.last_id, row.last_hash) if row and row.last_id else None


def keep(session: Session, file: Path) -> str | None:
    """Adds a line where the journal has grown since the last one. Returns the line."""
    now, kept = head_now(session), list(_read(file))
    if now is None or (kept and kept[-1].last_id == now.last_id):
        return None
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as lines:
        lines.write(now.line + "\n")
    own_files.hand_to_owner(file)
    return now.line


def _read(file: Path) -> Iterator[Head]:
    """Lines of another key, and damaged ones, tell nothing."""
    written = file.read_text("ascii", "replace").splitlines() if file.exists() else []
    for line in written:
        at, last_id, last_hash, *_ = [*line.split(" "), "", "", ""]
        if last_id.isdecimal() and hmac.compare_digest(Head(at, int(last_id), last_hash).line.encode(), line.encode()):
            yield Head(at, int(last_id), last_hash)


def no_longer_there(session: Session, files: Iterable[Path]) -> Head | None:
    """The earliest kept head that the journal does not hold any more."""
    kept = sorted((head for file in files for head in _read(file)), key=lambda head: head.last_id)
    for head in kept:
        if session.scalar(pick(AuditEvent.hash).where(col(AuditEvent.id) == head.last_id)) != head.last_hash:
            return head
    return None


def beside(copy: Path) -> Path:
    """Where the head of a copy stands."""
    return copy.with_name(copy.name + ".head")
