"""The calendar is changed while an announcement hangs: whoever opens a page of it reads so."""

from components.wording.words import full_day
from db import clock
from db.engine import reading
from db.vetting.queries.announcement_days import days_of
from db.vetting.queries.announcements import public_announcements
from tests.pages.conftest import written_on


def _running():
    with reading() as s:
        [row] = public_announcements(s, clock.today())
        return row, days_of(s, row)


def _set_off(open_page, day):
    test = open_page("office/calendar.py", "clerk")
    next(field for field in test.date_input if "day" in field.key).set_value(day)
    next(button for button in test.button if button.label == "保存").click().run()
    assert not test.exception
    return test


def test_a_day_set_off_at_a_desk_stands_on_the_public_page_and_asks_for_a_new_poster(open_page):
    row, days = _running()
    lost = next(day.day for day in days.days if day.counts and day.day > clock.today())
    assert "期限因此顺延" in written_on(_set_off(open_page, lost))
    after, _ = _running()
    assert after.ends_on > row.ends_on
    public = written_on(open_page("public/announcements.py", None))
    assert f"将{full_day(lost, with_year=False)}设为休息，该日不计入公示期。" in public
    assert f"公示截止日期由{full_day(row.ends_on)}顺延至{full_day(after.ends_on)}。" in public
    assert "请重新打印张贴" in written_on(open_page("home/home.py", "clerk"))
