"""What a clerk types for one row, all on the number pad."""

from datetime import date

import pytest

from db.errors import Invalid
from db.presets import load_preset
from db.visits.models.visits import Outcome
from db.visits.row_shorthand import Ticks, last_such_day, read_ticks

TODAY = date(2026, 11, 23)
SCHEME = load_preset("nanzheng")


@pytest.mark.parametrize(
    ("typed", "ticks"),
    [
        ("1", Ticks(Outcome.MET)),
        ("2", Ticks(Outcome.NOBODY_HOME)),
        ("13", Ticks(Outcome.MET, "talk")),
        ("1+25", Ticks(Outcome.MET, "", ("difficulty", "hazard"))),
        ("20/12+9", Ticks(Outcome.MET, "chat", ("nothing",), date(2026, 11, 20))),
        ("30/1", Ticks(Outcome.MET, day=date(2026, 10, 30))),
        (" １ ＋ ２ ", Ticks(Outcome.MET, "", ("difficulty",))),
        ("1+", Ticks(Outcome.MET)),
        ("0", Ticks(None)),
    ],
)
def test_digits_are_the_boxes_in_their_order(typed, ticks):
    assert read_ticks(typed, SCHEME, TODAY) == ticks


@pytest.mark.parametrize("typed", ["", "x", "5", "19", "1+0", "+2", "1-2", "32/1", "0/1", "01", "0+1", "1+2x", "١", "1" * 500])
def test_what_cannot_be_read_is_told_and_never_guessed(typed):
    with pytest.raises(Invalid, match="ticks_wrong"):
        read_ticks(typed, SCHEME, TODAY)


def test_a_day_without_a_month_is_the_last_such_day():
    assert last_such_day(23, TODAY) == TODAY
    assert last_such_day(31, TODAY) == date(2026, 10, 31)
    assert last_such_day(29, date(2027, 3, 1)) == date(2027, 1, 29)
