"""A connection that breaks while somebody types: what stands on the screen afterwards is what the program has."""

import re

import pytest
from playwright.sync_api import expect

from seed.demo import PASSWORD
from tests.browser.cut import Wire

pytestmark = pytest.mark.browser
NOTE = "想补一句话（可不写）"
NOBODY = "查无此人"
# Page, who, the field, and what says that the program has heard the word.
SEARCHES = [
    ("ledger-households", "clerk", "查找", "没有"),
    ("vetting-stewards", "clerk", "查找", "没有"),
    ("vetting-applications", "clerk", "查找", "没有"),
    ("office-users", "admin", "查找", "共 0 个账号"),
]


@pytest.fixture
def wire(demo_server):
    between = Wire(demo_server.wire_port, demo_server.port)
    yield between
    between.close()


@pytest.fixture
def desk(demo_server, seat, wire):
    found = seat(demo_server)
    found.address = f"http://127.0.0.1:{wire.port}"
    return found


def typed(desk, label: str, text: str) -> None:
    """As somebody does who has not left the field yet."""
    field = desk.page.get_by_label(label, exact=True).locator("visible=true").first
    field.click()
    desk.page.keyboard.type(text)
    expect(field).to_have_value(text)


def away(desk, wire, seconds: float) -> None:
    """Cut, noticed, and there again."""
    wire.cut(seconds)
    app = "[data-testid=stApp]"
    desk.page.locator(f"{app}:not([data-test-connection-state=CONNECTED])").wait_for()
    desk.page.locator(f"{app}[data-test-connection-state=CONNECTED]").wait_for(timeout=120_000)
    desk.settled()


def test_a_word_typed_into_a_search_when_the_connection_breaks_is_looked_for_once_it_is_back(desk, wire):
    for page, login, label, said in SEARCHES:
        desk.sign_in(login, PASSWORD)
        desk.go(page)
        assert not desk.page.get_by_text(re.compile(said)).locator("visible=true").count()
        typed(desk, label, NOBODY)
        away(desk, wire, 4)
        expect(desk.page.get_by_label(label, exact=True).first).to_have_value(NOBODY)
        desk.sees(re.compile(said))
        desk.sign_out()


@pytest.mark.parametrize("seconds", [4, 20])
def test_what_was_typed_into_a_visit_when_the_connection_broke_is_in_the_visit_that_is_saved(desk, wire, seconds):
    desk.sign_in("steward", PASSWORD)
    desk.go("visits-today")
    desk.press("写走访")
    desk.tap("有困难")
    typed(desk, NOTE, "孩子转学手续没办好")
    away(desk, wire, seconds)
    expect(desk.page.get_by_label(NOTE)).to_have_value("孩子转学手续没办好")
    desk.page.get_by_text("答应的事、反映的事").click()
    typed(desk, "您答应了什么", "下周回话")
    away(desk, wire, 4)
    desk.press("保存")
    desk.sees(re.compile("已存到电脑"))
    desk.go("visits-visits")
    opens = desk.page.get_by_role("button", name="打开", exact=True)
    desk.page.locator("div").filter(has_text="今天走访").filter(has=opens).last.get_by_role("button").click()
    desk.sees("孩子转学手续没办好")
    desk.sees(re.compile("下周回话"))


def test_words_that_a_restarted_server_does_not_know_are_put_back_or_shown(demo_server, desk, wire):
    desk.sign_in("steward", PASSWORD)
    desk.go("visits-today")
    desk.press("写走访")
    typed(desk, NOTE, "孩子转学手续没办好")
    demo_server.restart()
    away(desk, wire, 0)
    there = desk.page.get_by_label(NOTE).and_(desk.page.locator("[value='孩子转学手续没办好']"))
    expect(there.or_(desk.page.get_by_role("alert").filter(has_text="孩子转学手续没办好")).first).to_be_visible()
    desk.press("保存")
    desk.sees(re.compile("已存到电脑"))
