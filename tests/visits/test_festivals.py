"""Festivals fall on the days that were published, and are near when few working days are left before them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.calendar import WorkCalendar
from db.lunar import lunar_day, term_day
from db.presets import load_preset
from db.scheme import Festival
from db.scheme_visiting import usual_festivals
from db.visits.festivals import (
    coming,
    common_day,
    festival_day,
    last_working_day_before,
    n_days_left,
    next_on,
)

FESTIVALS = usual_festivals()
BY_KEY = {festival.key: festival for festival in FESTIVALS}
PUBLISHED = {
    "spring": ((2024, 2, 10), (2025, 1, 29), (2026, 2, 17), (2027, 2, 6)),
    "qingming": ((2024, 4, 4), (2025, 4, 4), (2026, 4, 5), (2027, 4, 5)),
    "dragon_boat": ((2024, 6, 10), (2025, 5, 31), (2026, 6, 19), (2027, 6, 9)),
    "mid_autumn": ((2024, 9, 17), (2025, 10, 6), (2026, 9, 25), (2027, 9, 15)),
    "double_ninth": ((2024, 10, 11), (2025, 10, 29), (2026, 10, 18), (2027, 10, 8)),
    "national": ((2024, 10, 1), (2025, 10, 1), (2026, 10, 1), (2027, 10, 1)),
}
CALENDAR = WorkCalendar()
SCHEME = load_preset("nanzheng")


@pytest.mark.parametrize("key", PUBLISHED)
def test_festivals_from_2024_to_2027_are_on_their_published_days(key):
    assert [festival_day(BY_KEY[key], year) for year in range(2024, 2028)] == [date(*day) for day in PUBLISHED[key]]


def test_every_festival_of_the_presets_was_looked_up():
    assert {festival.key for festival in FESTIVALS} == set(PUBLISHED)


def test_a_leap_month_moves_nothing_and_repeats_nothing():
    """2025 had a sixth month twice, 2028 has a fifth month twice: the Dragon Boat Festival is in the first of them."""
    assert lunar_day(2025, 6, 1) == date(2025, 6, 25)
    assert lunar_day(2025, 7, 1) == date(2025, 8, 23)
    assert lunar_day(2028, 5, 5) == date(2028, 5, 28)


def test_new_years_eve_is_the_last_day_of_the_lunar_year_whether_it_has_a_thirtieth_or_not():
    eve = Festival(key="eve", zh="除夕", en="New Year's Eve", calendar="lunar", month=12, day=30)
    days = [festival_day(eve, year) + timedelta(days=1) for year in range(2023, 2027)]
    assert days == [date(*day) for day in PUBLISHED["spring"]]


def test_solar_terms_stand_in_their_own_year():
    assert (term_day(2026, "冬至"), term_day(2026, "小寒"), term_day(2024, "夏至")) == (
        date(2026, 12, 22), date(2026, 1, 5), date(2024, 6, 21),
    )  # fmt: skip


def test_a_term_that_does_not_exist_never_comes():
    odd = Festival(key="odd", zh="无", en="None", calendar="term", term="没有")
    scheme = SCHEME.model_copy(update={"visiting": SCHEME.visiting.model_copy(update={"festivals": (odd,)})})
    assert coming(scheme, date(2026, 4, 1), CALENDAR) == []


def test_spring_festival_is_near_from_seven_working_days_before_on():
    """17 February 2026: 9 to 14 February are working days, the Saturday too; so is 6 February, the Friday before."""
    days = [date(2026, 2, n) for n in range(3, 19)]
    near = [day.day for day in days if [one.festival.key for one in coming(SCHEME, day, CALENDAR)] == ["spring"]]
    assert near == list(range(6, 17))
    [one] = coming(SCHEME, date(2026, 2, 9), CALENDAR)
    assert (one.day, one.mark) == (date(2026, 2, 17), "festival:spring:2026")
    assert last_working_day_before(CALENDAR, one.day) == date(2026, 2, 14)


def test_two_festivals_may_be_near_at_once_the_nearest_first():
    """2027: Mid-Autumn is on 15 September; 2025: National Day and Mid-Autumn were five days apart."""
    near = coming(SCHEME, date(2025, 9, 29), CALENDAR)
    assert [one.festival.key for one in near] == ["national", "mid_autumn"]


@given(st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.sets(st.dates(date(2024, 1, 1), date(2027, 3, 1)), max_size=40),
       st.integers(1, 30))  # fmt: skip
def test_what_is_near_is_what_counting_day_by_day_says(today, off, most):
    calendar = WorkCalendar(dict.fromkeys(off, False))
    scheme = SCHEME.model_copy(update={"visiting": SCHEME.visiting.model_copy(update={"festival_days_before": most})})
    expected = []
    for key, days in PUBLISHED.items():
        for given_day in days:
            day, left, at = date(*given_day), 0, today
            while at < day and left <= most:
                left += calendar.is_working(at)
                at += timedelta(days=1)
            if today < day and left <= most and at == day and (day - today).days <= 70:
                expected.append((key, day))
    assert sorted((one.festival.key, one.day) for one in coming(scheme, today, calendar)) == sorted(expected)


@given(st.dates(date(2024, 1, 1), date(2026, 12, 1)), st.integers(0, 40))
def test_days_left_are_counted_one_by_one(today, ahead):
    days = [today + timedelta(days=n) for n in range(ahead)]
    assert n_days_left(CALENDAR, today, today + timedelta(days=ahead)) == sum(CALENDAR.is_working(day) for day in days)


@given(st.integers(1, 12), st.integers(1, 30), st.booleans(), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_a_birthday_comes_round_within_thirteen_months_and_never_before_today(month, day, is_lunar, today):
    on = next_on(month, day if is_lunar else min(day, 28), is_lunar, today)
    assert timedelta(0) <= on - today <= timedelta(days=400)
    assert next_on(month, day if is_lunar else min(day, 28), is_lunar, on) == on


def test_the_29th_of_february_is_kept_on_the_28th_in_other_years():
    assert (common_day(2028, 2, 29), common_day(2027, 2, 29)) == (date(2028, 2, 29), date(2027, 2, 28))
