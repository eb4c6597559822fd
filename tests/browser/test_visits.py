"""A steward's day on a tablet held upright: three taps write a visit down, nothing that was begun is lost, all can be read."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from seed.demo import PASSWORD
from tests.browser.test_tablet import MEASURE, in_large_text
from tests.inside import inside

pytestmark = pytest.mark.browser


def _steward(seat, server):
    tablet = seat(server, is_tablet=True)
    tablet.sign_in("steward", PASSWORD)
    in_large_text(tablet)
    tablet.go("visits-today")
    return tablet


def _visits(server):
    with inside(server.home) as database:
        return database.execute("SELECT count(*) FROM visit").fetchone()[0]


def test_three_taps_write_a_plain_visit_down_and_the_answer_names_door_and_time(demo_server, seat):
    tablet, before = _steward(seat, demo_server), _visits(demo_server)
    door = tablet.page.locator("[class*='st-key-home-']").first.locator("strong").first.inner_text()
    tablet.press("写走访")
    tablet.tap("没什么事")
    tablet.press("保存")
    tablet.sees(re.compile(rf"已存到电脑：{re.escape(door)} .+今天走访，今天 \d\d:\d\d"))
    assert _visits(demo_server) == before + 1


def test_what_was_begun_on_a_tablet_that_went_dark_goes_on_at_another_and_is_one_visit(demo_server, seat):
    first, before = _steward(seat, demo_server), _visits(demo_server)
    first.press("写走访")
    address = first.page.url.removeprefix(first.address + "/")
    first.tap("有困难")
    first.fill("想补一句话（可不写）", "孩子转学手续没办好")
    first.page.context.close()

    second = _steward(seat, demo_server)
    second.sees("写到一半")
    second.go(address)
    second.sees("这一户您写到一半，请接着写。")
    expect(second.page.get_by_label("想补一句话（可不写）")).to_have_value("孩子转学手续没办好")
    second.page.get_by_role("button", name="保存", exact=True).dblclick()
    second.sees(re.compile("已存到电脑"))
    second.does_not_see("写到一半")
    assert _visits(demo_server) == before + 1


def test_a_promise_stands_above_the_next_entry_until_it_is_kept(demo_server, seat):
    tablet = _steward(seat, demo_server)
    card = tablet.page.locator("[class*='st-key-home-']").filter(has_text="上次您说过：帮问大病救助要哪些材料")
    card.get_by_role("button", name="写走访").click()
    tablet.settled()
    tablet.sees(re.compile(r"上次（.+）您说过：.*帮问大病救助要哪些材料"))
    tablet.tap("兑现了")
    tablet.press("保存")
    tablet.sees(re.compile("已存到电脑"))
    tablet.does_not_see("帮问大病救助要哪些材料")


def test_a_household_of_somebody_else_by_address_is_nobodys_here(demo_server, seat):
    tablet = _steward(seat, demo_server)
    for address in ("visits-write?household=999999", "visits-write?household=1 or 1=1", "visits-write"):
        tablet.go(address)
        tablet.does_not_see("见到了吗")


@pytest.mark.parametrize("with_entry", [False, True])
def test_everything_can_be_read_and_hit_and_told_from_its_ground(demo_server, seat, with_entry):
    """Sizes as the browser computes them; contrast by axe-core."""
    tablet = _steward(seat, demo_server)
    if with_entry:
        tablet.press("写走访")
    found = tablet.page.evaluate(MEASURE)
    assert found["smallest"] >= 18
    assert found["lowest"] >= 59.5
    assert found["overflow"] <= 0
    told = Axe().run(tablet.page, options={"runOnly": ["color-contrast"]})
    assert [node["html"][:120] for wrong in told.response["violations"] for node in wrong["nodes"]] == []


def test_opening_an_entry_begins_nothing_and_coming_back_to_one_goes_on_with_it(demo_server, seat):
    tablet = _steward(seat, demo_server)
    tablet.press("写走访")
    address = tablet.page.url.removeprefix(tablet.address + "/")
    tablet.page.get_by_test_id("stPageLink").filter(has_text="走访").first.click()
    tablet.settled()
    tablet.does_not_see("写到一半")
    tablet.go(address)
    tablet.fill("想补一句话（可不写）", "孩子转学手续没办好")
    tablet.page.get_by_test_id("stPageLink").filter(has_text="走访").first.click()
    tablet.settled()
    tablet.sees("写到一半")
    tablet.press("写走访")
    expect(tablet.page.get_by_label("想补一句话（可不写）")).to_have_value("孩子转学手续没办好")
