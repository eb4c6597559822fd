"""An installation of an older version keeps its database unsealed: it is sealed before anything else is done with it.

A new file is filled, proved and put in the place of the old one, which stays beside it under a name of its own until the
administrator has it deleted. A process that is killed at any moment leaves either the old file or the new one in its place,
or the new one ready beside it: the next start goes on from there. Copies made before earlier updates are sealed too.
"""

import os
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from db import clock, own_files
from db.errors import Refused
from db.folder_lock import alone
from db.sealed_file import is_plain, open_file, open_plain, raw_key
from db.soundness import damage_in

_READY = ".sealing"
_BESIDE = ("-wal", "-shm", "-journal")


def plain_copies(file: Path) -> list[Path]:
    """Unsealed copies beside the database, oldest first."""
    return [path for path in sorted(file.parent.glob(f"{file.stem}-*{file.suffix}")) if is_plain(path)]


def finish_sealing(file: Path) -> None:
    """After a start that was cut off: what was ready takes its place, what was not is thrown away."""
    ready = _ready(file)
    if not ready.exists():
        return
    with alone(file.parent):
        if not file.exists() and plain_copies(file):
            ready.replace(file)
        else:
            forget(ready)


def seal(file: Path) -> None:
    """Raises `Refused('already_running')` while another program has it open."""
    with alone(file.parent):
        ready = _ready(file)
        seal_into(ready, file)
        # Empty since the old file was closed; beside the new one they would be taken for its own.
        remove(*beside(file))
        file.rename(file.with_name(f"{file.stem}-plain-{clock.now():%Y%m%d%H%M%S}{file.suffix}"))
        ready.replace(file)
        on_disk(file.parent)


def seal_older_copies(file: Path) -> None:
    """One that cannot be read stays as it is, and is named to the administrator with the others."""
    waiting = [copy for copy in file.parent.glob(f"{file.stem}-before-*{file.suffix}") if is_plain(copy)]
    if waiting:
        with suppress(Refused), alone(file.parent):
            for copy in waiting:
                _seal_copy(copy)


def _seal_copy(copy: Path) -> None:
    ready = _ready(copy)
    try:
        seal_into(ready, copy)
    except (driver.DatabaseError, Refused):
        forget(ready)
    else:
        ready.replace(copy)


def seal_into(target: Path, plain: Path) -> None:
    """The whole content of an unsealed file in a new sealed one, proved and on the disk."""
    forget(target)
    with closing(open_plain(plain)) as source:
        _take_alone(source, plain.parent)
        held = _contents(source)
        source.execute("ATTACH DATABASE ? AS sealed KEY ?", (str(target), raw_key()))
        # Thrown away when anything goes wrong, and put on the disk as a whole: not table by table.
        source.execute("PRAGMA sealed.synchronous=OFF")
        source.execute("SELECT sqlcipher_export('sealed')")
        source.execute(f"PRAGMA sealed.user_version={held['user_version']}")
        source.execute("DETACH DATABASE sealed")
    with closing(open_file(target)) as sealed:
        sealed.execute("PRAGMA journal_mode=WAL")
        if _contents(sealed) != held or damage_in(sealed):
            raise Refused("sealing_failed", path=str(plain))
        sealed.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    own_files.hand_to_owner(target)
    on_disk(target)


def _take_alone(source: Any, home: Path) -> None:
    """Everything in the one file, and nobody else in it: a program of before the seal would go on writing to it."""
    source.execute("PRAGMA busy_timeout=1000")
    source.execute("PRAGMA locking_mode=EXCLUSIVE")
    try:
        source.execute("BEGIN EXCLUSIVE")
        source.execute("COMMIT")
    except driver.OperationalError as error:
        if "locked" in str(error):
            raise Refused("already_running", path=str(home)) from error
        raise
    source.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _contents(connection: Any) -> dict[str, int]:
    """How many rows each table has, and the number that the export leaves behind."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    counted = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    return counted | {"user_version": connection.execute("PRAGMA user_version").fetchone()[0]}


def _ready(file: Path) -> Path:
    return file.with_name(file.name + _READY)


def forget(file: Path) -> None:
    remove(file, *beside(file))


def beside(file: Path) -> list[Path]:
    """The logs that belong to a database file, where there are any."""
    return [path for ending in _BESIDE if (path := Path(f"{file}{ending}")).exists()]


def remove(*files: Path) -> None:
    for file in files:
        if file.exists():
            file.unlink()


def on_disk(path: Path) -> None:
    """A power cut must not find the name without the content. Windows opens no folders, and needs it less."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
