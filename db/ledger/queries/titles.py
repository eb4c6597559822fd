"""Column titles that a clerk has mapped once."""

from sqlmodel import Session, col

from db.ledger.models.batches import BatchKind, KnownTitle
from db.sql import pick


def known_titles(session: Session, kind: BatchKind) -> dict[str, tuple[str, ...]]:
    """Field -> the titles that the office's own lists use for it."""
    found: dict[str, tuple[str, ...]] = {}
    for title, field in session.execute(pick(KnownTitle.title, KnownTitle.field).where(col(KnownTitle.kind) == kind)):
        found[field] = (*found.get(field, ()), title)
    return found
