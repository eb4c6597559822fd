"""Between which days a date can lie: the one place for it, and that fields of forms are drawn with it."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.wording.refusals import SENTENCES
from db import day_bounds
from db.day_bounds import Bounds, party_problem, years_after
from db.errors import Invalid
from db.id_numbers import age_on

ROOT = Path(__file__).resolve().parents[2]
ONE_DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2099, 12, 31))
births = st.dates(date(1930, 1, 1), date(2015, 12, 31))


def every_kind(today: date, other: date) -> list[Bounds]:
    """`other` is when somebody was born, took office or was visited."""
    return [
        day_bounds.birth(today), day_bounds.in_office(other, today), day_bounds.visit(today), day_bounds.visit(today, other),
        day_bounds.promise(today), day_bounds.round_start(today), day_bounds.round_end(today),
        day_bounds.pause_start(today), day_bounds.pause_end(today), day_bounds.stand_in(today), day_bounds.working_day(today),
    ]  # fmt: skip


@given(days, births)
def test_the_first_and_the_last_day_can_be_and_the_days_beyond_them_are_refused(today, other):
    for within in every_kind(today, other):
        if within.first > within.last:
            continue
        assert [list(within.wrong(day, "day")) for day in (within.first, within.last)] == [[], []]
        before, after = within.first - ONE_DAY, within.last + ONE_DAY
        assert [refusal.code for refusal in within.wrong(before, "day")] == [within.too_early]
        assert [refusal.code for refusal in within.wrong(after, "day")] == [within.too_late]
        assert (before in within, within.first in within, within.last in within, after in within) == (False, True, True, False)


@given(days, births)
def test_every_bound_has_its_sentence(today, other):
    assert {code for within in every_kind(today, other) for code in (within.too_early, within.too_late)} <= SENTENCES.keys()


@given(days, births)
def test_no_visit_lies_before_the_stewards_time_nor_in_the_future(today, since):
    within = day_bounds.visit(today, since)
    assert within.last == today
    assert within.first >= min(since, today)


@given(births, days, st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_nobody_joins_the_party_in_the_future_or_before_eighteen(born, today, joined):
    wrong = party_problem(f"{joined:%Y-%m}", born.isoformat(), today)
    if wrong is None:
        last_of_month = (joined.replace(day=1) + timedelta(days=31)).replace(day=1) - ONE_DAY
        assert age_on(born, last_of_month) >= 18
        assert date(1921, 7, 1) <= joined.replace(day=1) <= today
    else:
        assert wrong.code in SENTENCES


@given(births)
def test_the_month_of_the_eighteenth_birthday_is_early_enough(born):
    grown_up, today = years_after(born, 18), date(2100, 1, 1)
    before = grown_up.replace(day=1) - ONE_DAY
    assert party_problem(f"{grown_up:%Y-%m}", born.isoformat(), today) is None
    assert party_problem(f"{before:%Y-%m}", born.isoformat(), today).code == "party_under_age"  # type: ignore[union-attr]


def test_a_day_that_is_not_given_is_not_refused():
    day_bounds.birth(date(2026, 11, 23)).check(None, "day")


def test_a_refusal_names_field_and_bound():
    with pytest.raises(Invalid, match="visit_before_steward") as refusal:
        day_bounds.visit(date(2026, 11, 23), date(2026, 10, 1)).check(date(2026, 9, 30), "visited_on")
    assert (refusal.value.field, refusal.value.params) == ("visited_on", {"first": date(2026, 10, 1)})


def test_every_date_field_is_drawn_with_its_first_and_last_day():
    """One piece draws them all, and asks for the bounds."""
    files = [path for folder in ("components", "pages") for path in (ROOT / folder).rglob("*.py")]
    drawn = [path.name for path in files for _ in re.findall(r"date_input\(", path.read_text("utf-8"))]
    assert drawn == ["forms.py"]
