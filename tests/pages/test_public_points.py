"""The public page of service points: what somebody without an account finds there."""

import re
from datetime import datetime

import pytest
from sqlmodel import col

from db import clock
from db.engine import session
from db.office.commands.set_up import make_scheme_version
from db.office.queries import current_scheme, the_office
from db.points.commands import life
from db.points.commands.hours import put_other_days, set_hours
from db.points.commands.points import set_up_point
from db.points.models.points import OtherDaysIn, PointIn, PointMove, PointStatus, ServicePoint, StaffingWay
from db.points.models.staff import Duty, PointStaff
from db.points.queries.points import find_point
from db.sql import pick
from tests.conftest import MONDAY
from tests.pages.conftest import actor_of, turn_to, written_on
from tests.pages.on_screen import everything_on

POINTS = "public/points.py"
DAILY, SUNDAY = (((480, 1200),),) * 7, ((),) * 6 + (((540, 720),),)


def _made(s, name, weekly=DAILY, **more):
    clerk = actor_of(s, "clerk")
    point = PointIn(**({"unit_id": clerk.unit_id, "kind": "station", "name": name, "reason": "便民"} | more))
    point_id = set_up_point(s, clerk, point=point)
    life.move_point(s, clerk, find_point(s, clerk, point_id), PointMove.STAFF)
    seen = find_point(s, clerk, point_id).version
    set_hours(s, clerk, point_id=point_id, seen=seen, weekly=weekly, is_closed_on_holidays=False)
    life.open_point(s, clerk, point_id=point_id, seen=seen + 1)
    return point_id


@pytest.fixture
def alone(lived_in):
    """The demo's own points are closed: one that is open now, one that opens on Sunday."""
    with session() as s:
        clerk = actor_of(s, "clerk")
        for point_id in s.scalars(pick(ServicePoint.id).where(col(ServicePoint.status) == PointStatus.OPEN)).all():
            life.close_point(s, clerk, point_id=point_id, seen=find_point(s, clerk, point_id).version, why="换地方")
        return _made(s, "荷塘驿站", place="荷塘路12号", finds="热水、充电", phone="02361234567", capacity=12), _made(
            s, "周日驿站", SUNDAY
        )


def _cards(test):
    """What stands on each card, in the order of the page, without its marks."""
    html = "".join(str(element.proto.body) for element in test.get("html") if "rs-point-head" in str(element.proto.body))
    cards = re.split("<div class='rs-point-head'>", html)[1:]
    return [re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", card)).strip() for card in cards]


def test_open_ones_come_first_with_what_a_passer_by_wants_to_know(open_page, alone):
    test = open_page(POINTS, None)
    first, second = _cards(test)
    assert [part for part in ("荷塘驿站", "开到 20:00", "荷塘路12号", "每天 8:00 到 20:00", "热水、充电", "02361234567")
            if part not in first] == []  # fmt: skip
    assert "周日驿站 ○ 周日 9:00 开" in second
    assert "现在是 11月23日（周一）09:00，:green[**1 处正开着**]，1 处关着。" in written_on(test)


def test_only_those_that_are_open_now_where_that_is_chosen(open_page, alone):
    test = open_page(POINTS, None)
    test.button_group(key="public-points-which").set_value("open").run()
    assert [card.split()[0] for card in _cards(test)] == ["荷塘驿站"]
    test.button_group(key="public-points-which").set_value("kind-station").run()
    assert len(_cards(test)) == 2


def test_the_code_on_the_door_puts_its_point_on_top_with_all_that_is_known(open_page, alone):
    test = open_page(POINTS, None, p=str(alone[1]))
    own, *others = _cards(test)
    assert (own.split()[0], [card.split()[0] for card in others]) == ("周日驿站", ["荷塘驿站", "周日驿站"])
    turn_to(test, POINTS, None, p=str(alone[0]))
    assert "能容纳 12 人" in _cards(test)[0]


@pytest.mark.parametrize("asked", ["999999", "0", "-1", "1 or 1=1", "<script>"])
def test_a_code_of_a_point_that_is_not_open_says_so_or_is_as_if_it_were_not_there(open_page, alone, asked):
    test = open_page(POINTS, None, p=asked)
    assert len(_cards(test)) == 2
    assert ("这个服务点现在不开放" in written_on(test)) == (asked == "999999")


def test_closed_for_days_is_said_with_its_reason_at_once(open_page, alone):
    test = open_page(POINTS, None)
    with session() as s:
        days = OtherDaysIn(until=datetime(2026, 12, 3).date(), why="装修 <b>&")
        put_other_days(s, actor_of(s, "clerk"), point_id=alone[0], days=days)
    test.run()
    closed = next(card for card in _cards(test) if "荷塘驿站" in card)
    assert "○ 停到 12月3日" in closed
    assert "装修 &lt;b&gt;&amp;，暂不开放" in closed


def test_what_was_typed_into_a_name_is_shown_as_it_was_typed(open_page, alone):
    with session() as s:
        _made(s, "<img src=x onerror=alert(1)>")
    test = open_page(POINTS, None)
    assert any("&lt;img src=x onerror=alert(1)&gt;" in card for card in _cards(test))


def _on_duty(point_id):
    with session() as s:
        clerk = actor_of(s, "clerk")
        staff = PointStaff(
            point_id=point_id,
            name="韩守站",
            person_index="han",
            way=StaffingWay.GUIDED,
            since=MONDAY,
            put_by=clerk.user_id,
            put_at=clock.now(),
        )
        s.add(staff)
        s.flush()
        s.add(Duty(point_id=point_id, staff_id=staff.id, on_day=MONDAY, opens=480, closes=720))


def _hide_names():
    with session() as s:
        scheme = current_scheme(s)
        points = scheme.points.model_copy(update={"shows_names": False})
        hidden = scheme.model_copy(update={"points": points})
        make_scheme_version(s, actor_of(s, "admin"), scheme=hidden, seen=the_office(s).scheme_version_id or 0)


def test_whoever_is_on_duty_is_named_only_where_the_office_shows_names(open_page, alone):
    """The demo's programme does."""
    _on_duty(alone[0])
    test = open_page(POINTS, None)
    assert "谁在 韩守站" in _cards(test)[0]
    _hide_names()
    test.run()
    assert "韩守站" not in everything_on(test) + "".join(_cards(test))


def test_with_four_hundred_a_page_shows_those_that_are_open_first(open_page, alone):
    with session() as s:
        for n in range(30):
            _made(s, f"第{n}站", SUNDAY)
    test = open_page(POINTS, None)
    assert (len(_cards(test)), _cards(test)[0].split()[0]) == (24, "荷塘驿站")
    assert "31 处关着" in written_on(test)


def test_where_nothing_is_open_yet_it_says_what_will_come(open_page, lived_in):
    with session() as s:
        clerk = actor_of(s, "clerk")
        for point_id in s.scalars(pick(ServicePoint.id).where(col(ServicePoint.status) == PointStatus.OPEN)).all():
            life.close_point(s, clerk, point_id=point_id, seen=find_point(s, clerk, point_id).version, why="换地方")
    assert "还没有开放的服务点" in written_on(open_page(POINTS, None))


def test_the_page_speaks_english_too(open_page, alone):
    test = open_page(POINTS, None)
    next(button for button in test.button if button.label == "English").click().run()
    assert "Open until 20:00" in _cards(test)[0]
    assert "It is Mon 23 Nov 09:00" in written_on(test)
