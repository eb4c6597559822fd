"""A street's lists become a ledger in which every household has a steward; and the changes of years to come, on screen."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from seed.demo import PASSWORD
from tests.browser.street_files import households_list, stewards_list, units_list, wrong_list

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
OWN = "liuyang-2026"


@pytest.fixture
def street(start_server, tmp_path):
    """A server of an office of the preset with five levels: nothing in it but its administrator."""
    home, secret = tmp_path / "street", tmp_path / "password"
    secret.write_text(OWN, "utf-8")
    environment = os.environ | {"RED_STEWARD_HOME": str(home)}
    environment.pop("DATABASE_URL", None)
    given = ["--preset", "jili", "--name", "测试街道", "--admin", "admin", "--password-file", str(secret)]
    subprocess.run([sys.executable, "-m", "seed", "office", *given], cwd=ROOT, env=environment, check=True, capture_output=True)
    return start_server(home)


def bring_everything_in(desk, folder) -> None:
    desk.go("office-bring-in-units")
    desk.upload(units_list(folder))
    desk.press("添加 45 个单元")
    desk.go("ledger-bring-in")
    desk.tap("在任红管事")
    desk.upload(stewards_list(folder))
    desk.press("导入 36 名红管事")
    desk.sees("已导入 36 名红管事。")
    desk.tap("住户")
    desk.upload(wrong_list(folder))
    desk.sees("共 1 行：新增 0，更新 0，未变 0，台账上有而名单上没有 0，需要修改 1")
    desk.does_not_see("名单上的内容台账里都已经有了。")
    desk.upload(households_list(folder))
    desk.sees("有些列名没有见过")
    desk.choose("门牌", "房间编号")
    desk.choose("户主姓名", "当家人")
    desk.press("记住并重新读取")
    desk.sees("共 500 行：新增 500")
    desk.press("将 500 条写入台账")
    desk.sees("名单已写入台账，接下来可以安排联系人。")


def open_household(desk, search: str) -> None:
    desk.go("ledger-households")
    desk.page.get_by_role("textbox", name="查找").fill(search)
    desk.page.keyboard.press("Enter")
    desk.settled()
    desk.tick(0)
    desk.page.get_by_role("button", name="打开").first.click()
    desk.settled()


def test_lists_become_a_ledger_in_which_every_household_has_a_steward(street, seat, tmp_path):
    desk = seat(street)
    desk.sign_in("admin", OWN)
    bring_everything_in(desk, tmp_path)

    desk.go("ledger-proposal")
    desk.press("生成联系方案")
    desk.sees("500 户有新的联系人，0 户暂时无人")
    desk.press("采用")
    desk.press("确认")
    desk.sees("500 户已安排联系人。")
    desk.go("ledger-coverage")
    desk.sees("100%")

    desk.go("ledger-hand-over?steward=1&kind=family")
    desk.tick(0)
    desk.choose("红管事", None)
    desk.press("交接 1 户")
    desk.sees("1 户已交接。")

    open_household(desk, "101室")
    desk.press("合并")
    desk.fill("另一条记录：姓名或门牌", "113室")
    desk.choose("选哪一个？", "松风社区 第1网格 1号微网格 113室")
    desk.fill("怎么确认是同一户？", "户口簿是一本")
    desk.page.get_by_test_id("stPopoverBody").get_by_role("button", name="合并").click()
    desk.settled()
    desk.sees("已合并，可在下方撤销。")
    desk.press("撤销")
    desk.sees("已撤销。")
    assert desk.outside == []
    assert "unexpected" not in street.said()


def test_of_two_officers_who_change_one_household_the_second_sees_both_and_chooses(demo_server, seat):
    first, second = seat(demo_server), seat(demo_server)
    for desk in (first, second):
        desk.sign_in("clerk", PASSWORD)
        desk.go("ledger-write-down?household=7")
    first.fill("家庭人口", "4")
    first.fill("什么时候、怎么联系方便", "晚上七点以后")
    first.press("保存")
    first.sees("已存好。")
    second.fill("家庭人口", "5")
    second.fill("语言或听力需要", "听力不便")
    second.press("保存")
    second.sees("刚刚有人也修改了这一户")
    second.tap("我写的：5")
    second.press("保存")
    second.sees("已存好。")
    for kept in ("晚上七点以后", "听力不便"):
        second.sees(kept)
    assert "unexpected" not in demo_server.said()
