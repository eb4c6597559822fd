"""A round with a question is made on screen, looked at, and closed."""

import re

import pytest

from seed.demo import PASSWORD

pytestmark = pytest.mark.browser
QUESTION = "家里装了燃气报警器吗？"


def _press_make(desk) -> None:
    """The button of the form; the view of the same name stands in a group of buttons."""
    desk.page.get_by_test_id("stButton").get_by_role("button", name="发起走访").click()
    desk.settled()


def test_a_round_with_a_question_is_made_and_closed_on_screen(demo_server, seat):
    desk = seat(demo_server)
    desk.sign_in("community", PASSWORD)
    desk.go("visits-rounds")
    desk.sees("现在没有正在进行的专项走访")
    desk.tap("发起走访")
    _press_make(desk)
    desk.sees("请填写走访的名称，2到60个字。")
    desk.fill("这次专项走访的内容", "燃气*安全*入户")
    desk.fill("问题1", QUESTION)
    desk.fill("可选的回答，用逗号隔开", "装了，没装，说不清")
    desk.tap("3天内")
    _press_make(desk)
    desk.sees("专项走访已发起")
    for shown in ("燃气*安全*入户", "进行中", QUESTION, "0 户作了回答", "群众反映", "还没见到"):
        desk.sees(shown)
    desk.press("导出")
    assert desk.download(re.compile("^下载.*Excel")).read_bytes().startswith(b"PK")

    desk.go("visits-rounds")
    desk.sees("还剩 3 天")
    desk.press("打开")
    desk.press("结束走访")
    desk.dialog().get_by_role("button", name="确认").click()
    desk.settled()
    desk.sees("这次走访已结束。")
    desk.go("visits-rounds")
    desk.sees("现在没有正在进行的专项走访")
    assert desk.outside == []
    assert "unexpected" not in demo_server.said()
