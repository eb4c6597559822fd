"""An installation that was made before the seal: sealed at the next start, and nothing of it lost, whenever that is cut off."""

import os
import signal
import sys

import pytest

from db import privacy, sealing
from db.engine import engine, reading
from db.errors import Refused
from db.migrate import prepare
from db.office.queries import find_office
from db.sealed_file import is_plain, sealed_head
from db.settings import KEY_NAME, SQLITE_NAME
from db.soundness import damage_of
from tests.inside import inside
from tests.unsealed import make_older

STEPS = ("os.rename", "os.remove")
LEAST_STEPS = 3


@pytest.fixture
def older(home):
    """The database file of the installation."""
    yield make_older(home)
    engine().dispose()


def rows_of(home) -> dict[str, list[str]]:
    with inside(home) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return {table: sorted(map(repr, database.execute(f'SELECT * FROM "{table}"'))) for [table] in tables}


def test_it_is_sealed_before_anything_else_and_every_row_is_there(home, older):
    before = rows_of(home)
    prepare()
    assert (is_plain(older), damage_of(older)) == (False, [])
    with inside(home) as database:
        found = [database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "journal_mode")]
    assert (rows_of(home), found) == (before, [7, "wal"])


def test_the_plain_file_of_before_stays_under_a_name_of_its_own_and_older_copies_are_sealed(home, older):
    content = older.read_bytes()
    prepare()
    [plain] = sealing.plain_copies(older)
    assert (plain.name[:18], plain.read_bytes()) == ("red_steward-plain-", content)
    [copy] = home.glob("*-before-*")
    assert (damage_of(copy), [path.name for path in home.glob("*.sealing*")]) == ([], [])


def test_a_copy_that_cannot_be_read_stays_and_is_named_with_the_others(home, older):
    [copy] = home.glob("*-before-*")
    copy.write_bytes(copy.read_bytes()[:5000])
    prepare()
    assert copy in sealing.plain_copies(older)


def test_the_key_is_marked_so_that_a_lost_database_is_noticed_from_now_on(home, older):
    assert not privacy.is_set_up(home / KEY_NAME)
    prepare()
    assert privacy.is_set_up(home / KEY_NAME)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda home: (home / KEY_NAME).write_bytes(bytes(range(32))), "key_wrong"),
        (lambda home: (home / KEY_NAME).unlink(), "key_missing"),
    ],
)
def test_under_another_key_it_is_refused_and_left_as_it_is(home, older, damage, code):
    content = older.read_bytes()
    damage(home)
    privacy._derived.cache_clear()
    with pytest.raises(Refused) as caught:
        prepare()
    privacy._derived.cache_clear()
    assert (caught.value.code, older.read_bytes() == content) == (code, True)


def test_while_an_older_program_has_it_open_it_is_refused(home, older):
    with inside(home) as other:
        other.execute("SELECT count(*) FROM office").fetchone()
        with pytest.raises(Refused) as caught:
            prepare()
    assert (caught.value.code, is_plain(older)) == ("already_running", True)


def killed_at(step: int, home) -> bool:
    """Whether a process that seals was killed when it was about to move or remove a file of the folder for the n-th time."""
    child = os.fork()
    if not child:
        n_seen = 0

        def hook(event: str, args: tuple[object, ...]) -> None:
            nonlocal n_seen
            if event in STEPS and str(args[0]).startswith(str(home)):
                n_seen += 1
                if n_seen == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        try:
            prepare()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to kill in this way")
def test_killed_at_any_step_the_next_start_goes_on_and_nothing_is_lost(home, older):
    before, kept = rows_of(home), {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()}
    wrong, step = [], 1
    while killed_at(step, home):
        prepare()
        engine().dispose()
        with reading() as block:
            has_office = find_office(block) is not None
        engine().dispose()
        head = (home / SQLITE_NAME).read_bytes()[:16]
        left = [path.name for path in home.glob("*.sealing*")]
        if not (has_office and rows_of(home) == before and head == sealed_head() and not left):
            wrong.append(step)
        for path in home.iterdir():
            path.unlink()
        for name, content in kept.items():
            (home / name).write_bytes(content)
        step += 1
    assert (wrong, step > LEAST_STEPS) == ([], True)
