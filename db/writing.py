"""Whether anything can be written at this moment: asked by whoever watches over the installation."""

import errno
import os
import tempfile
import time
from threading import Lock
from typing import Any

from sqlalchemy.exc import DBAPIError

from db.engine import session
from db.faults import known_fault
from db.settings import settings

# As much as a press writes at once, and what no other writer should take to come to its end.
_BYTES, _PATIENCE_MS = 64 * 1024, 1000
_KNOWN_FOR_SECONDS = 5
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


_lock = Lock()
_known: dict[str, Any] = {"until": 0.0, "why": ""}


def why_nothing_is_written() -> str:
    """The code of the fault, or nothing; known for some seconds, however many ask."""
    with _lock:
        if _known["until"] < time.monotonic():
            _known.update(why=_try_to_write(), until=time.monotonic() + _KNOWN_FOR_SECONDS)
        return str(_known["why"])


def _try_to_write() -> str:
    """A block that is rolled back reaches no disk: a file beside the database does."""
    try:
        with tempfile.TemporaryFile(dir=settings().home) as probe:
            probe.write(bytes(_BYTES))
            probe.flush()
            os.fsync(probe.fileno())
        with session(patience_ms=_PATIENCE_MS) as block:
            block.connection()
            block.rollback()
    except OSError as error:
        return "database_readonly" if error.errno in _READ_ONLY else "disk_full"
    except DBAPIError as error:
        fault = known_fault(error)
        return fault.code if fault else "database_unsound"
    return ""
