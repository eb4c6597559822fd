"""What is looked at before the database is opened: the folder, the key, and whose file lies there."""

from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from db import own_files, privacy, sealing
from db.errors import Refused
from db.faults import known_fault
from db.sealed_file import head_of, is_plain, open_file, open_plain, sealed_head
from db.settings import Settings

_PAGE_BYTES = 4096


def before_opening(here: Settings, newest: str) -> None:
    """Raises `Refused` with what is wrong. `newest` is the program's own revision.

    `office_missing`: an office was set up with this key, and its database is not there. `key_missing`, `key_wrong` and others
    of the key come before anything is opened.
    """
    own_files.open_folder(here.home)
    if (file := here.database_file) is None:
        return
    sealing.finish_sealing(file)
    if _is_absent(file):
        _require_first_start(here, file)
        return
    if not file.is_file():
        raise Refused("database_foreign", path=str(file))
    privacy.read_key(here.key_file)
    if is_plain(file):
        _require_own(here, file, newest)
        sealing.seal(file)
    _require_sealed_by(here, file)
    sealing.seal_older_copies(file)


def _is_absent(file: Path) -> bool:
    return not file.exists() or (file.is_file() and file.stat().st_size == 0)


def _require_first_start(here: Settings, file: Path) -> None:
    if not here.key_file.exists():
        privacy.create_key(here.key_file)
    elif privacy.is_set_up(here.key_file):
        raise Refused("office_missing", path=str(file))


def _require_own(here: Settings, file: Path, newest: str) -> None:
    """An unsealed file is sealed only when it is an office's, of this key and of no newer program."""
    try:
        with closing(open_plain(file)) as plain:
            checks = [row[0] for row in plain.execute("SELECT key_check FROM office")]
            revision = plain.execute("SELECT version_num FROM alembic_version").fetchone()
    except driver.DatabaseError as error:
        raise _about(file, error) from error
    if revision is None:
        raise Refused("database_foreign", path=str(file))
    if revision[0] > newest:
        raise Refused("database_newer", revision=revision[0])
    if checks not in ([], [privacy.key_check()]):
        raise Refused("key_wrong", path=str(here.key_file))


def _about(file: Path, error: Exception) -> Exception:
    said = str(error)
    if "no such table" in said or "not a database" in said:
        return Refused("database_foreign", path=str(file))
    return Refused("database_damaged", path=str(file)) if "malformed" in said else error


def _require_sealed_by(here: Settings, file: Path) -> None:
    """The first bytes say whose file it is; opening it, whether its first page is whole."""
    head = head_of(file)
    if head != sealed_head():
        is_anothers = file.stat().st_size % _PAGE_BYTES == 0 and not head.isascii()
        raise Refused("key_wrong", path=str(here.key_file)) if is_anothers else Refused("database_foreign", path=str(file))
    try:
        with closing(open_file(file)) as sealed:
            sealed.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.DatabaseError as error:
        fault = known_fault(error)
        if fault is None or fault.code != "database_unsound":
            raise
        raise Refused("database_damaged", path=str(file)) from error
