"""A download that fails says so in words that stay, and the log holds none of the error's own text."""

import re

import pytest
from playwright.sync_api import expect

from seed.demo import PASSWORD
from tests.inside import inside

pytestmark = pytest.mark.browser
SIGNED_OUT = "UPDATE auth_session SET ended_at = '2026-11-23 01:00:00.000000'"
TABLE_GONE = "ALTER TABLE household RENAME TO household_gone"


@pytest.fixture
def desk(demo_server, seat):
    """At a list whose download has just worked."""
    found = seat(demo_server)
    found.sign_in("clerk", PASSWORD)
    found.go("ledger-households")
    found.press("导出")
    assert found.download(re.compile("下载")).stat().st_size > 1000
    return found


def _download_after(desk, damage: str):
    """The sentence that comes of pressing once more."""
    with inside(desk.server.home) as database:
        database.execute(damage)
    desk.page.get_by_role("button", name=re.compile("下载")).click()
    return desk.page.get_by_role("alert").filter(has_text="文件没有做成").filter(has_text="请刷新本页再试")


def test_a_download_whose_sign_in_has_ended_says_that_there_is_no_file_until_that_is_read(desk):
    said = _download_after(desk, SIGNED_OUT)
    expect(said).to_be_visible()
    said.get_by_role("button", name="知道了").click()
    expect(said).to_have_count(0)


def test_what_went_wrong_while_a_file_was_made_is_in_the_log_under_a_number_without_its_text(desk):
    expect(_download_after(desk, TABLE_GONE)).to_be_visible()
    log = desk.server.said()
    assert re.search(r"unexpected [0-9A-F]{6}: OperationalError", log)
    assert "no such table" not in log
    assert "SELECT" not in log
