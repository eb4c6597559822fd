"""Days that the office sets itself."""

from datetime import date

import pytest

from db import audit
from db.calendar import DayKind, changed_days, work_calendar
from db.errors import NotAllowed
from db.office.commands.calendar import clear_day, set_day

FRIDAY = date(2027, 10, 8)


def test_a_day_that_was_set_counts_from_now_on(session, cast):
    set_day(session, cast.bob, day=FRIDAY, is_working=False, note=" 运动会 ")
    assert work_calendar(session).kind(FRIDAY) is DayKind.OFFICE_OFF
    assert [(row.day, row.note) for row in changed_days(session)] == [(FRIDAY, "运动会")]


def test_a_day_set_twice_is_what_was_said_last(session, cast):
    for works in (False, True):
        set_day(session, cast.bob, day=FRIDAY, is_working=works)
    assert work_calendar(session).kind(FRIDAY) is DayKind.OFFICE_WORKING


def test_a_day_that_was_cleared_is_as_published(session, cast):
    set_day(session, cast.bob, day=date(2026, 10, 5), is_working=True)
    clear_day(session, cast.bob, day=date(2026, 10, 5))
    assert (work_calendar(session).kind(date(2026, 10, 5)), changed_days(session)) == (DayKind.HOLIDAY, [])


def test_clearing_a_day_that_nobody_set_writes_nothing(session, cast):
    _, before = audit.page(session, offset=0, limit=1)
    clear_day(session, cast.bob, day=FRIDAY)
    assert audit.page(session, offset=0, limit=1)[1] == before


def test_days_are_listed_newest_first(session, cast):
    for day in (FRIDAY, date(2028, 1, 3), date(2027, 1, 1)):
        set_day(session, cast.ada, day=day, is_working=False)
    assert [row.day for row in changed_days(session)] == [date(2028, 1, 3), FRIDAY, date(2027, 1, 1)]


def test_setting_and_clearing_a_day_is_in_the_journal(session, cast):
    set_day(session, cast.bob, day=FRIDAY, is_working=False)
    clear_day(session, cast.bob, day=FRIDAY)
    entries, _ = audit.page(session, offset=0, limit=2, action="calendar_day_set")
    assert [entry.detail for entry in entries] == [
        {"day": "2027-10-08", "is_working": None},
        {"day": "2027-10-08", "is_working": False},
    ]


@pytest.mark.parametrize("who", ["alice", "grace", "dora", "leo"])
def test_nobody_but_clerk_and_administrator_sets_days(session, cast, who):
    with pytest.raises(NotAllowed):
        set_day(session, getattr(cast, who), day=FRIDAY, is_working=False)
    with pytest.raises(NotAllowed):
        clear_day(session, getattr(cast, who), day=FRIDAY)
