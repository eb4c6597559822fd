"""Copies of the database to keep elsewhere, and putting one back. A copy is one file, sealed with the installation's key.

The key is not in it: whoever finds a copy reads nothing, and whoever has lost the key file too. It is kept in another place.
"""

import shutil
from contextlib import closing, suppress
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from db import clock, journal_heads, own_files, privacy, sealed_file
from db.engine import reading
from db.errors import Refused
from db.folder_lock import alone
from db.sealed_file import is_plain, open_file
from db.sealing import beside, forget, on_disk, seal_into
from db.settings import settings
from db.soundness import damage_of

_UNFINISHED = ".part"


def back_up(folder: Path) -> Path:
    """A proved copy of the database as it is at this moment, also while the program runs. Raises `Refused`."""
    file = _own_file()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{file.stem}-{_stamp()}{file.suffix}"
    draft = target.with_name(target.name + _UNFINISHED)
    forget(draft)
    # On a full disk a copy elsewhere is wanted all the more.
    with suppress(OSError), reading() as session:
        # The copy holds this entry at least: what is kept elsewhere proves where the journal stood.
        journal_heads.keep(session, settings().heads_file)
    sealed_file.copy(file, draft)
    _require_sound(draft, file)
    on_disk(draft)
    draft.replace(target)
    on_disk(folder)
    return target


def restore(copy: Path) -> Path | None:
    """Puts a copy in the place of the database, which need not be there. What was there is moved aside: the value says
    where to. Raises `Refused`, and has then changed nothing."""
    file = _own_file()
    own_files.open_folder(file.parent)
    if not copy.is_file():
        raise Refused("copy_missing", path=str(copy))
    privacy.read_key(settings().key_file)
    with alone(file.parent):
        draft = file.with_name(file.name + _UNFINISHED)
        _fetch(copy, draft)
        _require_sound(draft, copy)
        own_files.hand_to_owner(draft)
        on_disk(draft)
        aside = _set_aside(file)
        _set_heads_aside(file.parent)
        draft.replace(file)
        on_disk(file.parent)
    return aside


def _own_file() -> Path:
    file = settings().database_file
    if file is None:
        raise Refused("server_copies_itself")
    return file


def _stamp() -> str:
    return f"{clock.local(clock.now()):%Y%m%d-%H%M%S}"


def _fetch(copy: Path, draft: Path) -> None:
    """The copy itself is only read; one of before the seal is sealed on the way."""
    forget(draft)
    plain = draft.with_suffix(".plain") if is_plain(copy) else None
    _copy_with_log(copy, plain or draft)
    if plain:
        try:
            seal_into(draft, plain)
        except driver.DatabaseError as error:
            raise Refused("copy_unsound", path=str(copy), key=str(settings().key_file)) from error
        finally:
            forget(plain)


def _copy_with_log(copy: Path, draft: Path) -> None:
    """What was moved aside by a `restore`, or copied from a program that was killed, has the last of it in its log."""
    forget(draft)
    shutil.copyfile(copy, draft)
    log = Path(f"{copy}-wal")
    if log.exists():
        shutil.copyfile(log, f"{draft}-wal")


def _require_sound(draft: Path, source: Path) -> None:
    if damage_of(draft) or not _is_of_this_key(draft) or not _is_whole(draft):
        forget(draft)
        raise Refused("copy_unsound", path=str(source), key=str(settings().key_file))


def _is_of_this_key(draft: Path) -> bool:
    """Whether an office is in it whose key check is ours."""
    with closing(open_file(draft)) as connection:
        try:
            return [privacy.key_check()] == [row[0] for row in connection.execute("SELECT key_check FROM office")]
        except driver.DatabaseError:
            return False


def _is_whole(draft: Path) -> bool:
    """All of it in the one file, and no log beside it."""
    with closing(open_file(draft)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return not any(log.stat().st_size for log in beside(draft))


def _set_aside(file: Path) -> Path | None:
    """The database first: cut off in between, the next start finds none and says so, instead of one without its log."""
    aside = file.with_name(f"{file.stem}-replaced-{_stamp()}{file.suffix}")
    logs = beside(file)
    is_there = file.exists()
    if is_there:
        file.rename(aside)
    for log in logs:
        log.rename(f"{aside}{log.name.removeprefix(file.name)}")
    return aside if is_there else None


def _set_heads_aside(home: Path) -> None:
    """They know entries that came after the copy, and would call it cut off at every check."""
    for kept in (settings().heads_file, *home.glob("*.head")):
        if kept.exists():
            kept.rename(kept.with_name(f"{kept.name}-replaced-{_stamp()}"))
