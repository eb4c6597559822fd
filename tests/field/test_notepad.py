"""Files that a person makes with Notepad: the password file, a preset, the clock."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from db.engine import engine, reading
from db.office.models import User
from db.office.passwords import matches
from db.presets import load_preset
from db.settings import PROJECT
from db.sql import pick
from tests.field.conftest import FILES, Office

NOTEPAD = FILES / "17-windows-notepad-files"
SET_UP = "office", "--name", "示范镇", "--admin", "admin", "--preset"


@pytest.fixture
def empty(tmp_path, monkeypatch, capsys):
    """A data folder with nothing in it."""
    monkeypatch.setenv("RED_STEWARD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "home" / "schemes").mkdir(parents=True)
    yield Office(tmp_path, capsys)
    engine().dispose()


SAVED_AS = [("password_utf8_bom.txt", "utf-8-sig"), ("password_utf16.txt", "utf-16"), ("password_gbk.txt", "gbk")]


@pytest.mark.parametrize(("name", "encoding"), SAVED_AS)
def test_a_password_file_of_notepad_gives_the_password_that_was_typed(empty, name, encoding):
    assert empty.run(*SET_UP, "nanzheng", "--password-file", NOTEPAD / name).code == 0
    typed = (NOTEPAD / name).read_bytes().decode(encoding).strip()
    with reading() as s:
        assert matches(typed, s.scalars(pick(User.password_hash)).one())


@pytest.mark.parametrize("name", ["own_bom.toml", "own_gbk.toml"])
def test_a_preset_of_notepad_is_read(empty, tmp_path, name):
    shutil.copy(NOTEPAD / name, tmp_path / "home" / "schemes" / "own.toml")
    assert load_preset("own").zh == load_preset("nanzheng").zh


def test_a_preset_in_utf_16_is_read(empty, tmp_path):
    text = (NOTEPAD / "own_bom.toml").read_text("utf-8-sig")
    (tmp_path / "home" / "schemes" / "own.toml").write_bytes(text.encode("utf-16"))
    assert load_preset("own").zh == load_preset("nanzheng").zh


def test_a_file_that_is_no_text_is_refused_with_a_sentence(empty, tmp_path):
    (tmp_path / "password.txt").write_bytes(bytes(range(256)))
    done = empty.run(*SET_UP, "nanzheng", "--password-file", tmp_path / "password.txt")
    assert done.code == 2
    assert "记事本" in done.error


def _check(home: Path, clock: bytes) -> subprocess.CompletedProcess[bytes]:
    file = home.parent / "clock.txt"
    file.write_bytes(clock)
    where = {"RED_STEWARD_HOME": str(home), "RED_STEWARD_CLOCK": str(file), "PATH": ""}
    return subprocess.run([sys.executable, "-m", "seed", "daily"], cwd=PROJECT, env=where, capture_output=True, check=False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk"])
def test_a_clock_of_notepad_sets_the_time(nanzheng, encoding):
    done = _check(nanzheng.folder / "home", "2026-11-23T09:00:00+08:00\r\n".encode(encoding))
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_clock_that_holds_no_time_is_refused_with_a_sentence(nanzheng):
    done = _check(nanzheng.folder / "home", "明天".encode("gbk"))
    assert done.returncode == 2
    assert "2026-11-23T09:00:00+08:00" in done.stderr.decode()
