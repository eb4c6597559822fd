"""Looking into a database beside the program: with the key of its own installation, as nobody else can."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from db.sealed_file import is_plain, open_file, open_plain
from db.settings import KEY_NAME, SQLITE_NAME


@contextmanager
def inside(home: Path, name: str = SQLITE_NAME) -> Iterator[Any]:
    """A connection to the file in this data folder; each statement stands by itself."""
    file = home / name
    with closing(open_plain(file) if is_plain(file) else open_file(file, key_file=home / KEY_NAME)) as connection:
        yield connection
