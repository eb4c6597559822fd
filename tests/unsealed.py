"""An installation as versions before the seal left it."""

import shutil
from contextlib import closing
from pathlib import Path

from db.privacy import KEY_BYTES
from db.sealed_file import open_file, open_plain
from db.settings import KEY_NAME, SQLITE_NAME


def unseal(file: Path) -> None:
    """The same rows in a plain file, in the place of the sealed one."""
    plain = file.with_name("unsealed")
    with closing(open_file(file)) as sealed:
        version = sealed.execute("PRAGMA user_version").fetchone()[0]
        sealed.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
        sealed.execute("PRAGMA plain.synchronous=OFF")
        sealed.execute("SELECT sqlcipher_export('plain')")
        sealed.execute(f"PRAGMA plain.user_version={version}")
    with closing(open_plain(plain)) as made:
        made.execute("PRAGMA journal_mode=WAL")
    plain.replace(file)


def make_older(home: Path) -> Path:
    """Unsealed, with a copy of before an update beside it, and a key without a mark."""
    file = home / SQLITE_NAME
    with closing(open_file(file)) as sealed:
        sealed.execute("PRAGMA user_version=7")
    unseal(file)
    shutil.copy(file, home / "red_steward-before-0006-20261001090000.sqlite3")
    key = (home / KEY_NAME).read_bytes()
    (home / KEY_NAME).write_bytes(key[:KEY_BYTES])
    return file
