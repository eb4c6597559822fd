"""Opening hours and how a point stands, said in both languages."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from components.points.texts import hours_text, other_days_text, state_text
from components.wording import words
from db import clock
from db.points.opening import Opening, OtherDays, State, state_at
from tests.conftest import MONDAY

A, B, WHOLE = ((480, 1200),), ((540, 720), (840, 1050)), ((0, 1440),)
NIGHT, HALF = ((1080, 1560),), ((540, 720), (720, 1020))


def _rests(_day):
    return False


@pytest.fixture(params=[words.CHINESE, words.ENGLISH])
def spoken(request) -> Callable[..., str]:
    """The one of two texts that is in the language that is spoken."""
    with words.speaking_in(request.param):
        yield lambda chinese, english: chinese if request.param == words.CHINESE else english


@pytest.mark.parametrize(
    ("weekly", "is_holiday", "chinese", "english"),
    [
        ((A,) * 7, None, "每天 8:00 到 20:00", "Every day 8:00 to 20:00"),
        ((WHOLE,) * 7, None, "每天 24 小时", "Every day all day and night"),
        ((HALF,) * 7, None, "每天 9:00 到 17:00", "Every day 9:00 to 17:00"),
        ((B,) * 5 + ((), ()), None, "周一到周五 9:00 到 12:00、14:00 到 17:30", "Mon to Fri 9:00 to 12:00, 14:00 to 17:30"),
        ((A,) * 5 + ((), ()), _rests, "工作日 8:00 到 20:00", "Working days 8:00 to 20:00"),
        ((A,) * 7, _rests, "每天 8:00 到 20:00，法定节假日不开", "Every day 8:00 to 20:00; closed on public holidays"),
        ((A,) * 5 + (B,) * 2, None, "周一到周五 8:00 到 20:00；周末 9:00 到 12:00、14:00 到 17:30",
         "Mon to Fri 8:00 to 20:00; Weekends 9:00 to 12:00, 14:00 to 17:30"),
        (((), (), A, (), A, (), ()), None, "周三、周五 8:00 到 20:00", "Wed, Fri 8:00 to 20:00"),
        ((A, A, A, (), A, (), ()), None, "周一到周三、周五 8:00 到 20:00", "Mon to Wed, Fri 8:00 to 20:00"),
        (((),) * 6 + (NIGHT,), None, "周日 18:00 到次日 2:00", "Sun 18:00 to 2:00 the next day"),
        (((),) * 7, _rests, "", ""),
    ],
)  # fmt: skip
def test_weekdays_with_the_same_hours_are_said_together(spoken, weekly, is_holiday, chinese, english):
    opening = Opening(weekly, (), is_holiday) if is_holiday else Opening(weekly)
    assert hours_text(opening) == spoken(chinese, english)


def _at(day, hour, minute=0):
    return datetime(2026, day.month, day.day, hour, minute, tzinfo=clock.CHINA)


TUESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 27)


@pytest.mark.parametrize(
    ("state", "chinese", "english"),
    [
        (State(is_open=True, until=_at(MONDAY, 20)), "开到 20:00", "Open until 20:00"),
        (State(is_open=True, until=_at(TUESDAY, 0)), "开到 24:00", "Open until 24:00"),
        (State(is_open=True, until=_at(TUESDAY, 2)), "开到 明天 2:00", "Open until tomorrow 2:00"),
        (State(is_open=True), "全天开着", "Open day and night"),
        (State(opens_at=_at(MONDAY, 14, 5)), "14:05 开", "Opens 14:05"),
        (State(opens_at=_at(TUESDAY, 6, 30)), "明天 6:30 开", "Opens tomorrow 6:30"),
        (State(opens_at=_at(FRIDAY, 9)), "周五 9:00 开", "Opens Friday 9:00"),
        (State(opens_at=_at(date(2026, 12, 7), 9)), "12月7日 9:00 开", "Opens Mon 7 Dec 9:00"),
        (State(last_day=MONDAY, opens_at=_at(TUESDAY, 9)), "今天停开", "Closed today"),
        (State(last_day=date(2026, 12, 3)), "停到 12月3日", "Closed until Thu 3 Dec"),
        (State(says_nothing=True), "时间待定", "Hours not said yet"),
        (State(), "暂不开放", "Closed for now"),
    ],
)
def test_how_it_stands_now_is_said_in_a_word_or_two(spoken, state, chinese, english):
    assert state_text(state) == spoken(chinese, english)


def test_of_a_post_it_is_said_that_somebody_is_there(spoken):
    state = state_at(Opening((A,) * 7), clock.now())
    assert state_text(state, somebody_is_there=True) == spoken("有人在，到 20:00", "Staffed until 20:00")


def test_days_that_differ_are_said_with_their_reason(spoken):
    week = OtherDays(TUESDAY, FRIDAY, why="装修")
    said = "11月24日（周二）到11月27日（周五）停开：装修"
    assert other_days_text(week) == spoken(said, "Tue 24 Nov to Fri 27 Nov closed: 装修")
    assert other_days_text(OtherDays(TUESDAY, TUESDAY, ((540, 720),))) == spoken(
        "11月24日（周二）9:00 到 12:00 开", "Tue 24 Nov open 9:00 to 12:00"
    )
