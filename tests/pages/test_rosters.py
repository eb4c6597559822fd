"""Rosters, who serves, and a steward's own turns, as somebody at a desk or a tablet presses them."""

from datetime import timedelta

import pytest
from sqlmodel import select

from components.paper.points.roster import roster_docx, roster_pdf
from db.engine import reading, session
from db.office.queries import current_scheme
from db.points.commands.hours import set_hours
from db.points.commands.life import open_point
from db.points.commands.points import set_up_point
from db.points.commands.roster import put_duty
from db.points.commands.staff import put_oneself_forward, take_on
from db.points.models.points import PointIn
from db.points.models.staff import Duty, DutyIn, DutySwap, PointStaff, StaffIn, StaffStatus, SwapStatus
from db.points.queries.points import find_point
from db.points.queries.roster import week_of
from tests.conftest import MONDAY
from tests.pages.conftest import actor_of, written_on

TUESDAY = MONDAY + timedelta(days=1)
ROSTER, ROSTERS, MINE, POINT = "points/roster.py", "points/rosters.py", "points/mine.py", "points/point.py"


def _field(test, key):
    """Keys end with the id of the press."""
    kinds = (*test.text_input, *test.selectbox, *test.button_group, *test.button, *test.toggle)
    return next(element for element in kinds if (element.key or "").startswith(key))


@pytest.fixture
def place(lived_in):
    """A point in use that serves the steward's place, where the steward and a resident serve; ids."""
    with session() as s:
        clerk, steward = actor_of(s, "clerk"), actor_of(s, "steward")
        kind = current_scheme(s).point_kinds[0].key
        given = PointIn(unit_id=steward.unit_id, kind=kind, name="门口的服务点", reason="离家近")
        point_id = set_up_point(s, clerk, point=given)
        resident = take_on(s, clerk, point_id=point_id, staff=StaffIn(name="唐大河", phone="13800138000"))
        seen = find_point(s, clerk, point_id).version
        set_hours(s, clerk, point_id=point_id, seen=seen, weekly=(((480, 1200),),) * 7, is_closed_on_holidays=False)
        open_point(s, clerk, point_id=point_id, seen=seen + 1)
        staff = put_oneself_forward(s, steward, point_id=point_id)
    return point_id, staff, resident


@pytest.fixture
def on_roster(place):
    """The steward was taken and comes on Tuesday at ten; the resident in the afternoon."""
    point_id, staff, resident = place
    with session() as s:
        clerk = actor_of(s, "clerk")
        s.get_one(PointStaff, staff).status = StaffStatus.SERVES
        s.flush()
        for who, opens in ((staff, 600), (resident, 14 * 60)):
            put_duty(s, clerk, point_id=point_id, duty=DutyIn(staff_id=who, on_day=TUESDAY, opens=opens, closes=opens + 60))
    return place


def test_a_turn_is_put_by_who_and_when_and_stands_on_the_roster(open_page, place):
    point_id, _, resident = place
    test = open_page(ROSTER, "clerk", point=str(point_id))
    assert "无人值班" in written_on(test)
    _field(test, f"put-{point_id}-{TUESDAY}-who").set_value(resident).run()
    _field(test, f"put-{point_id}-{TUESDAY}-press").click().run()
    assert not test.exception
    assert "唐大河" in written_on(test)
    with reading() as s:
        [row] = s.exec(select(Duty).where(Duty.point_id == point_id)).all()
    assert (row.staff_id, row.on_day) == (resident, TUESDAY)


def test_a_proposal_fills_the_week_only_with_the_press(open_page, place):
    point_id, *_ = place
    test = open_page(ROSTER, "clerk", point=str(point_id))
    _field(test, "roster-proposal").set_value(True).run()
    with reading() as s:
        assert s.exec(select(Duty).where(Duty.point_id == point_id)).all() == []
    _field(test, f"fill-{point_id}").click().run()
    assert not test.exception
    assert "没有空班" in written_on(test)


def test_who_put_themselves_forward_is_taken_from_the_page_of_rosters(open_page, place):
    _, staff, _ = place
    test = open_page(ROSTERS, "clerk")
    assert "自荐到" in written_on(test)
    _field(test, f"take-{staff}").click().run()
    assert not test.exception
    with reading() as s:
        assert s.get_one(PointStaff, staff).status is StaffStatus.SERVES


def test_the_point_s_page_names_who_serves_and_takes_somebody_on(open_page, place):
    point_id, *_ = place
    test = open_page(POINT, "clerk", point=str(point_id))
    assert "唐大河" in written_on(test)
    _field(test, f"take-on-{point_id}-name").set_value("李秋").run()
    _field(test, f"take-on-{point_id}-phone").set_value("13700137000")
    _field(test, f"take-on-{point_id}-press").click().run()
    assert not test.exception
    assert "李秋" in written_on(test)
    leader = open_page(POINT, "leader", point=str(point_id))
    assert "唐大河" not in written_on(leader)


def test_a_steward_asks_for_a_swap_and_the_desk_answers_for_who_has_no_account(open_page, on_roster):
    point_id, staff, resident = on_roster
    with reading() as s:
        duty = s.exec(select(Duty).where(Duty.staff_id == staff)).one()
    test = open_page(MINE, "steward", large=True)
    assert "10:00" in written_on(test)
    _field(test, f"swap-{duty.id}-whom").set_value(resident).run()
    _field(test, f"swap-{duty.id}-press").click().run()
    assert not test.exception
    assert "等待答复" in written_on(test)
    with reading() as s:
        swap = s.exec(select(DutySwap)).one()
    desk = open_page(ROSTER, "clerk", point=str(point_id))
    _field(desk, f"swap-yes-{swap.id}").click().run()
    assert not desk.exception
    with reading() as s:
        assert s.get_one(DutySwap, swap.id).status is SwapStatus.TAKEN
        assert s.exec(select(Duty).where(Duty.staff_id == staff)).all() == []


def test_the_home_page_tells_of_the_gaps_that_come(open_page, on_roster):
    said = written_on(open_page("home/home.py", "clerk"))
    assert "将有空班" in said


def test_the_roster_for_the_door_names_who_comes_and_leaves_a_line_for_a_gap(lived_in, on_roster):
    point_id, *_ = on_roster
    with reading() as s:
        week = week_of(s, actor_of(s, "clerk"), point_id, MONDAY)
    assert roster_pdf("示范镇", week).startswith(b"%PDF")
    assert roster_docx("示范镇", week).startswith(b"PK")
