"""The calendar is changed while something runs: nobody is given fewer working days, and what was changed is said."""

from datetime import date

import pytest
from sqlmodel import select

from components.vetting.announcement_days import calendar_said, said_afterwards, said_of_short_ones
from db import clock
from db.calendar import CalendarChange, DayKind
from db.office.commands.calendar import clear_day, set_day
from db.subjects import count_days_anew, look_at_the_day
from db.vetting.commands.announce import announce_again
from db.vetting.commands.opinions import write_letter
from db.vetting.models.applications import StepRecord
from db.vetting.models.opinions import Opinion
from db.vetting.queries.announcement_days import days_of
from db.vetting.queries.announcements import count_moved, find_announcement, public_announcements
from db.vetting.queries.cases import find_case
from db.vetting.queries.opinions import find_letter, without_letter
from tests.conftest import MONDAY
from tests.people import announced, at_opinions, registered
from tests.vetting.states import cleared, everything, journal

TUESDAY, WEDNESDAY, THURSDAY, SATURDAY = (date(2026, 11, day) for day in (24, 25, 26, 28))
END, A_DAY_LATER = date(2026, 11, 30), date(2026, 12, 1)


@pytest.fixture
def hanging(session, cast):
    """Posted on the Monday for five working days."""
    return announced(session, cast, cleared(session, cast))


def _row(session, cast, announcement_id):
    return find_announcement(session, cast.alice, announcement_id)


def _set(session, cast, day, works, *, on):
    with clock.at(on):
        return set_day(session, cast.bob, day=day, is_working=works)


def _said(session, cast, announcement_id):
    row = _row(session, cast, announcement_id)
    return calendar_said(row, days_of(session, row))


def test_a_day_set_off_while_it_hangs_moves_its_end_back_and_is_said_with_both_ends(session, cast, hanging):
    assert _set(session, cast, THURSDAY, False, on=TUESDAY) == 1
    row = _row(session, cast, hanging)
    assert (row.first_ends_on, row.ends_on) == (END, A_DAY_LATER)
    assert _said(session, cast, hanging) == [
        "公示期间，本单位于11月24日（周二）将11月26日（周四）设为休息，该日不计入公示期。",
        "公示截止日期由2026年11月30日（周一）顺延至2026年12月1日（周二）。",
    ]
    assert journal(session, "announcement_extended") == [
        {"announcement": hanging, "before": END.isoformat(), "after": A_DAY_LATER.isoformat()}
    ]


def test_a_saturday_made_working_while_it_hangs_does_not_count_for_it_and_is_said(session, cast, hanging):
    assert _set(session, cast, SATURDAY, True, on=TUESDAY) == 0
    row = _row(session, cast, hanging)
    assert row.ends_on == END
    assert [day.kind for day in days_of(session, row).days if day.day == SATURDAY] == [DayKind.MADE_WORKING_LATER]
    assert _said(session, cast, hanging) == [
        "公示期间，本单位于11月24日（周二）将11月28日（周六）设为上班，该日不计入本次公示期。"
    ]


def test_a_saturday_made_working_makes_up_for_no_day_that_is_set_off(session, cast, hanging):
    for day, works in ((SATURDAY, True), (THURSDAY, False)):
        _set(session, cast, day, works, on=TUESDAY)
    assert _row(session, cast, hanging).ends_on == A_DAY_LATER


def test_a_saturday_made_working_beforehand_counts_and_the_announcement_says_that_it_does(session, cast):
    _set(session, cast, SATURDAY, True, on=date(2026, 11, 20))
    announcement_id = announced(session, cast, cleared(session, cast))
    assert _row(session, cast, announcement_id).ends_on == SATURDAY
    assert _said(session, cast, announcement_id) == [
        "11月28日（周六）由本单位于11月20日（周五）（公示之前）设为上班，计入公示期。"
    ]


