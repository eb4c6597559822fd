"""What lies in the data folder is readable by its owner only, also what an older program had left open."""

import os
import stat
import subprocess
import sys
import tempfile

import pytest

from db import own_files
from db.folder_lock import LOCK_NAME, alone
from db.migrate import prepare
from db.privacy import create_key
from db.settings import PROJECT
from tests.core.test_copies import write_fresh_rows

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights are kept in another way there")


def open_to_others(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077)


def test_what_an_older_program_left_open_is_closed_at_the_start(home):
    write_fresh_rows()
    for path in home.glob("red_steward*"):
        path.chmod(0o644)
    assert open_to_others(home)
    prepare()
    assert open_to_others(home) == []


def test_a_command_makes_nothing_that_others_can_read(home, tmp_path):
    (tmp_path / "stick").mkdir()
    words = [sys.executable, "-m", "seed", "backup", str(tmp_path / "stick")]
    before = os.umask(0o022)
    try:
        assert subprocess.run(words, cwd=PROJECT, check=False, capture_output=True).returncode == 0
    finally:
        os.umask(before)
    assert (len(list((tmp_path / "stick").iterdir())), open_to_others(tmp_path / "stick")) == (1, [])


def test_temporary_files_are_the_owners_too(tmp_path):
    before = os.umask(0o022)
    try:
        own_files.keep_to_owner()
        (tmp_path / "export.xlsx").write_bytes(b"rows")
        with tempfile.NamedTemporaryFile(dir=tmp_path, delete=False) as made:
            made.write(b"rows")
    finally:
        os.umask(before)
    assert open_to_others(tmp_path) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only somebody with all rights can give files away")
def test_what_an_administrator_s_command_makes_belongs_to_whoever_the_folder_belongs_to(home):
    os.chown(home, 65534, 65534)
    with alone(home):
        create_key(home / "new.key")
    assert [(home / name).stat().st_uid for name in ("new.key", LOCK_NAME)] == [65534, 65534]
