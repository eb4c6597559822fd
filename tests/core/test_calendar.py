"""Chinese working days: the arrangement of 2026, counting after the posting day, years that nobody has published."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.calendar import DayKind, WorkCalendar

PUBLISHED = WorkCalendar()
starts = st.dates(date(2025, 12, 1), date(2027, 3, 31))
counts = st.integers(1, 40)
calendars = st.dictionaries(starts, st.booleans(), max_size=8).map(WorkCalendar)


@pytest.mark.parametrize(
    "day", [date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)]
)
def test_a_weekend_that_is_worked_instead_of_a_holiday_counts(day):
    assert day.weekday() >= 5
    assert (PUBLISHED.kind(day), PUBLISHED.is_working(day)) == (DayKind.ADJUSTED_WORKING, True)


@pytest.mark.parametrize("n", range(1, 8))
def test_the_seven_days_of_national_day_2026_are_off(n):
    assert PUBLISHED.kind(date(2026, 10, n)) is DayKind.HOLIDAY


@pytest.mark.parametrize(
    ("day", "kind"),
    [(date(2026, 11, 23), DayKind.WORKING), (date(2026, 11, 22), DayKind.WEEKEND), (date(2026, 2, 16), DayKind.HOLIDAY)],
)
def test_a_plain_day_says_what_it_is(day, kind):
    assert PUBLISHED.kind(day) is kind


def test_the_day_of_posting_is_not_counted():
    assert PUBLISHED.after(date(2026, 11, 23), 5) == date(2026, 11, 30)


def test_five_working_days_over_national_day_end_on_the_saturday_that_is_worked():
    assert PUBLISHED.after(date(2026, 9, 28), 5) == date(2026, 10, 10)


def test_counting_from_within_a_holiday_begins_with_the_first_working_day_after_it():
    assert PUBLISHED.after(date(2026, 10, 3), 1) == date(2026, 10, 8)


def test_every_day_of_the_count_says_whether_it_counts_and_why():
    days = [(counted.day.day, counted.kind, counted.counts) for counted in PUBLISHED.count(date(2026, 9, 29), 2)]
    off = [(n, DayKind.HOLIDAY, False) for n in range(1, 8)]
    assert days == [(30, DayKind.WORKING, True), *off, (8, DayKind.WORKING, True)]


def test_no_day_after_a_start_is_the_start_itself():
    assert PUBLISHED.after(date(2026, 11, 23), 0) == date(2026, 11, 23)


def test_a_year_that_is_not_published_is_flagged():
    assert [PUBLISHED.is_known(day) for day in (date(2026, 12, 31), date(2027, 1, 4))] == [True, False]


def test_in_an_unknown_year_other_days_are_told_by_the_weekday():
    days = (date(2027, 10, 8), date(2027, 10, 9))
    assert [PUBLISHED.kind(day) for day in days] == [DayKind.WORKING, DayKind.WEEKEND]


@pytest.mark.parametrize("works", [True, False])
def test_a_day_that_the_office_set_outweighs_the_published_one(works):
    days = (date(2026, 10, 5), date(2026, 11, 23), date(2026, 10, 10), date(2027, 10, 4))
    office = WorkCalendar(dict.fromkeys(days, works))
    kind = DayKind.OFFICE_WORKING if works else DayKind.OFFICE_OFF
    assert [(office.kind(day), office.is_working(day)) for day in days] == [(kind, works)] * 4


def test_a_day_that_the_office_set_is_known_in_an_unknown_year():
    office = WorkCalendar({date(2027, 10, 5): False})
    assert [office.is_known(day) for day in (date(2027, 10, 5), date(2027, 10, 4))] == [True, False]


def test_a_day_that_the_office_closes_moves_the_end():
    assert WorkCalendar({date(2026, 11, 25): False}).after(date(2026, 11, 23), 5) == date(2026, 12, 1)


@given(calendars, starts, counts)
def test_the_end_is_the_last_day_of_the_count(calendar, start, n):
    days = calendar.count(start, n)
    assert (calendar.after(start, n), sum(day.counts for day in days)) == (days[-1].day, n)


@given(calendars, starts, counts)
def test_between_the_start_and_the_end_lie_the_days_that_were_asked_for(calendar, start, n):
    assert calendar.between(start, calendar.after(start, n)) == n


@given(calendars, starts, counts)
def test_the_end_is_always_a_working_day_later_than_the_start(calendar, start, n):
    end = calendar.after(start, n)
    assert end > start
    assert calendar.is_working(end)


@given(calendars, starts, counts)
def test_the_days_of_a_count_follow_one_another_without_a_gap(calendar, start, n):
    days = [counted.day for counted in calendar.count(start, n)]
    assert days == [start + timedelta(days=i) for i in range(1, len(days) + 1)]


def test_nothing_lies_between_a_day_and_an_earlier_one():
    assert PUBLISHED.between(date(2026, 11, 23), date(2026, 11, 20)) == 0
