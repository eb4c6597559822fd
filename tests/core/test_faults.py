"""Known faults of a database have a sentence each, and what may be left out waits for nobody."""

import time

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from db import engine as engines
from db.engine import engine, in_passing, reading, session
from db.faults import known_fault
from db.office.models import KnownTitle, ListKind
from db.settings import SQLITE_NAME
from tests.core.test_sealed_file import flip
from tests.inside import inside

# Far below the fifteen seconds that a press waits for another writer.
SOON = 10.0


@pytest.fixture(autouse=True)
def closed(home):
    yield
    engine().dispose()


def fill(s) -> None:
    s.execute(sa.insert(KnownTitle), [{"kind": ListKind.UNITS, "title": f"{n:060}", "field": "name"} for n in range(5000)])


def write_on_a_full_disk(_home) -> None:
    with session() as s:
        n_pages = s.connection().exec_driver_sql("PRAGMA page_count").scalar()
        s.connection().exec_driver_sql(f"PRAGMA max_page_count={n_pages}")
        fill(s)


def write_beside_a_writer(home) -> None:
    with inside(home) as other:
        other.execute("BEGIN IMMEDIATE")
        with session(patience_ms=100) as s:
            fill(s)


def write_where_only_reading_is_allowed(_home) -> None:
    with session() as s:
        s.connection().exec_driver_sql("PRAGMA query_only=ON")
        fill(s)


def read_a_damaged_page(home) -> None:
    with inside(home) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for place in range(8192, (home / SQLITE_NAME).stat().st_size, 4096):
        flip(home / SQLITE_NAME, place, 1)
    with reading() as s:
        s.execute(sa.text("SELECT * FROM audit_event")).all()


def open_what_cannot_be_opened(home) -> None:
    (home / SQLITE_NAME).unlink()
    (home / SQLITE_NAME).mkdir()
    with reading() as s:
        s.connection()


FAULTS = {
    "disk_full": write_on_a_full_disk, "database_busy": write_beside_a_writer,
    "database_readonly": write_where_only_reading_is_allowed, "database_unsound": read_a_damaged_page,
    "database_unopenable": open_what_cannot_be_opened,
}  # fmt: skip


@pytest.mark.parametrize("code", FAULTS)
def test_what_the_database_says_is_known_for_what_it_is(home, code):
    with pytest.raises(DBAPIError) as caught:
        FAULTS[code](home)
    assert getattr(known_fault(caught.value), "code", None) == code


def test_a_mistake_of_the_program_is_no_fault_of_the_database():
    with pytest.raises(DBAPIError) as caught, reading() as s:
        s.execute(sa.text("SELECT teapot FROM office"))
    assert (known_fault(caught.value), known_fault(ValueError("disk is full"))) == (None, None)


def test_what_may_be_left_out_is_left_out_soon_and_is_done_again_later(home):
    def mark(s) -> None:
        s.add(KnownTitle(kind=ListKind.UNITS, title="title 1", field="name"))

    with inside(home) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        assert not in_passing(mark)
        first = time.monotonic() - began
        assert not any(in_passing(mark) for _ in range(100))
        assert (first < SOON, time.monotonic() - began < SOON) == (True, True)
    engines._refused_at.clear()
    assert in_passing(mark)


def test_after_waiting_a_little_a_connection_waits_as_long_as_before(home):
    with session(patience_ms=50) as s:
        assert s.connection().exec_driver_sql("PRAGMA busy_timeout").scalar() == 15000
