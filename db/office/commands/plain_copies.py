"""What is left of the time before the seal: unsealed copies of the database in the data folder."""

from pathlib import Path

from sqlmodel import Session

from db.actor import Actor
from db.audit import record
from db.office import events
from db.office.permissions import OfficePermission
from db.permissions import require
from db.sealing import plain_copies
from db.settings import settings


def plain_copies_here() -> list[Path]:
    file = settings().database_file
    return plain_copies(file) if file else []


def delete_plain_copies(session: Session, actor: Actor) -> int:
    """How many were deleted. Recorded first: a file cannot be brought back by a block that fails."""
    require(actor, OfficePermission.MANAGE_OFFICE)
    copies = plain_copies_here()
    if copies:
        record(session, actor, events.PlainCopiesDeleted(len(copies)))
    for copy in copies:
        copy.unlink()
    return len(copies)
