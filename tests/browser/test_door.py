"""The door from outside: addresses, cookies, headers, what a second machine and an administrator can do."""

import asyncio
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from components.shell.menu import MENU
from components.shell.routes import ICON
from components.ui.moves import HOME
from seed.demo import PASSWORD
from tests.tab import Answer, Tab

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]


def fetch(address: str, **headers: str):
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=10) as answer:
            return answer.status, dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers)


def test_before_there_is_an_office_every_address_shows_the_set_up(start_server, seat):
    server = start_server()
    desk = seat(server)
    for address in ("", "vetting-queue", "office-users", "apply"):
        desk.go(address)
        desk.sees("欢迎使用红管家")


def test_an_address_that_no_page_has_says_so_and_leads_home(demo_server, seat):
    desk = seat(demo_server)
    for login in (None, "branch"):
        if login:
            desk.sign_in(login, PASSWORD)
        desk.go("no-such-page")
        desk.sees("没有这一页")
        assert desk.page.get_by_role("dialog").count() == 0
        desk.page.get_by_test_id("stMain").get_by_role("link", name="首页").click()
        desk.sees("您好" if login else "登录")
    desk.sign_out()


def test_back_finds_the_page_one_came_from_also_after_a_reload(demo_server, seat):
    desk = seat(demo_server)
    desk.sign_in("branch", PASSWORD)
    for title in ("报名人员", "联系户台账", "走访情况"):
        desk.menu(title)
    desk.page.go_back()
    desk.page.wait_for_url("**/ledger-households")
    desk.page.reload()
    desk.settled()
    desk.page.go_back()
    desk.page.wait_for_url("**/vetting-applications")
    desk.page.get_by_role("heading", name="报名人员").wait_for()
    desk.page.go_back()
    desk.page.get_by_role("heading", name="您好").wait_for()
    desk.sign_out()


async def _opened_by_a_stranger(port: int) -> dict[str, Answer]:
    """Every address of the program, each in a tab of its own, as a browser's first message asks for it."""
    found = {}
    for entry in MENU:
        async with Tab(port) as tab:
            found[entry.page] = await tab.open(entry.address if entry.page != HOME else "")
    return found


def test_every_address_opened_signed_out_shows_only_public_pages(demo_server):
    with ThreadPoolExecutor(1) as beside:  # the browser of other tests has a loop of its own in this thread
        found = beside.submit(asyncio.run, _opened_by_a_stranger(demo_server.port)).result()
    assert {page for page, answer in found.items() if not answer.asks_for_password} == {e.page for e in MENU if not e.permission}
    # Whatever was asked for, what is shown is the page that home is to a stranger, piece by piece.
    form = set(found[HOME].kinds)
    assert {page: more for page, answer in found.items() if answer.asks_for_password and (more := set(answer.kinds) ^ form)} == {}
    assert [answer.wrong for answer in found.values() if not answer.asks_for_password and answer.wrong] == []


def test_what_a_stranger_asks_for_is_the_sign_in_form_in_a_browser_too(demo_server, seat):
    desk = seat(demo_server)
    desk.go("vetting-applications")
    desk.page.get_by_label("密码", exact=True).wait_for()
    assert desk.page.get_by_test_id("stDataFrame").count() == 0
    assert desk.outside == []


def test_a_reload_stays_signed_in_and_the_cookie_is_out_of_reach_of_scripts(demo_server, seat):
    desk = seat(demo_server)
    desk.sign_in("branch", PASSWORD)
    desk.go("vetting-applications")
    desk.sees("报名人员")
    cookie = next(c for c in desk.page.context.cookies() if c["name"] == "red_steward")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert "red_steward" not in desk.page.evaluate("document.cookie")
    desk.sign_out()


def test_a_cookie_that_was_copied_is_refused_after_signing_out(demo_server, seat):
    desk, thief = seat(demo_server), seat(demo_server)
    desk.sign_in("branch", PASSWORD)
    desk.go("vetting-applications")
    thief.page.context.add_cookies([c for c in desk.page.context.cookies() if c["name"] == "red_steward"])
    thief.go("vetting-applications")
    thief.sees("报名人员")
    desk.sign_out()
    thief.go("vetting-applications")
    thief.page.get_by_label("密码", exact=True).wait_for()


def test_the_administrator_ends_a_session_on_another_machine_at_once(demo_server, seat):
    clerk, admin = seat(demo_server), seat(demo_server)
    clerk.sign_in("clerk", PASSWORD)
    admin.sign_in("admin", PASSWORD)
    admin.go("office-sessions")
    admin.sees("文办事")
    # Other tests of the standing server may have left somebody signed in.
    there = admin.page.get_by_role("button", name="在那边退出", exact=True)
    admin.page.locator("div").filter(has_text="文办事").filter(has=there).last.get_by_role("button").click()
    admin.sees("文办事在那边的登录已退出。")
    clerk.who = None
    clerk.menu("报名人员")
    clerk.page.get_by_label("密码", exact=True).wait_for()


def test_somebody_signed_in_twice_sees_the_other_place(demo_server, seat):
    first, second = seat(demo_server), seat(demo_server)
    first.sign_in("clerk", PASSWORD)
    second.sign_in("clerk", PASSWORD)
    second.go("office-account")
    second.sees("其他登录")
    second.press("在那边退出")
    second.sees("已在那边退出。")


def test_five_wrong_passwords_lock_the_name_and_say_until_when(demo_server, seat):
    desk = seat(demo_server)
    desk.go()
    for _ in range(5):
        desk.fill("用户名", "clerk")
        desk.fill("密码", "not-the-password")
        desk.press("登录")
    desk.sees("输错次数太多")


def test_the_page_carries_security_headers_and_machine_routes_are_closed(demo_server):
    status, headers = fetch(demo_server.address)
    lower = {name.lower(): value for name, value in headers.items()}
    assert status == 200
    assert "unsafe-eval" not in lower["content-security-policy"].replace("wasm-unsafe-eval", "")
    assert lower["x-frame-options"] == "DENY"
    assert lower["x-content-type-options"] == "nosniff"
    for closed in ("/_stcore/metrics", "/_stcore/agent/apps", "/_stcore/script-health-check"):
        assert fetch(demo_server.address + closed)[0] == 404, closed


def test_downloads_are_not_served_without_a_session(demo_server):
    assert fetch(f"{demo_server.address}/media/0123456789.pdf")[0] == 403
    assert fetch(f"{demo_server.address}/media/0123456789.pdf", Cookie="red_steward=made-up")[0] == 403


@pytest.mark.parametrize("address", ["/favicon.png", ICON])
def test_the_icon_of_the_tab_is_shown_to_who_is_not_signed_in(demo_server, address):
    with urllib.request.urlopen(demo_server.address + address, timeout=10) as answer:
        assert answer.read() == (ROOT / "components" / "shell" / "icon.png").read_bytes()


def test_a_cookie_is_only_given_for_a_ticket(demo_server):
    request = urllib.request.Request(f"{demo_server.address}/door/claim", method="POST", headers={"X-Ticket": "made-up"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code == 403
    assert "set-cookie" not in {name.lower() for name in refused.value.headers}


def test_the_installation_says_that_it_is_well(demo_server):
    assert fetch(f"{demo_server.address}/healthz")[0] == 200
