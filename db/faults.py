"""What a database may say when it is not the program's fault, as a refusal with a sentence of its own."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3.dbapi2 as driver
from sqlalchemy.exc import DBAPIError

from db.errors import Conflict, Refused, RuleError

# What the database says -> the refusal. SQLite words these alike in every version; the last two are PostgreSQL's.
_SAID = (
    ("is full", "disk_full"), ("no space", "disk_full"),
    ("locked", "database_busy"), ("busy", "database_busy"), ("lock timeout", "database_busy"),
    ("readonly", "database_readonly"), ("disk i/o", "disk_error"),
    ("malformed", "database_unsound"), ("not a database", "database_unsound"),
    ("unable to open", "database_unopenable"),
    ("connection failed", "database_unreachable"), ("closed the connection", "database_unreachable"),
)  # fmt: skip
_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)


def known_fault(error: BaseException) -> RuleError | None:
    """None for whatever nobody outside the program can mend."""
    if isinstance(error, OSError):
        return Conflict("disk_full") if error.errno in _FULL else None
    if not isinstance(error, DBAPIError | driver.DatabaseError):
        return None
    said = str(getattr(error, "orig", error)).lower()
    found = next((code for words, code in _SAID if words in said), None)
    return Conflict(found) if found else None


@contextmanager
def faults_passed() -> Iterator[None]:
    """Around what has to go on although it could not be written down."""
    try:
        yield
    except Exception as error:
        if known_fault(error) is None:
            raise


@contextmanager
def faults_refused() -> Iterator[None]:
    """Around what runs outside a page: a known fault becomes a refusal."""
    try:
        yield
    except Exception as error:
        fault = known_fault(error)
        if fault is None or isinstance(error, RuleError):
            raise
        raise Refused(fault.code) from error
