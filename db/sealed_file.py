"""The database file as a whole: SQLCipher seals every page under a key derived from the key file, and signs it.

Nothing is readable without the key file, and a page that was changed or damaged is not read as if it were sound. The salt is
derived too: the first bytes of a file say whether it was sealed with this key before it is opened.
"""

from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from db.privacy import key_for, key_in

# How a file begins that is not sealed.
PLAIN_HEAD = b"SQLite format 3\x00"
_PURPOSE, _SALT_PURPOSE = "database", "database salt"
_HEAD_BYTES = len(PLAIN_HEAD)
_PATIENCE_SECONDS = 15.0


def head_of(file: Path) -> bytes:
    """The first bytes of a file; none of one that is not there. Never of one that this process has open as a database: closing
    it here would give up the locks that keep other programs from its log."""
    if not file.exists():
        return b""
    with file.open("rb") as opened:
        return opened.read(_HEAD_BYTES)


def is_plain(file: Path) -> bool:
    return head_of(file) == PLAIN_HEAD


def _key(purpose: str, key_file: Path | None) -> bytes:
    return key_in(key_file, purpose) if key_file else key_for(purpose)


def sealed_head(key_file: Path | None = None) -> bytes:
    """How a file begins that was sealed with this key: its salt."""
    return _key(_SALT_PURPOSE, key_file)[:_HEAD_BYTES]


def raw_key(key_file: Path | None = None) -> str:
    """As SQLCipher takes it: the key itself and the salt, nothing that would have to be stretched first."""
    return f"x'{_key(_PURPOSE, key_file).hex()}{sealed_head(key_file).hex()}'"


def unlock(connection: Any, key_file: Path | None = None) -> None:
    """The first statements on every connection. A damaged file would else fill the log with a line for each page."""
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f'PRAGMA key="{raw_key(key_file)}"')


def open_file(file: Path, *, create: bool = False, key_file: Path | None = None) -> Any:
    """A connection outside the engine, for copies and checks. Begins no transactions by itself, and makes no file unless told
    to. Raises the driver's errors, and `Refused` about the key."""
    connection = _connect(file, "rwc" if create else "rw")
    try:
        unlock(connection, key_file)
    except BaseException:
        connection.close()
        raise
    return connection


def open_plain(file: Path) -> Any:
    """The same to a file that is not sealed: one of an earlier version."""
    return _connect(file, "rw")


def _connect(file: Path, mode: str) -> Any:
    address = f"{file.absolute().as_uri()}?mode={mode}"
    return driver.connect(address, uri=True, isolation_level=None, timeout=_PATIENCE_SECONDS)


def copy(source: Path, target: Path) -> None:
    """SQLite's own backup, also of what still stands in the log of a database in use. The copy is one file."""
    with closing(open_file(source)) as now, closing(open_file(target, create=True)) as kept:
        now.backup(kept)
        kept.execute("PRAGMA journal_mode=DELETE")
