"""What the administrator is told of the database file, and what a press does about it."""

import pytest

from components.shell.watch import look_at_file
from db import audit, sealing, soundness
from db.engine import engine, reading
from db.errors import NotAllowed
from db.migrate import prepare
from db.office.commands.plain_copies import delete_plain_copies
from db.settings import SQLITE_NAME
from tests.core.test_sealed_file import flip
from tests.inside import inside
from tests.pages.conftest import written_on
from tests.unsealed import make_older

SETTINGS = "office/settings.py"


@pytest.fixture
def was_older(lived_in):
    """The lived-in office, sealed a moment ago."""
    make_older(lived_in)
    prepare()
    return lived_in


def test_the_plain_copy_of_before_is_named_at_home_and_deleted_by_a_press(was_older, open_page):
    assert "有 **1** 份未加密的旧数据库待删除" in written_on(open_page("home/home.py", "admin"))
    page = open_page(SETTINGS, "admin")
    page.button(key="delete-plain-copies").click().run()
    assert (sealing.plain_copies(was_older / SQLITE_NAME), list(page.exception)) == ([], [])
    with reading() as s:
        [entry], _ = audit.page(s, offset=0, limit=1, action="plain_copies_deleted")
    assert entry.detail == {"n_files": 1}
    assert "未加密" not in written_on(open_page("home/home.py", "admin"))


@pytest.mark.parametrize("who", ["bob", "alice", "leo"])
def test_nobody_but_the_administrator_deletes_them(session, cast, who):
    with pytest.raises(NotAllowed):
        delete_plain_copies(session, getattr(cast, who))


def test_damage_that_the_look_at_the_start_finds_stands_at_the_administrators_home_and_in_the_log(lived_in, open_page, caplog):
    with inside(lived_in) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = lived_in / SQLITE_NAME
    place = file.stat().st_size - 2000
    engine().dispose()
    flip(file, place, 1)
    look_at_file(is_quick=True)
    flip(file, place, 1)
    assert "数据库有 **1** 处损坏" in written_on(open_page("home/home.py", "admin"))
    assert "请告诉维护人员" in written_on(open_page(SETTINGS, "admin"))
    assert [record.getMessage() for record in caplog.records if "damage in the database file" in record.getMessage()]
    look_at_file(is_quick=False)
    assert soundness.known_damage() == []
    assert "处损坏" not in written_on(open_page("home/home.py", "admin"))
