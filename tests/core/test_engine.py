"""The block in which everything is written or nothing, and the settings that say where."""

from contextlib import suppress

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from db.actor import Role
from db.counters import Counter
from db.engine import OLDEST_SAFE_SQLITE, _refused_at, engine_for, in_passing, reading
from db.engine import session as write_block
from db.office.commands.sign_in import PasswordCheck, sign_in
from db.office.sessions import own_roles, signed_in_user
from db.settings import PROJECT, SQLITE_NAME, settings
from tests.core.together import together
from tests.ledger.households import written

pytestmark = pytest.mark.both_databases


@pytest.fixture
def sqlite(home):
    made = engine_for.__wrapped__(f"sqlite:///{(home / SQLITE_NAME).as_posix()}")
    yield made
    made.dispose()


def last(engine):
    with reading(engine) as block:
        row = block.get(Counter, ("tea", 2026))
        return row.last if row else None


def pour(engine, n=1, *, and_stumble=False):
    """Reads the count, then writes what it read and `n` more."""
    with write_block(engine) as block:
        row = block.get(Counter, ("tea", 2026)) or Counter(name="tea", year=2026, last=0)
        row.last = row.last + n
        block.add(row)
        block.flush()
        if and_stumble:
            raise LookupError


def test_a_block_commits_at_its_end(engine):
    pour(engine)
    assert last(engine) == 1


def test_a_block_that_raises_leaves_nothing_behind(engine):
    with pytest.raises(LookupError):
        pour(engine, and_stumble=True)
    assert last(engine) is None


def test_a_block_after_one_that_raised_works(engine):
    with pytest.raises(LookupError):
        pour(engine, and_stumble=True)
    pour(engine, 5)
    assert last(engine) == 5


def test_eight_threads_that_read_and_then_write_lose_nothing_on_sqlite(sqlite):
    together(8, lambda _number: [pour(sqlite) for _ in range(10)])
    assert last(sqlite) == 80


def test_a_row_written_in_a_block_can_still_be_read_after_it(engine):
    with write_block(engine) as block:
        row = Counter(name="tea", year=2026, last=7)
        block.add(row)
    assert row.last == 7


def test_a_reading_block_does_not_wait_for_a_writer_and_sees_nothing_half_done(engine):
    with write_block(engine) as block:
        block.add(Counter(name="tea", year=2026, last=7))
        block.flush()
        assert last(engine) is None


def test_what_may_be_left_out_does_not_wait_for_a_writer_and_is_done_when_that_is_gone(engine):
    with write_block(engine) as block:
        block.add(Counter(name="tea", year=2026, last=7))
        block.flush()
        assert not in_passing(lambda s: s.add(Counter(name="cup", year=2026, last=1)), engine)
    _refused_at.clear()
    assert in_passing(lambda s: s.add(Counter(name="cup", year=2026, last=1)), engine)


def test_what_is_written_in_a_reading_block_is_never_kept(engine):
    # PostgreSQL refuses the write itself; SQLite forgets it at the end of the block.
    with suppress(DBAPIError), reading(engine) as block:
        block.add(Counter(name="tea", year=2026, last=7))
        block.flush()
    assert last(engine) is None


def test_a_row_that_points_nowhere_is_refused(engine):
    with Session(engine) as block, pytest.raises(sa.exc.IntegrityError):
        block.execute(sa.text("INSERT INTO user_role (user_id, role, unit_id, department) VALUES (999, 'clerk', 999, '')"))


def test_an_unknown_member_of_a_closed_list_is_refused(session, cast):
    written(session, cast)
    with pytest.raises(sa.exc.IntegrityError, match="ck_household_householdstatus"):
        session.execute(sa.text("UPDATE household SET status = 'flown'"))


def test_an_unknown_role_is_nobodys_and_grants_nothing(session, cast):
    """As after a step back to an older version: the person is told that nobody has given them a task."""
    token = sign_in(session, PasswordCheck("grace", cast.grace.user_id, True, None), device="test").token
    assert signed_in_user(session, token).actor.role is Role.GRID_WORKER
    session.execute(sa.text("UPDATE user_role SET role = 'mayor' WHERE user_id = :who"), {"who": cast.grace.user_id})
    session.expire_all()
    assert signed_in_user(session, token).actor is None
    assert own_roles(session, cast.grace.user_id) == []


def test_the_error_of_a_statement_does_not_carry_a_persons_data(session):
    with pytest.raises(DBAPIError) as caught:
        session.execute(sa.text("INSERT INTO app_user (login, name) VALUES (:login, :name)"), {"login": "x", "name": "王小明"})
    assert "王小明" not in str(caught.value)


def test_chinese_is_stored_as_chinese_in_json(session):
    row = session.execute(sa.text("SELECT body FROM scheme_version")).scalar_one()
    assert "红色管家" in row


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 15000)]
)
def test_a_connection_to_sqlite_is_set_up_so_that_nothing_acknowledged_is_lost(sqlite, pragma, value):
    with sqlite.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_the_sqlite_in_use_has_no_known_corruption(sqlite):
    with sqlite.connect() as connection:
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar()
    assert tuple(map(int, version.split("."))) >= OLDEST_SAFE_SQLITE


def test_without_a_word_everything_lives_in_var_beside_the_program(monkeypatch):
    monkeypatch.delenv("RED_STEWARD_HOME", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert (settings().home, settings().database_file) == (PROJECT / "var", PROJECT / "var" / SQLITE_NAME)


def test_a_postgresql_address_is_opened_with_the_driver_that_comes_along(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@localhost/office")
    assert (settings().database_url, settings().database_file) == ("postgresql+psycopg://me@localhost/office", None)
