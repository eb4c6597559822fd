"""What lies in the data folder is readable by its owner only: the database, its log, the key, copies, what is exported.

Windows keeps rights in lists that a folder hands down; there is nothing to set there.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from db.errors import Refused

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OURS = "red_steward*"


def keep_to_owner() -> None:
    """Every file that this process makes from now on, temporary ones too."""
    os.umask(_OTHERS)


def hand_to_owner(path: Path) -> None:
    """What somebody with all rights has made (`sudo python -m seed ...`) belongs to whoever the folder belongs to: else the
    program could not read it afterwards."""
    if os.name != "nt" and os.geteuid() == 0:
        folder = path.parent.stat()
        os.chown(path, folder.st_uid, folder.st_gid)


def open_folder(home: Path) -> None:
    """The folder is there and can be written to; what an older program left open in it is closed. Raises `Refused`."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        can_write = os.access(home, os.W_OK | os.X_OK)
    except OSError as error:
        raise Refused("folder_unusable", path=str(home)) from error
    if not can_write:
        raise Refused("folder_unusable", path=str(home))
    if os.name != "nt":
        for path in home.glob(_OURS):
            _close(path)


def _close(path: Path) -> None:
    mode = path.stat().st_mode
    if mode & _OTHERS and path.is_file():
        # What belongs to somebody else is theirs to close.
        with suppress(PermissionError):
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
