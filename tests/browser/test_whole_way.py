"""From a fresh machine to a card that says it is valid: set-up, import, every role at its own screen."""

import re
from datetime import date

import pytest

from tests.browser.office_files import PEOPLE, applicants_file, units_file
from tests.inside import inside

pytestmark = pytest.mark.browser
FIRST, OWN = "first-password-1", "my-own-password-2"
DEPARTMENTS = ("纪检监察机关", "公安机关", "人民法院", "信访部门", "税务部门", "市场监管部门")
LAST_DAY, DAY_AFTER = date(2026, 11, 30), date(2026, 12, 1)


def set_up(desk) -> None:
    desk.go()
    desk.fill("单位名称", "示范镇")
    desk.choose("哪种做法最接近", "南郑区“红色管家”")
    desk.fill("您的姓名", "安大姐")
    desk.fill("登录用户名", "admin")
    desk.fill("密码（至少8个字符，不能全是数字）", OWN)
    desk.fill("再输一遍密码", OWN)
    desk.press("建立本单位")
    desk.sees("本单位已建立，请登录。")


def wear(desk, role: str) -> None:
    desk.choose("安大姐", role)


def add_user(desk, login: str, name: str, role: str, places: list[tuple[str, str]], department: str = "") -> None:
    desk.fill("登录用户名", login)
    desk.fill("姓名", name)
    desk.fill("初始密码（本人首次登录时须自行修改）", FIRST)
    desk.choose("角色", role)
    for level, place in places:
        desk.choose(level, place)
    if department:
        desk.choose("部门", department)
    desk.press("添加")
    desk.sees(f"{name}可以登录了")


def first_sign_in(desk, login: str) -> None:
    """Somebody else set the password: it is changed before anything else."""
    desk.sign_in(login, FIRST)
    desk.sees("您的密码是别人设的")
    desk.fill("现在的密码", FIRST)
    desk.fill("新密码（至少8个字符，不能全是数字）", OWN)
    desk.fill("再输一遍新密码", OWN)
    desk.press("修改密码")
    desk.sees("密码已修改")
    desk.menu("首页")


def pass_all(desk, button: str) -> None:
    desk.menu("等我审核")
    desk.sees("共 3 人")
    desk.tick_all()
    desk.press(button)
    desk.press("确认")
    desk.sees("3 人已处理并记录")


def token_of(home, name: str) -> str:
    with inside(home) as database:
        return database.execute("SELECT card_token FROM steward WHERE name = ?", (name,)).fetchone()[0]


def test_a_list_of_applicants_becomes_appointed_stewards_with_cards(start_server, seat, tmp_path):
    server = start_server()
    desk = seat(server)
    set_up(desk)

    desk.sign_in("admin", OWN)
    desk.go("office-bring-in-units")
    desk.upload(units_file(tmp_path))
    desk.press("添加 5 个单元")
    desk.sees("已添加 5 个单元。")

    wear(desk, "管理员 · 示范镇")
    desk.menu("账号与角色")
    community, estate = ("社区（村）", "松风社区"), ("小区（网格）", "松风苑")
    add_user(desk, "grid", "葛网格", "小区网格员", [community, estate])
    add_user(desk, "branch", "贲支书", "小区党支部", [community, estate])
    add_user(desk, "community", "艾书记", "社区党组织", [community])
    for number, department in enumerate(DEPARTMENTS):
        add_user(desk, f"dept{number}", f"联络员{'甲乙丙丁戊己'[number]}", "部门审核员", [], department)

    wear(desk, "镇（街道）党建办 · 示范镇")
    desk.menu("报名人员")
    desk.press("导入报名表")
    desk.upload(applicants_file(tmp_path))
    desk.sees("共 4 行：3 人可以登记，0 人已登记过，1 行需要修改")
    report = desk.download("下载需要修改的 1 行")
    assert report.stat().st_size > 3000
    desk.press("登记 3 人")
    desk.sees("3 人已登记")
    desk.sign_out()

    for login, button in (("grid", "同意推荐"), ("branch", "初审通过"), ("community", "审核通过")):
        first_sign_in(desk, login)
        pass_all(desk, button)
        desk.sign_out()

    for number in range(len(DEPARTMENTS)):
        first_sign_in(desk, f"dept{number}")
        desk.menu("征求意见名单")
        desk.tap("无异议")
        desk.press("提交：3 人无异议")
        desk.sees("3 条意见已提交，谢谢。")
        desk.sign_out()

    desk.sign_in("community", OWN)
    pass_all(desk, "意见已齐，列入公示")
    desk.menu("公示")
    desk.tick_all()
    desk.fill("受理异议的地点和电话", "松风社区党群服务中心，0916-5500000")
    desk.sees("2026年11月30日（周一）")
    desk.press("公示勾选的 3 人")
    desk.press("确认")
    desk.sees("3 人已公示")

    neighbour = seat(server)
    neighbour.go("announcements")
    neighbour.sees("公示至2026年11月30日（周一）")
    assert PEOPLE[0][0] not in neighbour.text() or "身份证" not in neighbour.text()
    for person in PEOPLE[:2]:
        neighbour.go("announcements")
        neighbour.page.get_by_text("我要反映情况").click()
        neighbour.settled()
        number = PEOPLE.index(person) + 1
        neighbour.tap(f"{person[0]} · 松风社区 松风苑 {number}号楼")
        neighbour.fill("您要反映什么情况？", "听说不常住在这栋楼里。")
        neighbour.press("提交")
        neighbour.sees("谢谢您，已经收到，会认真核实。")

    desk.menu("异议")
    desk.sees("待办 2 件")
    # The newest stands first among the open ones: the second is the one about the first person.
    desk.tick(1)
    desk.press("查看内容（留有记录）")
    desk.dialog().get_by_text("听说不常住在这栋楼里。").wait_for()
    desk.fill("核实情况", "入户核实，长期居住，反映不实。")
    desk.tap("不成立，不影响聘任")
    desk.press("记录结论")
    desk.sees("结论已记录。")
    desk.sign_out()

    server.set_day(LAST_DAY)
    desk.sign_in("admin", OWN)
    desk.menu("聘任")
    desk.sees("0 人可以聘任")

    # A session does not outlive the night: the clerk signs in again.
    server.set_day(DAY_AFTER)
    desk.sign_in("admin", OWN)
    desk.menu("聘任")
    desk.sees("2 人可以聘任")
    desk.tick(0)
    desk.tick(1)
    desk.press("聘任 2 人为红色管家")
    desk.press("确认")
    desk.sees("2 人已聘任，请打印证卡。")
    desk.press("打印证卡")
    cards = desk.download(re.compile("生成 2 人的PDF"))
    assert cards.read_bytes().startswith(b"%PDF")

    neighbour.go(f"card?c={token_of(server.home, PEOPLE[0][0])}")
    neighbour.sees("此证件有效")
    assert PEOPLE[0][0] not in neighbour.text()
    neighbour.go("card?c=somebody-elses")
    neighbour.sees("没有这张证件")

    assert desk.outside + neighbour.outside == []
    assert "unexpected" not in server.said()
