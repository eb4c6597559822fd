"""Back and forward: one move is one step, and each step shows the record one came from."""

import re

import pytest
from playwright.sync_api import expect

from db.settings import SQLITE_NAME
from seed.demo import PASSWORD
from tests.browser.seat import Seat

pytestmark = pytest.mark.browser
# Where one begins, then two moves: a row that is opened, a button that is pressed, a page of the menu.
OPEN, HOUSEHOLDS, VISITS = "open", "ledger-households", "visits-visits"
CHAINS = {
    "a household is opened and changed": (HOUSEHOLDS, OPEN, "修改"),
    "a visit is opened, then its household": (VISITS, OPEN, "查看这一户"),
    "a household is opened, then the directory": (HOUSEHOLDS, OPEN, "menu:红管事名录"),
    "a visit is opened, then the ledger": (VISITS, OPEN, "menu:联系户台账"),
    "a steward is opened, then the applicants": ("vetting-stewards", OPEN, "menu:报名人员"),
    "an applicant is opened, then the visits": ("vetting-applications", OPEN, "menu:走访情况"),
    "a household is written down, then the directory": (HOUSEHOLDS, "登记一户", "menu:红管事名录"),
    "a list is brought in, then home": (HOUSEHOLDS, "导入名单", "menu:首页"),
    "a steward is opened, then a household": ("vetting-stewards", OPEN, "menu:联系户台账"),
    "cards are printed, then the visits": ("vetting-stewards", "打印证卡", "menu:走访情况"),
}


def _step(desk, move: str) -> None:
    before = desk.page.url
    if move == OPEN:
        desk.tick(0)
        desk.press(re.compile("打开"))
    elif move.startswith("menu:"):
        desk.menu(move.removeprefix("menu:"))
    else:
        desk.press(move)
    desk.page.wait_for_function("(before) => location.href !== before", arg=before)
    desk.settled()


def _shown(desk) -> tuple[str, str]:
    """The address without the machine, and the heading."""
    heading = desk.page.get_by_test_id("stMain").get_by_role("heading").first
    expect(heading).to_be_visible()
    return desk.page.url.removeprefix(desk.address), heading.inner_text()


@pytest.fixture(scope="module")
def opened(running_server, demo_home, browser):
    running_server.put_back(demo_home / SQLITE_NAME)
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    desk = Seat(context.new_page(), running_server)
    desk.sign_in("clerk", PASSWORD)
    yield desk
    desk.sign_out()
    context.close()


@pytest.mark.parametrize("chain", CHAINS)
def test_back_and_forward_show_what_was_there(opened, chain):
    desk, (start, *moves) = opened, CHAINS[chain]
    desk.go(start)
    seen = [_shown(desk)]
    for move in moves:
        _step(desk, move)
        seen.append(_shown(desk))
    assert len(set(seen)) == 3
    for turn, expected in ((desk.page.go_back, seen[1::-1]), (desk.page.go_forward, seen[1:])):
        for address, heading in expected:
            turn()
            desk.page.wait_for_url(f"**{address}")
            desk.settled()
            assert _shown(desk) == (address, heading)
