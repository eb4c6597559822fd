"""What happens elsewhere while a page is open: somebody else is faster, a session is ended, a role is gone."""

import pytest

from seed.demo import PASSWORD
from tests.inside import inside

pytestmark = pytest.mark.browser


def _rows(server, statement, *values):
    with inside(server.home) as connection:
        return connection.execute(statement, values).fetchall()


def _decided(server):
    return _rows(server, "SELECT count(*) FROM status_change WHERE user_id = (SELECT id FROM app_user WHERE login = 'branch')")


def test_ticks_are_never_carried_over_to_somebody_else(demo_server, seat):
    first, second = seat(demo_server), seat(demo_server)
    for desk in (first, second):
        desk.sign_in("branch", PASSWORD)
        desk.go("vetting-queue")
    first.tick(0)
    second.tick(0)
    second.press("初审通过")
    second.press("确认")
    second.sees("1 人已处理并记录")
    before = _decided(demo_server)
    first.press("初审通过")
    first.sees("名单刚刚有变动，请重新核对并勾选。")
    assert _decided(demo_server) == before


@pytest.mark.parametrize(
    "meanwhile",
    [
        "UPDATE auth_session SET ended_at = '2026-01-01 00:00:00'",
        "DELETE FROM user_role WHERE user_id = (SELECT id FROM app_user WHERE login = 'branch')",
        "UPDATE app_user SET is_closed = 1 WHERE login = 'branch'",
    ],
)
def test_a_drawer_that_is_open_while_the_session_or_the_role_ends_decides_nothing(demo_server, seat, meanwhile):
    desk = seat(demo_server)
    desk.sign_in("branch", PASSWORD)
    desk.go("vetting-queue")
    desk.tick(0)
    desk.press("初审通过")
    desk.dialog().wait_for()
    before = _decided(demo_server)
    _rows(demo_server, meanwhile)
    desk.press("确认")
    desk.sees("您的登录或岗位刚刚有变动，请刷新页面后重新登录。")
    assert _decided(demo_server) == before


def test_a_list_is_not_taken_along_once_the_role_is_gone(demo_server, seat):
    desk = seat(demo_server)
    desk.sign_in("clerk", PASSWORD)
    desk.go("vetting-stewards")
    desk.press("导出")
    desk.settled()
    exported = "SELECT count(*) FROM audit_event WHERE action LIKE '%export%'"
    before = _rows(demo_server, exported)
    _rows(demo_server, "DELETE FROM user_role WHERE user_id = (SELECT id FROM app_user WHERE login = 'clerk')")
    desk.page.get_by_role("button", name="下载").click()
    desk.settled()
    assert _rows(demo_server, exported) == before
