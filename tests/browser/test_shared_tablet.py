"""A shared tablet, held upright: made by the administrator, opened by a name and a PIN, handed over, locked by itself."""

import re

import pytest
from playwright.sync_api import TimeoutError, expect
from sqlmodel import select

from db.actor import Actor, Role
from db.engine import engine, session
from db.office.models import User
from db.office.queries import root_unit
from db.settings import SQLITE_NAME
from db.vetting.commands.pins import set_pin
from seed.demo import PASSWORD
from tests.browser.conftest import TABLET
from tests.browser.seat import Seat
from tests.inside import inside

pytestmark = pytest.mark.browser
PIN = "8305"
WALL = "您是哪一位？"
MEASURE = """() => {
    const seen = (e) => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden' && e.offsetHeight > 2;
    const main = document.querySelector('[data-testid=stMain]');
    const texts = [...main.querySelectorAll('*')].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
        .filter(seen).filter((e) => !['STYLE', 'SCRIPT'].includes(e.tagName) && !e.closest('.st-key-pin_field'));
    const pressed = [...main.querySelectorAll('button')].filter(seen).filter((b) => !b.closest('.st-key-pin_field'));
    return {
        smallest: Math.min(...texts.map((e) => parseFloat(getComputedStyle(e).fontSize))),
        lowest: Math.min(...pressed.map((b) => b.getBoundingClientRect().height)),
        overflow: document.documentElement.scrollWidth - window.innerWidth,
    };
}"""


def rows(server, question):
    with inside(server.home) as database:
        return database.execute(question).fetchall()


def open_drawer(desk, name, field):
    """A run that ends just then closes it: it is opened again."""
    for _attempt in range(5):
        desk.press(name)
        try:
            desk.page.get_by_label(field, exact=True).locator("visible=true").first.wait_for(timeout=4000)
            return
        except TimeoutError:
            desk.settled()


@pytest.fixture(scope="session")
def registered(running_server, demo_home, browser, tmp_path_factory):
    """The office after its administrator, signed out by that, made a tablet a shared one of the community: its database
    and what the tablet's browser keeps."""
    running_server.put_back(demo_home / SQLITE_NAME)
    context = browser.new_context(**TABLET)
    made = Seat(context.new_page(), running_server)
    made.sign_in("admin", PASSWORD)
    made.go("office-devices")
    made.fill("平板名称（和平板上贴的标签一致）", "一号平板")
    made.choose("社区（村）", "松风社区")
    made.page.get_by_role("button", name="设为松风社区的共用平板").click()
    made.sees(re.compile(re.escape(WALL)))
    made.settled()
    kept = context.storage_state()
    context.close()
    office = tmp_path_factory.mktemp("registered") / SQLITE_NAME
    running_server.keep(office)
    return office, kept


@pytest.fixture
def server(running_server, registered):
    running_server.put_back(registered[0])
    return running_server


@pytest.fixture
def tablet(server, seat, registered):
    """With the names of the community on it."""
    found = seat(server, is_tablet=True, storage_state=registered[1])
    found.go()
    found.sees(re.compile(re.escape(WALL)))
    return found


@pytest.fixture
def stewards(server):
    """Two stewards of one community: id and name."""
    return rows(
        server,
        "SELECT s.id, s.name FROM steward s JOIN unit u ON u.id = s.unit_id WHERE s.status = 'active' AND u.path LIKE "
        "(SELECT path || '%' FROM unit WHERE name = '松风社区') GROUP BY s.name HAVING count(*) = 1 ORDER BY s.id LIMIT 2",
    )


