"""Brings the database to the program's revision at start-up: a copy first, then everything in one transaction.

A database that is newer than the program is refused; a migration that fails leaves the old file as it was. Most starts find
the database as it should be: Alembic is imported where it is not.
"""

import re
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from db import append_only, clock, journal_heads, sealed_file
from db.engine import engine as installed_engine
from db.engine import reading
from db.errors import Refused
from db.folder_lock import alone
from db.office.queries import find_office
from db.opening import before_opening
from db.privacy import create_key, is_set_up, key_check, mark_set_up
from db.settings import PROJECT, Settings, settings

if TYPE_CHECKING:
    from alembic.config import Config

_FOLDER = PROJECT / "db" / "migrations"
_MIGRATING = 7_305_519


def config(connection: Connection | None = None, folder: Path = _FOLDER) -> "Config":
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(folder))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def _revision(connection: Connection) -> str | None:
    tables = sa.inspect(connection)
    found: str | None = None
    if tables.has_table("alembic_version"):
        found = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if found is None and tables.has_table("office"):
        raise Refused("database_foreign", path=connection.engine.url.database)
    return found


def newest(folder: Path = _FOLDER) -> str:
    """The last revision by the names of its files: `m0003_visits.py` is 0003, and follows 0002."""
    names = [re.match(r"m([0-9]{4})_", path.name) for path in (folder / "versions").glob("m*.py")]
    return max(name[1] for name in names if name)


def _known_and_head(folder: Path) -> tuple[set[str], str | None]:
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(config(folder=folder))
    return {revision.revision for revision in script.walk_revisions()}, script.get_current_head()


def _copy_before(file: Path | None, revision: str) -> Path | None:
    """SQLite's own backup of the file, beside it. PostgreSQL offices back up their server themselves."""
    if file is None or not file.exists():
        return None
    copy = file.with_name(f"{file.stem}-before-{revision}-{clock.now():%Y%m%d%H%M%S}{file.suffix}")
    sealed_file.copy(file, copy)
    return copy


def migrate(engine: Engine, *, folder: Path = _FOLDER, file: Path | None = None) -> None:
    """Raises `Refused('database_newer')`; any other failure rolls everything back and is raised as it is."""
    with engine.connect() as connection:
        before = _revision(connection)
    if before == newest(folder):
        return
    known, head = _known_and_head(folder)
    if before == head:
        return
    if before is not None and before not in known:
        raise Refused("database_newer", revision=before)
    if before is not None:
        _require_own_key(engine)
    with alone(file.parent) if file else nullcontext():
        if before is not None and (copy := _copy_before(file, before)):
            with reading(engine) as session:
                journal_heads.keep(session, journal_heads.beside(copy))
        _upgrade(engine, folder)


def _require_own_key(engine: Engine) -> None:
    """A migration may seal columns: with another office's key they could never be read again."""
    with engine.connect() as connection:
        kept = connection.scalar(sa.text("SELECT key_check FROM office"))
    if kept is not None and kept != key_check():
        raise Refused("key_wrong", path=str(settings().key_file))


def _upgrade(engine: Engine, folder: Path) -> None:
    from alembic import command

    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # A batch alter drops and rebuilds a table: with foreign keys on, its child rows would go with it.
            # The pragma is ignored inside a transaction, so it goes to the driver before one begins.
            connection.connection.dbapi_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        try:
            with connection.begin():
                if connection.dialect.name != "sqlite":
                    # Two programs started at once: the second waits, and finds nothing left to do.
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
                command.upgrade(config(connection, folder), "head")
                append_only.arm(connection)
                _check_references(connection)
        finally:
            connection.invalidate()


def _check_references(connection: Connection) -> None:
    """On SQLite foreign keys were off while tables were rebuilt."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise Refused("migration_broke_references")


def prepare(engine: Engine | None = None) -> None:
    """Everything before the first page: the folder, the key, the tables. Raises `Refused` with what is wrong."""
    here = settings()
    before_opening(here, newest())
    engine = engine or installed_engine()
    migrate(engine, file=here.database_file)
    with reading(engine) as session:
        office = find_office(session)
    if office is None:
        _require_none_was_set_up(here)
    elif office.key_check != key_check():
        raise Refused("key_wrong", path=str(here.key_file))
    else:
        # Offices of before the mark.
        mark_set_up(here.key_file)


def _require_none_was_set_up(here: Settings) -> None:
    """Whoever came first would else be offered to set a new office up in place of the lost one."""
    if not here.key_file.exists():
        create_key(here.key_file)
    elif is_set_up(here.key_file):
        raise Refused("office_missing", path=str(here.database_file or here.home))
