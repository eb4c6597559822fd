"""A download that fails says so in words that stay, and the log holds none of its data."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from db.settings import SQLITE_NAME
from seed.demo import PASSWORD

pytestmark = pytest.mark.browser


def _everybody_is_signed_out(server) -> None:
    with closing(sqlite3.connect(server.home / SQLITE_NAME, timeout=20)) as database:
        database.execute("UPDATE auth_session SET ended_at = '2026-11-23 01:00:00.000000'")
        database.commit()


def test_a_download_whose_sign_in_has_ended_says_that_there_is_no_file(demo_server, seat):
    desk = seat(demo_server)
    desk.sign_in("clerk", PASSWORD)
    desk.go("ledger-households")
    desk.press("导出")
    assert desk.download(re.compile("下载")).stat().st_size > 1000
    _everybody_is_signed_out(demo_server)
    desk.page.get_by_role("button", name=re.compile("下载")).click()
    said = desk.page.get_by_role("alert").filter(has_text="文件没有做成")
    expect(said.filter(has_text="请刷新本页再试")).to_be_visible()
    said.get_by_role("button", name="知道了").click()
    expect(said.filter(has_text="请刷新本页再试")).to_have_count(0)
    assert "unexpected" in demo_server.said()
