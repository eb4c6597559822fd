"""A tablet held upright: large enough to read and to hit, one column, handed over safely; a person registers by herself."""

import re
from datetime import date

import pytest

from seed.demo import PASSWORD
from tests.inside import inside
from tests.people import id_number

pytestmark = pytest.mark.browser
MEASURE = """() => {
    const seen = (e) => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden';
    const px = (e) => parseFloat(getComputedStyle(e).fontSize);
    const main = document.querySelector('[data-testid=stMain]');
    const texts = [...main.querySelectorAll('p, label, input, li')].filter(seen).filter((e) => e.innerText?.trim() || e.value);
    const pressed = '.stButton button, .stFormSubmitButton button, [data-testid=stButtonGroup] button';
    const buttons = [...main.querySelectorAll(pressed)];
    return {
        smallest: Math.min(...texts.map(px)),
        lowest: Math.min(...buttons.filter(seen).map((b) => b.getBoundingClientRect().height)),
        overflow: document.documentElement.scrollWidth - window.innerWidth,
    };
}"""


def in_large_text(tablet) -> None:
    """A choice that the person keeps: another test may have made it already."""
    if tablet.page.get_by_role("button", name="大字", exact=True).count():
        tablet.press("大字")


@pytest.mark.parametrize("address", ["", "vetting-applications", "vetting-register", "vetting-entries", "vetting-stewards"])
def test_with_large_text_everything_can_be_read_and_hit(demo_server, seat, address):
    tablet = seat(demo_server, is_tablet=True)
    tablet.sign_in("community" if address != "vetting-entries" else "clerk", PASSWORD)
    in_large_text(tablet)
    tablet.go(address)
    found = tablet.page.evaluate(MEASURE)
    assert found["smallest"] >= 18
    assert found["lowest"] >= 59.5
    assert found["overflow"] <= 0


def test_after_handing_over_nothing_of_the_person_is_left(demo_server, seat):
    tablet = seat(demo_server, is_tablet=True)
    tablet.sign_in("steward", PASSWORD)
    tablet.go("vetting-mine")
    tablet.sign_out("交给下一位")
    tablet.page.get_by_label("密码", exact=True).wait_for()
    tablet.page.go_back()
    tablet.settled()
    tablet.does_not_see("我的聘任")
    tablet.go("vetting-mine")
    tablet.page.get_by_label("密码", exact=True).wait_for()


def test_somebody_registers_by_herself_is_met_and_can_ask_with_the_receipt(demo_server, seat):
    phone = seat(demo_server, is_tablet=True)
    phone.go("apply")
    phone.choose("社区（村）", "松风社区")
    phone.choose("网格（片区）", "第1网格")
    phone.choose("微网格", "1号微网格")
    phone.fill("身份证号", id_number(date(1961, 5, 17), serial=26))
    phone.sees("1961年5月17日（周三）出生，65岁 · 女")
    phone.fill("姓名", "单月·阿依")
    phone.fill("联系电话", "199 0000 7777")
    phone.choose("政治面貌", "群众")
    phone.choose("人员类别", "三有人士")
    phone.press("报名")
    phone.sees("报名成功，网格员会与您联系见面。")
    receipt = re.search(r"回执号：\s*([A-Z0-9]{10})", phone.text())[1]

    desk = seat(demo_server)
    desk.sign_in("clerk", PASSWORD)
    desk.go("vetting-entries")
    desk.sees("共 4 人")
    desk.tick(3)
    desk.sees("确认单月·阿依的报名")
    desk.press("已见面核实，确认报名")
    desk.sees("单月·阿依已登记，等待第一个环节审核。")

    phone.press("记好了")
    phone.tap("查办理进度")
    phone.fill("回执号", receipt.lower())
    phone.press("查询")
    phone.sees(re.compile(r"单\*+ · 审核中"))
    phone.does_not_see("199 0000 7777")
    phone.press("撤回我的报名")
    phone.sees("您的报名已撤回，以后可到窗口重新受理。")


def test_a_double_tap_registers_once(demo_server, seat):
    desk = seat(demo_server)
    desk.sign_in("clerk", PASSWORD)
    desk.go("vetting-register")
    for level, place in (("社区（村）", "松风社区"), ("网格（片区）", "第1网格"), ("微网格", "1号微网格")):
        desk.choose(level, place)
    desk.fill("身份证号", id_number(date(1959, 2, 3), serial=11))
    desk.fill("姓名", "<b>x</b>")
    desk.press("报名")
    desk.sees("姓名里不应有数字或符号，请核对。")
    desk.sees("请填写联系电话。")
    desk.fill("姓名", "双击试")
    desk.fill("联系电话", "19900007778")
    desk.choose("政治面貌", "中共党员")
    desk.choose("人员类别", "党员")
    button = desk.page.get_by_role("button", name="报名", exact=True)
    button.dblclick()
    desk.settled()
    desk.sees("双击试已登记，等待第一个环节审核。")
    with inside(demo_server.home) as database:
        [n_registered] = database.execute("SELECT count(*) FROM application WHERE name = '双击试'").fetchone()
    assert n_registered == 1
