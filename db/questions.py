"""One question to the database for whoever maintains an installation: it reads, and changes nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from db.engine import reading
from db.errors import Refused
from db.faults import known_fault

_BEGINNINGS = ("select", "with")


def ask(question: str) -> tuple[list[str], list[list[str]]]:
    """Titles and rows as text; a sealed value says how long it is. Raises `Refused`: `sql_reads_only`, `sql_wrong`."""
    words = question.strip().removesuffix(";").strip()
    if not words.lower().startswith(_BEGINNINGS) or ";" in words:
        raise Refused("sql_reads_only")
    with reading() as s:
        try:
            return _answer(s, words)
        except (DBAPIError, driver.Warning) as error:
            if known_fault(error):
                raise
            raise Refused("sql_wrong", said=str(getattr(error, "orig", error)).partition("\n")[0]) from error


def _answer(s: Session, words: str) -> tuple[list[str], list[list[str]]]:
    is_sqlite = s.get_bind().dialect.name == "sqlite"
    if is_sqlite:
        s.connection().exec_driver_sql("PRAGMA query_only=ON")
    try:
        found = s.execute(sa.text(words.replace(":", "\\:")))
        return list(found.keys()), [_shown(row) for row in found]
    finally:
        if is_sqlite:
            s.connection().exec_driver_sql("PRAGMA query_only=OFF")


def _shown(row: Iterable[Any]) -> list[str]:
    return [_text(value) for value in row]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return f"<{len(value)} bytes>" if isinstance(value, bytes | memoryview) else str(value)


def as_lines(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Tab-separated, a row a line."""
    for row in (titles, *rows):
        yield "\t".join(" ".join(value.split()) if "\t" in value or "\n" in value else value for value in row)
