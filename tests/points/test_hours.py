"""Saying when a point is open, and closing it for a day."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from components.wording.refusals import say_refusal
from db import clock
from db.calendar import CalendarChange
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from db.points.commands.hours import end_other_days, put_other_days, set_hours
from db.points.models.points import OtherDaysIn, PointStatus
from db.points.opening import state_at
from db.points.queries.opening import coming_days, opening_of, openings
from tests.conftest import MONDAY
from tests.points.places import a_point, version_of

NINE, NOON, FIVE, NIGHT = 540, 720, 1020, 1560
WHY = "检修水电"
TUESDAY, NEXT_WEEK = MONDAY + timedelta(days=1), MONDAY + timedelta(days=7)


@pytest.fixture
def point(session, cast):
    """Open from 8:00 to 20:00 every day."""
    return a_point(session, cast)


def _week(**named):
    """Monday to Sunday, each named by its first letters."""
    return [named.get(day, ()) for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")]


def _set(session, actor, point, weekly, *, seen=None, holidays=False, **more):
    set_hours(
        session, actor, point_id=point, seen=seen or version_of(session, point), weekly=weekly,
        is_closed_on_holidays=holidays, **more,
    )  # fmt: skip


def _closed(session, actor, point, *, first=None, last=None, **more):
    return put_other_days(session, actor, point_id=point, days=OtherDaysIn(from_on=first, until=last, why=WHY, **more))


def _state(session, cast, point, day=MONDAY, hour=10):
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=clock.CHINA)
    return state_at(opening_of(session, cast.bob, point), moment)


def test_what_is_set_is_what_holds_from_then_on(session, cast, point):
    _set(session, cast.alice, point, _week(mon=((NINE, NOON), (780, FIVE)), sat=((NINE, NIGHT),)))
    weekly = opening_of(session, cast.bob, point).weekly
    assert (weekly[0], weekly[1], weekly[5]) == (((NINE, NOON), (780, FIVE)), (), ((NINE, NIGHT),))
    assert _state(session, cast, point, TUESDAY).opens_at == datetime(2026, 11, 28, 9, tzinfo=clock.CHINA)


@pytest.mark.parametrize(
    ("weekly", "said"),
    [
        (_week(wed=((NINE, NINE),)), "周三：结束要晚于开始"),
        (_week(fri=((NINE, NINE + 1441),)), "周五：结束要晚于开始"),
        (_week(sun=((1440, 1500),)), "周日：结束要晚于开始"),
        (_week(tue=((-1, NOON),)), "周二：结束要晚于开始"),
        (_week(thu=((NINE, NOON), (NOON - 1, FIVE))), "周四的时段与前一段重叠"),
        (_week(sun=((1200, 1560),), mon=((60, NOON),)), "周一的时段与前一段重叠"),
        (_week(mon=tuple((60 * n, 60 * n + 30) for n in range(7))), "周一：结束要晚于开始"),
    ],
)
def test_hours_that_cannot_be_are_refused_with_their_weekday(session, cast, point, weekly, said):
    with pytest.raises(Invalid) as refused:
        _set(session, cast.bob, point, weekly)
    assert say_refusal(refused.value).startswith(said)


def test_one_that_people_come_to_is_never_left_without_hours(session, cast, point):
    with pytest.raises(Conflict, match="point_no_hours"):
        _set(session, cast.bob, point, _week())
    waiting = a_point(session, cast, PointStatus.STAFFED, name="还没开的站")
    _set(session, cast.bob, waiting, _week())


def test_whoever_looked_before_somebody_else_changed_it_is_told_so(session, cast, point):
    seen = version_of(session, point)
    _set(session, cast.alice, point, _week(mon=((NINE, FIVE),)), seen=seen)
    with pytest.raises(Stale):
        _set(session, cast.bob, point, _week(tue=((NINE, FIVE),)), seen=seen)


def test_a_press_that_arrives_twice_sets_and_closes_once(session, cast, point):
    seen, press = version_of(session, point), uuid4()
    for _ in range(2):
        _set(session, cast.bob, point, _week(mon=((NINE, FIVE),)), seen=seen, request_id=press)
    days = OtherDaysIn(why=WHY)
    made = {put_other_days(session, cast.bob, point_id=point, days=days, request_id=press) for _ in range(2)}
    assert (len(made), len(coming_days(session, cast.bob, point))) == (1, 1)


def test_the_grid_closes_it_for_a_day_and_leaves_its_weekdays_to_those_who_run_it(session, cast, point):
    _closed(session, cast.grace, point)
    assert _state(session, cast, point).last_day == MONDAY
    with pytest.raises(NotAllowed):
        _set(session, cast.grace, point, _week(mon=((NINE, FIVE),)))


@pytest.mark.parametrize("name", ["dora", "leo", "percy", "ben", "ada"])
def test_nobody_else_closes_it(session, cast, point, name):
    with pytest.raises(NotAllowed):
        _closed(session, getattr(cast, name), point)


def test_a_point_of_the_community_is_closed_by_the_community_and_not_from_below(session, cast):
    point = a_point(session, cast, name="社区的站", unit_id=cast.places.pine)
    with pytest.raises(NotFound):
        _closed(session, cast.grace, point)
    _closed(session, cast.alice, point)


def test_today_until_a_day_with_its_reason_and_after_it_the_weekdays_count_again(session, cast, point):
    _closed(session, cast.bob, point, last=NEXT_WEEK)
    state = _state(session, cast, point, TUESDAY)
    assert (state.is_open, state.last_day, state.why) == (False, NEXT_WEEK, WHY)
    assert _state(session, cast, point, NEXT_WEEK + timedelta(days=1)).is_open


def test_other_hours_hold_on_their_days_and_need_no_reason(session, cast, point):
    given = OtherDaysIn(from_on=TUESDAY, until=TUESDAY, hours=[[NOON, FIVE]])
    put_other_days(session, cast.bob, point_id=point, days=given)
    assert (_state(session, cast, point, TUESDAY).is_open, _state(session, cast, point, TUESDAY, 13).is_open) == (False, True)
    assert [row.days.times for row in coming_days(session, cast.bob, point)] == [((NOON, FIVE),)]


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        (OtherDaysIn(), {"closure_why"}),
        (OtherDaysIn(why="找我13800138000"), {"number_in_text"}),
        (OtherDaysIn(why="很长" * 61), {"too_long"}),
        (OtherDaysIn(from_on=MONDAY - timedelta(days=1), until=MONDAY, why=WHY), {"other_days_past"}),
        (OtherDaysIn(from_on=TUESDAY, until=MONDAY, why=WHY), {"other_days_end_before"}),
        (OtherDaysIn(until=date(2028, 1, 1), why=WHY), {"other_days_late"}),
        (OtherDaysIn(hours=[[NOON, NINE]]), {"other_times_wrong"}),
        (OtherDaysIn(hours=[[NOON]]), {"other_times_wrong"}),
        (OtherDaysIn(hours=[[NINE, FIVE], [NOON, FIVE]]), {"other_times_overlap"}),
        (OtherDaysIn(from_on=MONDAY, until=TUESDAY, hours=[[60, 120], [NOON, NIGHT]]), {"other_times_overlap"}),
        (OtherDaysIn(from_on=MONDAY - timedelta(days=1), until=date(2028, 1, 1)), {
            "other_days_past", "other_days_late", "closure_why",
        }),
    ],
)  # fmt: skip
def test_days_that_cannot_be_are_refused_all_at_once(session, cast, point, given, codes):
    with pytest.raises(Invalid) as refused:
        put_other_days(session, cast.bob, point_id=point, days=given)
    assert {problem.code for problem in refused.value.all} == codes


def test_a_closure_that_is_ended_was_one_until_yesterday(session, cast, point):
    made = _closed(session, cast.bob, point, last=NEXT_WEEK)
    with clock.at(TUESDAY + timedelta(days=1)):
        end_other_days(session, cast.grace, other_days_id=made)
        assert coming_days(session, cast.bob, point) == []
        assert _state(session, cast, point, TUESDAY + timedelta(days=1)).is_open
        assert not _state(session, cast, point, TUESDAY).is_open


def test_one_that_is_ended_before_it_begins_never_was(session, cast, point):
    made = _closed(session, cast.bob, point, first=TUESDAY, last=NEXT_WEEK)
    end_other_days(session, cast.bob, other_days_id=made)
    assert _state(session, cast, point, TUESDAY).is_open
    assert coming_days(session, cast.bob, point) == []


def test_it_is_ended_once_and_not_when_it_is_over(session, cast, point):
    made = _closed(session, cast.bob, point)
    end_other_days(session, cast.bob, other_days_id=made)
    with pytest.raises(Stale, match="other_days_over"):
        end_other_days(session, cast.alice, other_days_id=made)
    over = _closed(session, cast.bob, point)
    with clock.at(TUESDAY), pytest.raises(Stale):
        end_other_days(session, cast.alice, other_days_id=over)


def test_one_that_was_given_up_has_no_hours_to_set(session, cast):
    point = a_point(session, cast, PointStatus.CLOSED)
    for act in (lambda: _set(session, cast.bob, point, _week()), lambda: _closed(session, cast.bob, point)):
        with pytest.raises(Conflict, match="point_ended"):
            act()


def test_festivals_close_it_where_it_says_so_and_a_day_that_the_office_works_does_not(session, cast, point):
    _set(session, cast.bob, point, [((NINE, FIVE),)] * 7, holidays=True)
    new_year, saturday = date(2027, 1, 1), date(2026, 11, 28)
    assert (_state(session, cast, point, new_year).is_open, _state(session, cast, point, saturday).is_open) == (False, True)
    _set(session, cast.bob, point, [((NINE, FIVE),)] * 7)
    assert _state(session, cast, point, new_year).is_open


def test_a_day_off_before_a_festival_is_one_of_its_days_unless_the_office_works(session, cast, point):
    """5 October 2026 lies in the days off around National Day, and no law makes it a festival."""
    _set(session, cast.bob, point, [((NINE, FIVE),)] * 7, holidays=True)
    day = date(2026, 10, 5)
    assert not _state(session, cast, point, day).is_open
    session.add(CalendarChange(day=day, is_working=True, made_at=clock.now()))
    session.flush()
    assert _state(session, cast, point, day).is_open


def test_many_points_are_asked_about_in_as_many_questions_as_one(session, cast, point):
    one, _ = _questions(session)
    for n in range(3):
        _closed(session, cast.bob, a_point(session, cast, name=f"第{n}处"))
    four, found = _questions(session)
    assert (four, len(found)) == (one, 4)


def _questions(session):
    """How many were asked for the openings of all points, and these."""
    asked: list[str] = []
    sa.event.listen(session.get_bind(), "before_cursor_execute", note := lambda *given: asked.append(given[2]))
    try:
        found = openings(session, sa.true(), since=MONDAY)
    finally:
        sa.event.remove(session.get_bind(), "before_cursor_execute", note)
    return len(asked), found
