"""Two people at the same time, on a real database: each in a session and a thread of its own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier
from time import monotonic

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from db.engine import session as write_block

Work = Callable[[Session], object]
SECONDS = 30
_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def alone(engine: Engine, work: Work) -> object:
    """What `work` returns in a block of its own, or the error that it ends with."""
    try:
        with write_block(engine) as session:
            return work(session)
    except Exception as error:
        return error


def together(engine: Engine, *works: Work) -> list[object]:
    """Starts all of them at the same moment; their results in order."""
    start = Barrier(len(works))

    def run(work: Work) -> object:
        start.wait(SECONDS)
        return alone(engine, work)

    with ThreadPoolExecutor(len(works)) as pool:
        # A new thread does not inherit the clock that the test has set.
        begun = [pool.submit(copy_context().run, run, work) for work in works]
        return [future.result(SECONDS) for future in begun]


def wait_until_blocked(engine: Engine, other: Future[object]) -> None:
    """Until `other` waits for a lock. On SQLite it waits at its own BEGIN: there is nothing to look at."""
    if engine.dialect.name == "sqlite":
        return
    end = monotonic() + SECONDS
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while not other.done() and not connection.scalar(sa.text(_WAITING)):
            assert monotonic() < end, "the second writer neither waits nor ends"


def overtaken(engine: Engine, first: Work, second: Work) -> object:
    """`first` has written and not yet committed when `second` begins; what became of `second`."""
    with ThreadPoolExecutor(1) as pool:
        with write_block(engine) as session:
            first(session)
            later = pool.submit(copy_context().run, alone, engine, second)
            wait_until_blocked(engine, later)
        return later.result(SECONDS)
