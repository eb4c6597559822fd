"""One program at a time on a data folder. The operating system holds the lock: it is gone with the process, however that ends."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from db import own_files
from db.errors import Refused

LOCK_NAME = "red_steward.lock"
# Kept open for as long as this process holds the folder.
# A folder on a file server that knows no locks: there is nothing to hold, and that is no reason not to start.
_CANNOT_LOCK = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)
_held: dict[Path, IO[bytes]] = {}

if os.name == "nt":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def hold(home: Path) -> None:
    """Until this process ends. Raises `Refused('already_running')` where another one is at work."""
    if home in _held:
        return
    file = (home / LOCK_NAME).open("ab")
    own_files.hand_to_owner(home / LOCK_NAME)
    try:
        _take(file)
    except OSError as error:
        if error.errno not in _CANNOT_LOCK:
            file.close()
            raise Refused("already_running", path=str(home)) from error
    _held[home] = file


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """For what nobody may do beside a running program; inside the program itself it holds the folder already."""
    is_held = home in _held
    hold(home)
    try:
        yield
    finally:
        if not is_held:
            _held.pop(home).close()