@pytest.fixture
def people(server, stewards, monkeypatch):
    """Their names; the office has set a PIN for both."""
    monkeypatch.setenv("RED_STEWARD_HOME", str(server.home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with session() as s:
        user, root = s.exec(select(User).where(User.login == "clerk")).one(), root_unit(s)
        clerk = Actor(user.id or 0, user.name, Role.CLERK, root.id, root.path)
        for steward_id, _ in stewards:
            set_pin(s, clerk, steward_id=steward_id, pin=PIN)
    engine().dispose()
    return [name for _, name in stewards]


def set_pins_at_the_desk(desk, stewards) -> None:
    desk.sign_in("clerk", PASSWORD)
    for steward_id, name in stewards:
        desk.go(f"vetting-steward?steward={steward_id}")
        open_drawer(desk, "设平板密码", "新密码")
        desk.fill("新密码", PIN)
        desk.fill("再输一次新密码", PIN)
        desk.press("保存密码")
        desk.sees(f"{name}以后可以用这个密码登录共用平板。")


def tap_pin(seat, pin=PIN):
    """Who sees fewer dots than taps takes them back and taps again: a pad that is drawn anew meanwhile is empty."""
    dots = seat.page.locator(".rs-dots .rs-on")
    for _attempt in range(5):
        for key in pin:
            seat.page.locator(f'[data-pin="{key}"]').click()
        if dots.count() == len(pin):
            break
        seat.settled()
        for _ in range(dots.count()):
            seat.page.locator('[data-pin="delete"]').click()
    seat.page.locator('[data-pin="enter"]').click()


def find(seat, name):
    """By paging, as somebody does who knows no letters."""
    wanted = seat.page.get_by_role("button", name=name, exact=True)
    further = seat.page.get_by_role("button", name="下一页", exact=True)
    seat.settled()
    wanted.or_(further).first.wait_for()
    while wanted.count() == 0:
        seat.press("下一页")
    wanted.click()
    seat.sees(f"{name}，请点数字密码")
    seat.settled()


def come(seat, name):
    find(seat, name)
    tap_pin(seat)
    seat.page.wait_for_url("**/visits-today")
    seat.sees("交给下一位")
    seat.settled()
    seat.who = name
    seat.prove_who_is_here()


def hand_over(seat):
    seat.page.get_by_role("button", name="交给下一位").click()
    seat.who = None
    seat.sees(re.compile(re.escape(WALL)))
    seat.settled()


def doors_of(server, name):
    question = (
        "SELECT h.door FROM household h JOIN assignment a ON a.household_id = h.id JOIN steward s ON s.id = a.steward_id "
        f"WHERE s.name = '{name}' AND a.ended_on IS NULL"
    )
    return {door for (door,) in rows(server, question)}


def test_a_name_and_four_digits_open_the_day_list_and_handing_over_leaves_nothing(server, seat, tablet, stewards):
    set_pins_at_the_desk(seat(server), stewards)
    first, second = (name for _, name in stewards)
    come(tablet, first)
    tablet.sees(re.compile(first))
    hand_over(tablet)
    assert {cookie["name"] for cookie in tablet.page.context.cookies()} & {"red_steward", "red_steward_device"} == {
        "red_steward_device"
    }
    tablet.page.go_back()
    tablet.settled()
    tablet.sees(re.compile(re.escape(WALL)))
    come(tablet, second)
    tablet.does_not_see(first)
    shown = set(re.findall(r"\d+单元\d+室", tablet.text()))
    assert shown <= doors_of(server, second)
    for address in ("visits-today", "vetting-mine", "ledger-households"):
        tablet.go(address)
        tablet.does_not_see(first)
    assert tablet.outside == []


def test_the_wall_and_the_pad_can_be_read_and_hit_in_all_three_sizes(tablet, people):
    for size in ("中", "特大", "大"):
        tablet.tap(size)
        found = [tablet.page.evaluate(MEASURE)]
        find(tablet, people[0])
        found.append(tablet.page.evaluate(MEASURE))
        tablet.press(re.compile("不是我"))
        for measured in found:
            assert measured["smallest"] >= 18, (size, measured)
            assert measured["lowest"] >= 59.5, (size, measured)
            assert measured["overflow"] <= 0, (size, measured)


def test_the_size_of_text_is_remembered_for_the_person_and_not_for_the_next(tablet, people):
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    come(tablet, people[0])
    assert tablet.page.evaluate(size) == 22
    tablet.press(people[0])
    tablet.tap("特大")
    assert tablet.page.evaluate(size) == 26
    hand_over(tablet)
    assert tablet.page.evaluate(size) == 22
    come(tablet, people[0])
    assert tablet.page.evaluate(size) == 26


def test_a_wrong_pin_says_how_many_tries_are_left_and_fast_fingers_lose_no_digit(tablet, people):
    find(tablet, people[0])
    tap_pin(tablet, "9999")
    tablet.sees("密码不对，还可以试4次。")
    tablet.settled()
    tablet.page.evaluate(
        "(pin) => { for (const key of [...pin, '1', 'delete', 'enter']) document.querySelector(`[data-pin='${key}']`).click(); }",
        PIN,
    )
    tablet.page.wait_for_url("**/visits-today")


def test_a_tablet_that_nobody_touches_asks_and_then_locks(server, tablet, people):
    page = tablet.page
    page.clock.install()
    come(tablet, people[0])
    page.clock.fast_forward(101_000)
    expect(page.get_by_role("button", name="我还在，继续用")).to_be_visible()
    page.get_by_role("button", name="我还在，继续用").click()
    expect(page.get_by_role("button", name="我还在，继续用")).to_have_count(0)
    page.clock.fast_forward(99_000)
    expect(page.get_by_role("button", name="我还在，继续用")).to_have_count(0)
    page.clock.fast_forward(22_000)
    page.clock.fast_forward(2_000)
    tablet.sees(re.compile(re.escape(WALL)))
    tablet.does_not_see("交给下一位")
    [open_sessions] = rows(server, "SELECT count(*) FROM auth_session WHERE shared_device_id IS NOT NULL AND ended_at IS NULL")
    assert open_sessions == (0,)


def test_an_entry_that_was_not_finished_when_the_tablet_locked_is_the_persons_draft(tablet, people):
    """The sentence that was being typed too: the field is left before the page goes."""
    page = tablet.page
    page.clock.install()
    come(tablet, people[0])
    tablet.press("写走访")
    tablet.tap("有困难")
    page.get_by_label("想补一句话（可不写）").fill("孩子转学手续没办好")
    page.clock.fast_forward(121_000)
    tablet.sees(re.compile(re.escape(WALL)))
    tablet.settled()
    tablet.does_not_see("孩子转学手续没办好")
    come(tablet, people[0])
    tablet.sees("写到一半")
    tablet.press("写走访")
    expect(page.get_by_label("想补一句话（可不写）")).to_have_value("孩子转学手续没办好")


def test_a_tablet_that_was_taken_back_shows_no_names(server, tablet, people, seat):
    come(tablet, people[0])
    desk = seat(server)
    desk.sign_in("admin", PASSWORD)
    desk.go("office-devices")
    desk.press("停用")
    desk.press("停用一号平板")
    desk.sees("一号平板已停用，不再是共用平板。")
    tablet.who = None
    tablet.go("visits-today")
    tablet.page.get_by_label("密码", exact=True).wait_for()
    tablet.does_not_see(people[0])


def test_staff_sign_in_with_a_password_on_the_same_tablet(tablet):
    tablet.press("工作人员用密码登录")
    tablet.fill("用户名", "clerk")
    tablet.fill("密码", PASSWORD)
    tablet.press("登录")
    tablet.sees("交给下一位")
    hand_over(tablet)


def test_no_page_is_kept_by_the_browser(tablet):
    answer = tablet.page.request.get(tablet.address)
    assert answer.headers["cache-control"] == "no-store"
