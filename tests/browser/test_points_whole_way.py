"""A resident's slip becomes a service point that everybody finds on a phone: talked over at a meeting, adopted, staffed, opened,
closed for a day; and what is done there is written down in two taps on a tablet."""

import re

import pytest

from seed.demo import PASSWORD
from tests.browser.test_tablet import in_large_text
from tests.inside import inside

pytestmark = pytest.mark.browser
NAME = "北门<b>歇脚</b>点"


def _id(server, table, where, given):
    with inside(server.home) as database:
        return database.execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id DESC", (given,)).fetchone()[0]


def _key_the_slip_in(desk):
    desk.go("points-propose")
    desk.fill("叫什么名字", NAME)
    desk.fill("在什么地方", "北门岗亭旁")
    desk.fill("为什么要设（可不填）", "快递员没有地方歇脚")
    desk.press("保存")
    desk.sees("提议已保存。")
    desk.sees("已提出设点")


def _talk_it_over(desk):
    desk.go("decisions-plan")
    desk.fill("会议名称", "八月<i>议事会</i>")
    desk.press("保存")
    desk.sees("已安排。接下来定议程、请各方。")
    proposed = desk.page.get_by_test_id("stMain").get_by_text(NAME).first
    proposed.wait_for()
    put_on = desk.page.get_by_role("button", name="列入")
    desk.page.get_by_test_id("stLayoutWrapper").filter(has_text=NAME).filter(has=put_on).last.get_by_role("button").first.click()
    desk.settled()
    desk.press("开始开会")
    desk.tap("已定下")
    desk.press("散会")


def _adopt_staff_and_open(desk, point):
    desk.go(f"points-point?point={point}")
    desk.sees("已商议")
    desk.press("同意设立")
    desk.page.get_by_test_id("stPopoverBody").get_by_role("button", name="同意设立").click()
    desk.settled()
    desk.sees("已同意设立。接下来请配备人员。")
    desk.press("配备人员")
    desk.fill("姓名", "唐大河")
    desk.fill("联系电话", "19990000001")
    desk.page.get_by_test_id("stPopoverBody").get_by_role("button", name="配备", exact=True).click()
    desk.settled()
    desk.sees("已配备，可以排班了。")
    desk.go(f"points-hours?point={point}")
    desk.press("每天")
    desk.press("保存开放时间")
    desk.sees("开放时间已存好。")
    desk.go(f"points-point?point={point}")
    desk.press("开放")
    desk.page.get_by_test_id("stPopoverBody").get_by_role("button", name="开放", exact=True).click()
    desk.settled()
    desk.sees("已开放，公开页面上能看到了。")


def test_a_resident_s_slip_becomes_a_point_that_is_found_on_a_phone_and_closed_for_a_day(demo_server, seat):
    desk, phone = seat(demo_server), seat(demo_server)
    phone.page.set_viewport_size({"width": 390, "height": 844})
    desk.sign_in("community", PASSWORD)
    _key_the_slip_in(desk)
    point = _id(demo_server, "service_point", "name = ?", NAME)
    phone.go(f"points?p={point}")
    phone.does_not_see(NAME)
    _talk_it_over(desk)
    _adopt_staff_and_open(desk, point)
    phone.go(f"points?p={point}")
    phone.sees(NAME)
    phone.sees(re.compile("开到"))
    desk.press("停开一天或几天")
    desk.fill("原因（公开页面上会显示）", "停水")
    desk.press("停开")
    desk.sees(re.compile("这几天停开"))
    phone.go(f"points?p={point}")
    phone.sees("今天停开")
    phone.sees(re.compile("停水"))
    desk.page.go_back()
    desk.page.go_forward()
    desk.settled()
    desk.sees(NAME)
    assert (desk.outside, phone.outside) == ([], [])
    assert "unexpected" not in demo_server.said()


def test_a_service_is_written_down_in_two_taps_on_the_tablet(demo_server, seat):
    tablet = seat(demo_server, is_tablet=True)
    tablet.sign_in("steward", PASSWORD)
    in_large_text(tablet)
    tablet.go("points-log")
    tablet.sees("做了什么？")
    buttons = tablet.page.locator("[class*='st-key-what-'] button")
    buttons.first.click()
    tablet.settled()
    tablet.page.locator("[class*='st-key-whom-'] button").first.click()
    tablet.settled()
    tablet.sees(re.compile("^已保存"))
    with inside(demo_server.home) as database:
        last = database.execute("SELECT n_people, source, on_day FROM point_service ORDER BY id DESC").fetchone()
    assert last == (1, "screen", "2026-11-23")
