"""Whatever is wrong with the data folder, the program says so in a sentence in both languages, and leaves what is there alone."""

import ctypes
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import traceback
from contextlib import closing

import pytest

from components.shell.start import ready
from components.wording.refusals import SENTENCES
from components.wording.words import catalogue
from db import folder_lock
from db.engine import engine
from db.folder_lock import LOCK_NAME
from db.settings import KEY_NAME, PROJECT, SQLITE_NAME
from tests.browser.conftest import free_port
from tests.inside import inside
from tests.unsealed import make_older

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to start in this way")


def without_roots_rights() -> None:
    """Root may read and write everything: this process gives that up, so that rights count as they do for anybody."""
    libc, header, rights = ctypes.CDLL(None), (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    if os.geteuid() == 0 and libc.capget(header, rights) == 0:
        for part in (0, 1):
            rights[part] &= ~0b110
        assert libc.capset(header, rights) == 0


def start(home, port: int | str) -> tuple[int, str]:
    """Exit code and words of a process that makes ready to start, 0 where nothing keeps it from that."""
    heard, speaks = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(speaks, 2)
        os.environ |= {"RED_STEWARD_HOME": str(home), "RED_STEWARD_PORT": str(port)}
        code = 3
        try:
            without_roots_rights()
            ready()
            code = 0
        except SystemExit as end:
            os.write(2, str(end.code).encode())
            code = 1
        except BaseException:
            os.write(2, traceback.format_exc().encode())
        finally:
            os._exit(code)
    os.close(speaks)
    with os.fdopen(heard, encoding="utf-8") as said:
        words = said.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), words


def cut(file, n_bytes: int) -> None:
    file.write_bytes(file.read_bytes()[:n_bytes])


def another_programs(file) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE tea (id)")


def change(home, statement: str) -> None:
    with inside(home) as database:
        database.execute(statement)


def newer_and_plain(home) -> None:
    make_older(home)
    change(home, "UPDATE alembic_version SET version_num = '9999'")


def folder_instead(path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


def read_only(home) -> None:
    home.chmod(0o500)


ILLNESSES = {
    "database absent": (lambda home: (home / SQLITE_NAME).unlink(), "office_missing"),
    "database empty": (lambda home: cut(home / SQLITE_NAME, 0), "office_missing"),
    "database without an office": (lambda home: change(home, "DELETE FROM office"), "office_missing"),
    "database cut to half": (lambda home: cut(home / SQLITE_NAME, (home / SQLITE_NAME).stat().st_size // 2), "database_damaged"),
    "database cut to 100 bytes": (lambda home: cut(home / SQLITE_NAME, 100), "database_damaged"),
    "database with a zeroed header": (
        lambda home: (home / SQLITE_NAME).write_bytes(bytes(100) + (home / SQLITE_NAME).read_bytes()[100:]), "database_foreign"
    ),
    "a text file": (lambda home: (home / SQLITE_NAME).write_text("Tea for the meeting\n" * 900), "database_foreign"),
    "another program's database": (lambda home: another_programs(home / SQLITE_NAME), "database_foreign"),
    "a folder for the database": (lambda home: folder_instead(home / SQLITE_NAME), "database_foreign"),
    "no revision": (lambda home: change(home, "DELETE FROM alembic_version"), "database_foreign"),
    "a newer database": (lambda home: change(home, "UPDATE alembic_version SET version_num = '9999'"), "database_newer"),
    "a newer database, unsealed": (newer_and_plain, "database_newer"),
    "a folder for the log": (lambda home: folder_instead(home / f"{SQLITE_NAME}-wal"), "database_unopenable"),
    "key missing": (lambda home: (home / KEY_NAME).unlink(), "key_missing"),
    "key empty": (lambda home: cut(home / KEY_NAME, 0), "key_damaged"),
    "key too short": (lambda home: cut(home / KEY_NAME, 31), "key_damaged"),
    "key of another office": (lambda home: (home / KEY_NAME).write_bytes(bytes(range(32))), "key_wrong"),
    "key unreadable": (lambda home: (home / KEY_NAME).chmod(0), "key_unreadable"),
    "folder read-only": (read_only, "folder_unusable"),
}  # fmt: skip


def contents(home) -> dict[str, bytes]:
    """Of what an office has; the database's log comes and goes."""
    passing = (LOCK_NAME, "-wal", "-shm")
    return {path.name: path.read_bytes() for path in home.iterdir() if path.is_file() and not path.name.endswith(passing)}


def in_both(code: str, **params: str) -> str:
    sentence = SENTENCES[code]
    return "\n".join(text.format(**params) for text in (catalogue("zh_CN")[sentence], sentence))


@pytest.mark.parametrize("illness", ILLNESSES)
def test_an_ill_data_folder_is_refused_in_both_languages_and_left_alone(home, illness):
    make_ill, code = ILLNESSES[illness]
    make_ill(home)
    engine().dispose()
    before = contents(home)
    path = {"key": home / KEY_NAME, "folder": home}.get(code.split("_")[0], home / SQLITE_NAME)
    assert start(home, free_port()) == (1, in_both(code, path=str(path), revision="9999"))
    home.chmod(0o700)
    assert contents(home) == before


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("tea")
    assert start(tmp_path / "file", free_port()) == (1, in_both("folder_unusable", path=str(tmp_path / "file")))


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    tmp_path.chmod(0o500)
    wanted = tmp_path / "new" / "home"
    assert start(wanted, free_port()) == (1, in_both("folder_unusable", path=str(wanted)))
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("given", ["teapot", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(home, given):
    assert start(home, given) == (1, in_both("port_form", given=given))


def test_a_port_that_is_taken_is_refused(home):
    with socket.socket() as other:
        other.bind(("", 0))
        other.listen()
        port = other.getsockname()[1]
        assert start(home, port) == (1, in_both("port_taken", port=str(port)))


def test_a_sound_folder_starts_and_so_does_one_of_the_last_version(home):
    assert start(home, free_port()) == (0, "")
    make_older(home)
    assert start(home, free_port()) == (0, "")


def test_a_second_copy_on_the_same_folder_is_refused_until_the_first_has_gone_however_it_went(home):
    heard, speaks = os.pipe()
    first = os.fork()
    if not first:
        folder_lock.hold(home)
        os.write(speaks, b"held")
        signal.pause()
    os.read(heard, 4)
    assert start(home, free_port()) == (1, in_both("already_running", path=str(home)))
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    assert start(home, free_port()) == (0, "")


def test_the_program_itself_says_it_and_nothing_else(home):
    (home / SQLITE_NAME).unlink()
    environment = os.environ | {"RED_STEWARD_PORT": str(free_port())}
    done = subprocess.run([sys.executable, "app.py"], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (
        1, "", in_both("office_missing", path=str(home / SQLITE_NAME))
    )  # fmt: skip
