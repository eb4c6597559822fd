"""Looking into a database beside the program: with the key of its own installation, as nobody else can."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from db.sealed_file import open_file
from db.settings import KEY_NAME, SQLITE_NAME


@contextmanager
def inside(home: Path, name: str = SQLITE_NAME) -> Iterator[Any]:
    """A connection to the file in this data folder; each statement stands by itself."""
    with closing(open_file(home / name, key_file=home / KEY_NAME)) as connection:
        yield connection
