"""Column titles that a clerk has mapped once: the office's own words for what the program looks for."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col

from db.office.models import KnownTitle, ListKind
from db.spreadsheets import Column
from db.sql import pick


def with_own_titles(session: Session, kind: ListKind, columns: Sequence[Column]) -> list[Column]:
    """The columns, each also by the office's own titles, right after the first usual one: a template keeps its titles, and
    what was mapped by hand goes before other usual titles."""
    own: dict[str, tuple[str, ...]] = {}
    for title, field in session.execute(pick(KnownTitle.title, KnownTitle.field).where(col(KnownTitle.kind) == kind)):
        own[field] = (*own.get(field, ()), title)
    return [replace(c, titles=(c.titles[0], *own.get(c.key, ()), *c.titles[1:]), own=own.get(c.key, ())) for c in columns]
