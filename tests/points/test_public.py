"""What everybody may know of service points: those that are open for people, and who is on duty there now."""

from datetime import datetime, timedelta

import pytest

from db import clock
from db.points.models.points import PointPicture, PointStatus, StaffingWay
from db.points.models.staff import Duty, PointStaff, StaffStatus
from db.points.queries.public import areas, on_duty, public_picture, public_points
from tests.conftest import MONDAY
from tests.points.places import a_point
from tests.vetting.states import a_steward

EIGHT, NINE, NOON, NIGHT = 480, 540, 720, 1560


def _at(hour, day=MONDAY):
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.CHINA)


def _serving(session, cast, point_id, name="韩师傅", status=StaffStatus.SERVES, **more):
    row = PointStaff(
        point_id=point_id, name=name, person_index=str(name), way=StaffingWay.GUIDED, status=status, since=MONDAY,
        put_by=cast.bob.user_id, put_at=clock.now(), **more,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id


def _turn(session, point_id, staff_id, opens=NINE, closes=NOON, day=MONDAY):
    session.add(Duty(point_id=point_id, staff_id=staff_id, on_day=day, opens=opens, closes=closes))
    session.flush()


@pytest.mark.parametrize("status", [status for status in PointStatus if status is not PointStatus.OPEN])
def test_one_that_is_not_open_for_people_is_not_shown_nor_its_picture(session, cast, status):
    point = a_point(session, cast, status)
    session.add(PointPicture(point_id=point, content=b"picture"))
    session.flush()
    assert (public_points(session, MONDAY), public_picture(session, point)) == ([], None)


def test_what_stands_on_the_door_is_shown_and_who_wished_for_it_is_not(session, cast):
    point = a_point(session, cast, proposer="唐大河", proposer_phone="13800138000", phone="023-61234567", capacity=12)
    [shown] = public_points(session, MONDAY)
    assert (shown.id, shown.name, shown.place, shown.finds, shown.capacity) == (point, "荷塘驿站", "1号楼底商", "热水、充电", 12)
    assert areas(session)[shown.area_id] == "松风社区"
    assert shown.opening.weekly[0] == ((EIGHT, 1200),)
    assert "唐大河" not in repr(shown)


def test_the_picture_of_one_that_is_open_is_shown(session, cast):
    point = a_point(session, cast)
    assert public_picture(session, point) is None
    session.add(PointPicture(point_id=point, content=b"picture"))
    session.flush()
    assert (public_picture(session, point), public_points(session, MONDAY)[0].has_picture) == (b"picture", True)


def test_on_duty_is_whose_turn_it_is_and_nobody_else(session, cast):
    point = a_point(session, cast)
    now, later = _serving(session, cast, point), _serving(session, cast, point, "秦阿姨")
    _turn(session, point, now)
    _turn(session, point, later, NOON, NIGHT)
    assert [on_duty(session, _at(hour)) for hour in (8, 9, 12)] == [{}, {point: ["韩师傅"]}, {point: ["秦阿姨"]}]


def test_a_turn_of_the_night_before_is_still_one_after_midnight(session, cast):
    point = a_point(session, cast)
    _turn(session, point, _serving(session, cast, point), 1200, NIGHT)
    tuesday = MONDAY + timedelta(days=1)
    assert on_duty(session, _at(1, tuesday)) == {point: ["韩师傅"]}
    assert on_duty(session, _at(2, tuesday)) == {}


@pytest.mark.parametrize("status", [StaffStatus.PUT_FORWARD, StaffStatus.ENDED, StaffStatus.NOT_TAKEN])
def test_whoever_does_not_serve_is_not_named(session, cast, status):
    point = a_point(session, cast)
    _turn(session, point, _serving(session, cast, point, status=status))
    assert on_duty(session, _at(10)) == {}


def test_a_steward_is_named_as_on_file(session, cast):
    point, steward = a_point(session, cast), a_steward(session, cast)
    _turn(session, point, _serving(session, cast, point, None, steward_id=steward))
    [[name]] = on_duty(session, _at(10)).values()
    assert name
