"""The opening hours of a point on screen: saving a week, closing it for a day, and taking that back."""

from datetime import date

import pytest

from db import clock
from db.engine import reading, session
from db.points.commands import life
from db.points.commands.points import set_up_point
from db.points.models.points import PointIn, PointMove
from db.points.opening import state_at
from db.points.queries.opening import coming_days, opening_of
from db.points.queries.points import find_point
from tests.conftest import MONDAY
from tests.pages.conftest import actor_of, written_on
from tests.points.places import with_hours

HOURS = "points/hours.py"


@pytest.fixture
def point(lived_in):
    """A station of the office, open from 8:00 to 20:00 every day."""
    with session() as s:
        clerk = actor_of(s, "clerk")
        given = PointIn(unit_id=clerk.unit_id, kind="station", name="荷塘驿站", place="荷塘路12号", reason="便民")
        point_id = set_up_point(s, clerk, point=given)
        life.move_point(s, clerk, find_point(s, clerk, point_id), PointMove.STAFF)
        with_hours(s, point_id)
        life.open_point(s, clerk, point_id=point_id, seen=find_point(s, clerk, point_id).version)
    return point_id


def _opening(point):
    with reading() as s:
        return opening_of(s, actor_of(s, "clerk"), point)


def _coming(point):
    with reading() as s:
        return [row.days for row in coming_days(s, actor_of(s, "clerk"), point)]


def _field(elements, part):
    """By a part of its key: keys end with the id of the press."""
    return next(element for element in elements if part in (element.key or ""))


def _button(test, label):
    return next(button for button in test.button if button.label == label)


def test_a_week_is_shown_as_it_is_and_saved_as_it_is_chosen(open_page, point):
    test = open_page(HOURS, "clerk", point=str(point))
    assert "每天 8:00 到 20:00" in written_on(test)
    _button(test, "周一到周五").click().run()
    _button(test, "保存开放时间").click().run()
    assert "开放时间已存好" in written_on(test)
    assert _opening(point).weekly == (((540, 1050),),) * 5 + ((),) * 2
    assert "周一到周五 9:00 到 17:30" in written_on(test)


def test_one_more_time_is_a_second_time_of_the_days_that_are_chosen(open_page, point):
    test = open_page(HOURS, "clerk", point=str(point))
    _button(test, "再加一段时间").click().run()
    _field(test.button_group, "days-1-1").set_value([6]).run()
    _field(test.selectbox, "opens-1-1").set_value(21 * 60).run()
    _field(test.selectbox, "closes-1-1").set_value(26 * 60).run()
    assert "周六 8:00 到 20:00、21:00 到次日 2:00" in written_on(test)
    _button(test, "保存开放时间").click().run()
    assert _opening(point).weekly[5] == ((480, 1200), (1260, 1560))


def test_closed_today_with_a_reason_and_back_again(open_page, point):
    test = open_page(HOURS, "clerk", point=str(point))
    _button(test, "停开").click().run()
    assert "请简单写明原因" in written_on(test)
    _field(test.text_input, f"close-days-{point}-why").set_value("检修水电")
    _button(test, "停开").click().run()
    assert "今天停开" in written_on(test)
    assert [(days.from_on, days.until, days.why) for days in _coming(point)] == [(MONDAY, MONDAY, "检修水电")]
    _button(test, "今天起恢复").click().run()
    assert _coming(point) == []
    assert state_at(_opening(point), clock.now()).is_open


def test_closed_until_a_day_and_other_hours_for_tomorrow(open_page, point):
    test = open_page(HOURS, "clerk", point=str(point))
    _field(test.button_group, f"close-days-{point}-days").set_value("until").run()
    _field(test.date_input, f"close-days-{point}-until").set_value(date(2026, 11, 27)).run()
    _field(test.text_input, f"close-days-{point}-why").set_value("装修")
    _button(test, "停开").click().run()
    assert "停到 11月27日" in written_on(test)
    _field(test.button_group, f"other-days-{point}-days").set_value("tomorrow").run()
    _button(test, "保存").click().run()
    assert [(days.from_on.day, days.until.day, days.times) for days in _coming(point)] == [(23, 27, ()), (24, 24, ((540, 1020),))]


def test_in_english_the_same_is_said(open_page, point):
    test = open_page(HOURS, "clerk", language="en", point=str(point))
    assert "Every day 8:00 to 20:00" in written_on(test)
    assert "Open until 20:00" in written_on(test)


@pytest.mark.parametrize("address", ["", "0", "999999", "1 or 1=1"])
def test_a_point_that_is_not_there_is_said_so(open_page, point, address):
    test = open_page(HOURS, "clerk", point=address)
    assert "没有这个服务点" in written_on(test)


def test_whoever_keeps_the_roster_of_a_part_does_not_reach_a_point_of_the_whole_office(open_page, point):
    test = open_page(HOURS, "grid", point=str(point))
    assert "没有这个服务点" in written_on(test)
