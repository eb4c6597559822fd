"""Statutory festivals never count, in years that are published and in years that are not."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.calendar import DayKind, WorkCalendar, is_statutory, statutory_festivals

# The first day of the lunar year, Qingming, Dragon Boat and Mid-Autumn as the almanac has them.
ALMANAC = {
    2025: ((1, 29), (4, 4), (5, 31), (10, 6)),
    2026: ((2, 17), (4, 5), (6, 19), (9, 25)),
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: ((2, 11), (4, 4), (6, 12), (9, 19)),
    2033: ((1, 31), (4, 4), (6, 1), (9, 8)),
    2034: ((2, 19), (4, 5), (6, 20), (9, 27)),
}  # fmt: skip
EVERY_YEAR = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


@pytest.mark.parametrize("year", ALMANAC)
def test_the_festivals_of_a_year_are_the_thirteen_days_of_the_regulation(year):
    spring, *others = (date(year, *day) for day in ALMANAC[year])
    days = {spring + timedelta(days=n) for n in (-1, 0, 1, 2)} | set(others) | {date(year, *day) for day in EVERY_YEAR}
    assert statutory_festivals(year) == days


@pytest.mark.parametrize("year", [2025, 2026])
def test_no_festival_is_worked_by_a_published_arrangement(year):
    assert [day for day in sorted(statutory_festivals(year)) if chinese_calendar.is_workday(day)] == []


def test_before_the_regulation_was_amended_the_published_arrangement_alone_is_asked():
    """New Year's Eve of 2024 was no holiday yet."""
    assert (is_statutory(date(2024, 2, 9)), WorkCalendar().is_working(date(2024, 2, 9))) == (False, True)


@given(
    st.sampled_from(sorted(ALMANAC)), st.dictionaries(st.dates(date(2025, 1, 1), date(2034, 12, 31)), st.booleans(), max_size=20)
)
def test_nothing_that_the_office_sets_makes_a_festival_count(year, changes):
    festivals = statutory_festivals(year)
    calendar = WorkCalendar(changes | dict.fromkeys(festivals, True))
    assert {calendar.kind(day) for day in festivals} == {DayKind.HOLIDAY}
    counted = [day.day for day in calendar.count(date(year, 1, 1), 60) if day.counts]
    assert festivals.isdisjoint(counted)


def test_in_an_unknown_year_a_working_week_around_a_festival_is_told_by_the_weekday():
    """Mid-Autumn of 2027 is a Wednesday: Thursday and the Sunday after it may be exchanged, and nobody knows."""
    kinds = [WorkCalendar().kind(date(2027, 9, day)) for day in (14, 15, 16, 18)]
    assert kinds == [DayKind.WORKING, DayKind.HOLIDAY, DayKind.WORKING, DayKind.WEEKEND]