def test_an_end_that_moved_back_stays_there_when_the_change_is_taken_back(session, cast, hanging):
    _set(session, cast, THURSDAY, False, on=TUESDAY)
    with clock.at(WEDNESDAY):
        assert clear_day(session, cast.bob, day=THURSDAY) == 0
    row = _row(session, cast, hanging)
    assert (row.ends_on, days_of(session, row).n_counted) == (A_DAY_LATER, 6)
    assert _said(session, cast, hanging)[0].endswith("撤销了对11月26日（周四）的设置，该日计入公示期。")


def test_only_the_office_sees_who_changed_the_calendar(session, cast, hanging):
    _set(session, cast, SATURDAY, True, on=TUESDAY)
    row = _row(session, cast, hanging)
    days = days_of(session, row)
    assert cast.bob.name in calendar_said(row, days, with_names=True)[0]
    assert cast.bob.name not in calendar_said(row, days)[0]


def test_one_that_is_over_stays_over_says_that_it_had_too_few_days_and_can_be_announced_again(session, cast, hanging):
    assert _set(session, cast, THURSDAY, False, on=A_DAY_LATER) == 0
    row = _row(session, cast, hanging)
    assert (row.ends_on, calendar_said(row, days_of(session, row))) == (END, [])
    *_, short = said_afterwards(row, days_of(session, row))
    assert short == "按现在的日历，本次公示只有 4 个工作日，不足 5 个，可以重新公示。"
    assert said_of_short_ones(session, cast.bob, {hanging}) == [f"公示 2026-1：{short}"]
    with clock.at(A_DAY_LATER):
        again = announce_again(session, cast.alice, announcement_id=hanging, reason="公示天数不足")
    assert _row(session, cast, again).ends_on == date(2026, 12, 8)


def test_what_the_daily_look_finds_changed_moves_an_end_too(session, cast, hanging):
    """As when a newer program brings the arrangement of another year."""
    session.add(CalendarChange(day=THURSDAY, is_working=False, made_at=clock.now()))
    look_at_the_day(session, TUESDAY)
    assert [row.ends_on for row in public_announcements(session, MONDAY)] == [A_DAY_LATER]


def test_whoever_announces_is_asked_for_a_new_poster_while_one_that_moved_hangs(session, cast, hanging):
    assert count_moved(session, cast.alice, TUESDAY) == 0
    _set(session, cast, THURSDAY, False, on=TUESDAY)
    assert [count_moved(session, cast.alice, day) for day in (TUESDAY, A_DAY_LATER, date(2026, 12, 2))] == [1, 1, 0]


def test_counting_anew_without_a_change_writes_nothing(session, cast, hanging):
    registered(session, cast, 1)
    before = everything(session)
    assert (count_days_anew(session), everything(session)) == (0, before)


def test_a_step_its_opinions_and_their_letter_are_due_later(session, cast):
    application_id = at_opinions(session, cast)
    letter_id = write_letter(session, cast.alice, department="court", opinion_ids=without_letter(session, cast.alice, "court"))
    due_on = find_case(session, cast.alice, application_id).due_on
    _set(session, cast, THURSDAY, False, on=TUESDAY)
    letter = find_letter(session, cast.alice, letter_id)
    later = {opinion.due_on for opinion in session.exec(select(Opinion))} | {letter.reply_by}
    assert (letter.first_reply_by, later) == (due_on, {find_case(session, cast.alice, application_id).due_on})
    assert min(later) > due_on


def test_a_step_that_is_overdue_is_given_the_day_that_it_lost(session, cast):
    application_id = registered(session, cast)
    assert find_case(session, cast.alice, application_id).due_on == THURSDAY
    assert _set(session, cast, TUESDAY, False, on=date(2026, 11, 27)) == 1
    assert find_case(session, cast.alice, application_id).due_on == date(2026, 11, 27)


def test_a_step_that_is_over_keeps_its_day(session, cast):
    at_opinions(session, cast)
    before = {row.id: row.due_on for row in session.exec(select(StepRecord)) if row.decided_at}
    _set(session, cast, TUESDAY, False, on=MONDAY)
    assert {row.id: row.due_on for row in session.exec(select(StepRecord)) if row.decided_at} == before
    assert len(before) == 3
