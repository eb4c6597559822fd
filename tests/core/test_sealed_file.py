"""The database file as a whole: nothing in it is readable without the key, and no damage to it is silent."""

import random
import sqlite3
from contextlib import closing

import pytest

from db.engine import engine_for
from db.engine import session as write_block
from db.office.commands.users import change_user
from db.sealed_file import PLAIN_HEAD, copy, open_file
from db.settings import SQLITE_NAME
from db.soundness import damage_of
from tests.inside import inside

NAME, REMARK = "鲍文书", "腿脚不便，请慢慢敲门"
FLIPS, LEAST_NOTICED = 200, 198


@pytest.fixture
def engine(home):
    made = engine_for.__wrapped__(f"sqlite:///{(home / SQLITE_NAME).as_posix()}")
    yield made
    made.dispose()


def test_nothing_that_was_typed_is_readable_in_the_database_its_log_or_a_copy(home, engine, cast):
    with write_block(engine) as block:
        change_user(block, cast.ada, user_id=cast.bob.user_id, name=NAME, phone="13912345678")
        block.connection().exec_driver_sql("UPDATE office SET letter_prefix = ?", (REMARK,))
    log = home / f"{SQLITE_NAME}-wal"
    assert log.stat().st_size > 0
    copy(home / SQLITE_NAME, home / "copy.sqlite3")
    with inside(home, "copy.sqlite3") as copied:
        assert copied.execute("SELECT name FROM app_user WHERE id = ?", (cast.bob.user_id,)).fetchone() == (NAME,)
    readable = {path.name for path in home.iterdir() for word in (NAME, REMARK) if word.encode() in path.read_bytes()}
    assert readable == set()
    assert not [path.name for path in home.glob("*.sqlite3") if path.read_bytes().startswith(PLAIN_HEAD)]


def test_without_the_key_it_is_no_database(home):
    with closing(sqlite3.connect(home / SQLITE_NAME)) as stranger, pytest.raises(sqlite3.DatabaseError):
        stranger.execute("SELECT count(*) FROM sqlite_master")


def test_a_flipped_bit_is_noticed_by_the_quick_look(home):
    file, chance = home / SQLITE_NAME, random.Random(10)
    with inside(home) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert damage_of(file, is_quick=True) == []
    n_noticed = 0
    for _ in range(FLIPS):
        place, bit = chance.randrange(file.stat().st_size), 1 << chance.randrange(8)
        flip(file, place, bit)
        n_noticed += bool(damage_of(file, is_quick=True))
        flip(file, place, bit)
    assert n_noticed >= LEAST_NOTICED
    assert damage_of(file) == []


def flip(file, place: int, bit: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(place)
        [byte] = opened.read(1)
        opened.seek(place)
        opened.write(bytes([byte ^ bit]))


def test_a_damaged_page_is_not_read_as_if_it_were_sound_and_floods_no_log(home, capfd):
    file = home / SQLITE_NAME
    for place in range(8192, file.stat().st_size, 4096):
        flip(file, place, 1)
    with inside(home) as database, pytest.raises(Exception, match="malformed|not a database|I/O"):
        database.execute("SELECT * FROM audit_event").fetchall()
    assert capfd.readouterr().err == ""


def test_the_full_look_finds_a_row_that_points_nowhere(home):
    with inside(home) as database:
        database.execute("UPDATE user_role SET unit_id = 999")
    assert damage_of(home / SQLITE_NAME, is_quick=True) == []
    assert [line for line in damage_of(home / SQLITE_NAME) if line.startswith("user_role: row")]


def test_a_file_that_is_not_there_is_not_made_by_looking(home):
    with pytest.raises(Exception, match="unable to open"):
        open_file(home / "nowhere.sqlite3")
    assert not (home / "nowhere.sqlite3").exists()
