"""Copies that hold all there is, and putting one back: what is damaged or another office's never takes the database's place."""

import shutil

import pytest

from db import journal_heads
from db.audit import record
from db.copies import back_up, restore
from db.engine import engine, reading, session
from db.errors import Refused
from db.folder_lock import LOCK_NAME, _take
from db.migrate import prepare
from db.office.events import UserClosed
from db.office.models import KnownTitle, ListKind
from db.settings import KEY_NAME, SQLITE_NAME
from db.soundness import damage_of
from tests.inside import inside
from tests.unsealed import unseal

N_FRESH = 30


@pytest.fixture(autouse=True)
def closed():
    yield
    engine().dispose()


def write_fresh_rows() -> None:
    """Each in a block of its own, as presses are; they stand in the log of the database."""
    for number in range(N_FRESH):
        with session() as s:
            s.add(KnownTitle(kind=ListKind.UNITS, title=f"title {number}", field="name"))


def n_fresh(home, name: str = SQLITE_NAME) -> int:
    with inside(home, name) as database:
        return database.execute("SELECT count(*) FROM known_title WHERE title LIKE 'title %'").fetchone()[0]


@pytest.fixture
def made(home, tmp_path_factory):
    """A copy of an office in use."""
    write_fresh_rows()
    return back_up(tmp_path_factory.mktemp("stick") / "copies")


def test_a_copy_of_a_database_in_use_holds_what_was_written_a_moment_ago_in_one_file(home, made):
    assert (home / f"{SQLITE_NAME}-wal").stat().st_size > 0
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    shutil.copy(made, home / "copied")
    assert (n_fresh(home, "copied"), damage_of(home / "copied")) == (N_FRESH, [])


def test_a_copy_takes_the_place_of_a_database_that_is_gone_and_the_program_starts(home, made):
    engine().dispose()
    (home / SQLITE_NAME).unlink()
    with pytest.raises(Refused) as caught:
        prepare()
    assert caught.value.code == "office_missing"
    assert restore(made) is None
    prepare()
    assert n_fresh(home) == N_FRESH


def test_what_was_moved_aside_by_mistake_is_put_back_with_what_stood_in_its_log(home, made):
    with session() as s:
        s.add(KnownTitle(kind=ListKind.UNITS, title="title of after the copy", field="name"))
    aside = restore(made)
    assert aside.with_name(f"{aside.name}-wal").stat().st_size > 0
    engine().dispose()
    restore(aside)
    assert (n_fresh(home), aside.exists()) == (N_FRESH + 1, True)


def test_after_an_honest_restore_no_entry_is_missed(home, made):
    kept = home / "red_steward.heads"
    assert len(kept.read_text("ascii").splitlines()) == 1
    with session() as s:
        record(s, None, UserClosed(1))
        journal_heads.keep(s, kept)
    restore(made)
    engine().dispose()
    with reading() as s:
        assert journal_heads.no_longer_there(s, [kept, *home.glob("*.head")]) is None
    assert [path.name.partition("-")[0] for path in home.glob("red_steward.heads-replaced-*")] == ["red_steward.heads"]


def test_what_was_there_before_is_moved_aside_with_its_log(home, made):
    with session() as s:
        s.add(KnownTitle(kind=ListKind.UNITS, title="title of after the copy", field="name"))
    aside = restore(made)
    assert (n_fresh(home), n_fresh(home, aside.name)) == (N_FRESH, N_FRESH + 1)


def test_a_copy_of_before_the_seal_is_sealed_on_the_way_and_left_as_it_was(home, tmp_path_factory):
    older = tmp_path_factory.mktemp("older") / SQLITE_NAME
    shutil.copy(home / SQLITE_NAME, older)
    unseal(older)
    before = older.read_bytes()
    restore(older)
    assert (damage_of(home / SQLITE_NAME), older.read_bytes() == before, list(home.glob("*.plain"))) == ([], True, [])


def test_a_damaged_copy_is_refused_and_nothing_is_changed(home, made):
    made.write_bytes(made.read_bytes()[:-4096] + bytes(4096))
    assert refusal_of(made) == "copy_unsound"
    assert sorted(path.name for path in home.glob("*.sqlite3*")) == unchanged(home)


def unchanged(home) -> list[str]:
    return sorted(f"{SQLITE_NAME}{ending}" for ending in ("", "-shm", "-wal") if (home / f"{SQLITE_NAME}{ending}").exists())


def refusal_of(copy) -> str:
    with pytest.raises(Refused) as caught:
        restore(copy)
    return caught.value.code


def test_another_offices_copy_and_a_text_file_are_refused(home, made, tmp_path_factory, monkeypatch):
    other = tmp_path_factory.mktemp("other")
    (other / KEY_NAME).write_bytes(bytes(range(32)))
    monkeypatch.setenv("RED_STEWARD_HOME", str(other))
    assert refusal_of(made) == "copy_unsound"
    made.write_text("tea")
    assert refusal_of(made) == "copy_unsound"
    assert refusal_of(made.with_name("nowhere")) == "copy_missing"
    assert sorted(path.name for path in other.iterdir()) == [KEY_NAME, LOCK_NAME]


def test_nothing_is_put_back_beside_a_running_program(home, made):
    with (home / LOCK_NAME).open("ab") as running:
        _take(running)
        assert refusal_of(made) == "already_running"
