"""The one clock: set by a block, set by a file, else the machine's."""

from contextvars import Context
from datetime import UTC, date, datetime, timedelta

import pytest

from db import clock
from db.errors import Refused

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def clock_file(tmp_path, monkeypatch):
    """The file that RED_STEWARD_CLOCK names."""
    monkeypatch.setenv("RED_STEWARD_CLOCK", str(tmp_path / "clock.txt"))
    return tmp_path / "clock.txt"


def outside(read):
    """What `read` answers where no block has set the clock."""
    return Context().run(read)


def test_a_block_sets_the_moment():
    with clock.at(NOON):
        assert clock.now() == NOON


def test_a_date_is_nine_in_the_morning_in_china():
    with clock.at(date(2026, 10, 1)):
        assert clock.now() == datetime(2026, 10, 1, 1, tzinfo=UTC)


def test_a_block_ends_where_it_began():
    before = clock.now()
    with clock.at(NOON):
        pass
    assert clock.now() == before


def test_an_inner_block_outweighs_the_outer_one_until_its_end():
    with clock.at(NOON):
        with clock.at(date(2027, 1, 1)):
            assert clock.today() == date(2027, 1, 1)
        assert clock.today() == date(2026, 10, 1)


def test_a_block_that_raises_gives_the_clock_back():
    before = clock.now()
    with pytest.raises(LookupError), clock.at(NOON):
        raise LookupError
    assert clock.now() == before


@pytest.mark.parametrize(("utc_hour", "day"), [(15, 1), (16, 2)])
def test_the_day_of_office_life_begins_at_midnight_in_china(utc_hour, day):
    with clock.at(datetime(2026, 10, 1, utc_hour, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 10, day)


def test_a_file_sets_the_clock_of_a_running_installation(clock_file):
    clock_file.write_text("2026-12-01T09:00:00+08:00\n", "utf-8")
    assert outside(clock.now) == datetime(2026, 12, 1, 1, tzinfo=UTC)


def test_moving_the_file_on_moves_the_clock_on(clock_file):
    seen = []
    for text in ("2026-12-01T09:00:00+08:00", "2026-12-02T09:00:00+08:00"):
        clock_file.write_text(text, "utf-8")
        seen.append(outside(clock.today))
    assert seen == [date(2026, 12, 1), date(2026, 12, 2)]


def test_a_block_outweighs_the_file(clock_file):
    clock_file.write_text("2026-12-01T09:00:00+08:00", "utf-8")
    with clock.at(NOON):
        assert clock.now() == NOON


@pytest.mark.parametrize("text", [None, ""])
def test_without_a_time_in_the_file_the_clock_is_the_machines(clock_file, text):
    if text is not None:
        clock_file.write_text(text, "utf-8")
    assert outside(clock.set_time) is None
    assert abs(outside(clock.now) - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_moment_is_shown_in_the_time_of_china():
    assert clock.local(NOON).isoformat() == "2026-10-01T20:00:00+08:00"


def test_a_file_that_holds_no_time_is_refused(clock_file):
    """Whoever set the clock would otherwise not know that the machine's is used."""
    clock_file.write_text("tomorrow", "utf-8")
    with pytest.raises(Refused) as caught:
        outside(clock.set_time)
    assert caught.value.code == "clock_unreadable"
