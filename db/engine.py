"""From a URL to an engine, and the block in which everything is written or nothing.

SQLite needs a driver whose SQLite is at least 3.51.3: older ones can corrupt a WAL database that two connections use.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from time import monotonic
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from db.errors import Refused
from db.faults import known_fault
from db.sealed_file import unlock
from db.settings import settings

_WRITING = 7_305_520
OLDEST_SAFE_SQLITE = (3, 51, 3)
_PATIENCE_MS = 15_000
# For what may be left out: nobody waits for a mark of who was seen last, and after a refusal it is not tried at every run.
_IN_PASSING_MS, _REST_SECONDS = 200, 5.0
_refused_at: dict[str, float] = {}
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={_PATIENCE_MS}",
    "cache_size=-16000",
    # Else an INSERT OR REPLACE would slip past the triggers that keep the journal.
    "recursive_triggers=ON",
)


def _sqlite_engine(url: str) -> Engine:
    import sqlcipher3.dbapi2 as driver

    if driver.sqlite_version_info < OLDEST_SAFE_SQLITE:
        raise Refused("sqlite_too_old", version=driver.sqlite_version)
    engine = sa.create_engine(url, module=driver, json_serializer=_json, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: it would do so too late, and not around DDL.
        connection.isolation_level = None
        unlock(connection)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "begin", _begin_on_sqlite)
    return engine


def _begin_on_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("read_only"):
        connection.exec_driver_sql("BEGIN")
        return
    patience = options.get("patience_ms")
    if patience:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={patience}")
    try:
        # IMMEDIATE: two writers that read first and write later would otherwise lose one another's updates.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        if patience:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={_PATIENCE_MS}")


def _postgres_engine(url: str) -> Engine:
    engine = sa.create_engine(url, json_serializer=_json, pool_pre_ping=True, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("read_only"):
            # One moment for the whole block, as SQLite gives it by itself.
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    @event.listens_for(engine, "handle_error")
    def keep_only_the_first_line(context: sa.engine.ExceptionContext) -> None:
        # The server's DETAIL repeats the row: people's names would go into a log.
        for error in (context.original_exception, context.sqlalchemy_exception):
            if error is not None and error.args:
                error.args = (str(error.args[0]).partition("\n")[0], *error.args[1:])

    return engine


# hide_parameters: an error's text must not carry people's names and numbers into a log.
_json = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=8)
def engine_for(url: str) -> Engine:
    return _sqlite_engine(url) if url.startswith("sqlite") else _postgres_engine(url)


def engine() -> Engine:
    """The engine of this installation."""
    return engine_for(settings().database_url)


@contextmanager
def session(on: Engine | None = None, *, patience_ms: int | None = None) -> Iterator[Session]:
    """A block that writes: commits at its end, rolls back when anything is raised in it. It waits for another writer, or no
    longer than `patience_ms`."""
    chosen = on or engine()
    if patience_ms:
        chosen = chosen.execution_options(patience_ms=patience_ms)
    with Session(chosen, expire_on_commit=False) as block:
        if block.get_bind().dialect.name != "sqlite":
            # Writers one after another, as SQLite has them by itself (docs/decisions/0008).
            if patience_ms:
                block.connection().exec_driver_sql(f"SET LOCAL lock_timeout = {patience_ms}")
            block.connection().exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITING})")
        yield block
        block.commit()


def in_passing(work: Callable[[Session], object], on: Engine | None = None) -> bool:
    """Whether the work was done: what may be left out when another writer is busy or the disk is full. Reading goes on."""
    chosen = on or engine()
    key, now = str(chosen.url), monotonic()
    if now - _refused_at.get(key, -_REST_SECONDS) < _REST_SECONDS:
        return False
    try:
        with session(chosen, patience_ms=_IN_PASSING_MS) as block:
            work(block)
    except DBAPIError as error:
        if known_fault(error) is None:
            raise
        _refused_at[key] = monotonic()
        return False
    return True


@lru_cache(maxsize=8)
def _read_only(engine: Engine) -> Engine:
    return engine.execution_options(read_only=True)


@contextmanager
def reading(on: Engine | None = None) -> Iterator[Session]:
    """A block that only reads: does not wait for a writer, and is rolled back at its end."""
    with Session(_read_only(on or engine())) as block:
        yield block
        # Rows that leave the block keep what was read of them.
        block.expunge_all()
        block.rollback()
