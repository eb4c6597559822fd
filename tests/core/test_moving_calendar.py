"""The calendar changes while a time runs, at random, against a slow reference that looks at each day by itself."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db import clock
from db.calendar import CalendarChange, CalendarHistory
from tests.slow_calendar import end_of, works_on

FIRST, LAST = date(2026, 9, 1), date(2027, 6, 30)
days = st.dates(FIRST, LAST)
moments = days.map(lambda day: datetime(day.year, day.month, day.day, 9, tzinfo=clock.CHINA))
said = st.tuples(moments, st.one_of(days, st.dates(date(2026, 9, 20), date(2026, 10, 20))), st.sampled_from((True, False, None)))
sayings = st.lists(said, max_size=14).map(lambda rows: sorted(rows, key=lambda row: row[0]))
counts = st.integers(1, 12)


def history(rows) -> CalendarHistory:
    return CalendarHistory(tuple(CalendarChange(day=day, is_working=works, made_at=at) for at, day, works in rows))


@given(sayings, moments, counts)
def test_a_time_ends_where_the_slow_reference_says(rows, begun_at, n):
    assert history(rows).end(begun_at, n) == end_of(rows, begun_at, n)


@given(sayings, moments, counts)
def test_nobody_is_given_fewer_days_than_promised_by_either_calendar(rows, begun_at, n):
    start, end = clock.local(begun_at).date(), history(rows).end(begun_at, n)
    earlier = [row for row in rows if row[0] < begun_at]
    span = [start + timedelta(days=i) for i in range(1, (end - start).days + 1)]
    assert min(sum(works_on(words, day) for day in span) for words in (rows, earlier)) >= n


@given(sayings, moments, counts, st.sets(days, max_size=8))
def test_days_made_working_later_take_nothing_away(rows, begun_at, n, made_working):
    later = [(row[0], row[1], row[2]) for row in rows if row[0] < begun_at]
    promised = history(later).end(begun_at, n)
    at = begun_at + timedelta(minutes=1)
    assert history([*later, *((at, day, True) for day in sorted(made_working))]).end(begun_at, n) == promised


@given(sayings, moments, counts, days)
def test_a_day_set_off_moves_an_end_back_by_the_days_it_takes(rows, begun_at, n, off):
    before, at = history(rows), begun_at + timedelta(days=400)
    after = history([*rows, (at, off, False)])
    end, start = before.end(begun_at, n), clock.local(begun_at).date()
    takes_one = start < off <= end and before.since(begun_at).is_working(off)
    assert after.end(begun_at, n) == (before.end(begun_at, n + 1) if takes_one else end)


@given(sayings, moments, counts)
def test_every_day_up_to_the_end_says_whether_it_counts(rows, begun_at, n):
    known, start = history(rows), clock.local(begun_at).date()
    end = known.end(begun_at, n)
    explained = known.since(begun_at).days(start, end)
    assert (explained[-1].day, explained[-1].counts, sum(day.counts for day in explained)) == (end, True, n)
    assert known.since(begun_at).count(start, n) == explained
