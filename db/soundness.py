"""Whether the database file is what was written: the signature of every page, then what SQLite finds in the pages.

The quick look is at the signatures alone, and takes some 10 ms for each MB on an office PC; the full one reads everything.
"""

from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from db.sealed_file import open_file

_MOST_NAMED = 20
# What the last look of this process found.
_found: list[str] = []


def damage_in(connection: Any, *, is_quick: bool = False) -> list[str]:
    """What is wrong, in SQLite's words and without any content; nothing when all is sound."""
    checks = ("cipher_integrity_check",) if is_quick else ("cipher_integrity_check", "integrity_check(20)")
    found = [str(row[0]) for check in checks for row in connection.execute(f"PRAGMA {check}") if row[0] != "ok"]
    if not is_quick:
        lost = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_NAMED)
        found += [f"{table}: row {row} points to no {parent}" for table, row, parent, _ in lost]
    return found[:_MOST_NAMED]


def damage_of(file: Path, *, is_quick: bool = False) -> list[str]:
    """The same of a file, which is left as it is."""
    try:
        with closing(open_file(file)) as connection:
            return damage_in(connection, is_quick=is_quick)
    except driver.DatabaseError as error:
        return [str(error)]


def look(file: Path, *, is_quick: bool) -> list[str]:
    """Looks, and remembers what was found for whoever asks."""
    _found[:] = damage_of(file, is_quick=is_quick)
    return known_damage()


def known_damage() -> list[str]:
    return list(_found)
