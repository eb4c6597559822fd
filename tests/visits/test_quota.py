"""Quotas and full rounds, with each preset's figures and against a slow, obvious count of days."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.presets import load_preset
from db.visits.quota import Quota, QuotaReason, Workload, days_of, month_quota, n_days_paused, round_of

NOVEMBER, TODAY = 202611, date(2026, 11, 23)
WHOLE_NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def quota(preset, n_households, age=55, **more):
    return month_quota(load_preset(preset), Workload(n_households, age, **more), NOVEMBER, TODAY)


@pytest.mark.parametrize(
    ("preset", "n_households", "least", "most"),
    [
        ("nanzheng", 60, 10, 20),  # 10-20 households a month
        ("qianxi", 10, 2, 10),  # two home visits a month at least, of ten households
        ("jili", 20, 5, 20),  # families
        ("jili", 50, 5, 20),  # shops of a merchant steward
        ("fushan", 40, 5, 20),
        ("ningxia", 30, 5, 20),
    ],
)
def test_each_preset_asks_for_its_own_figures(preset, n_households, least, most):
    assert quota(preset, n_households) == Quota(least, most)


def test_nobody_is_asked_to_meet_more_households_than_they_have():
    assert quota("nanzheng", 7) == Quota(7, 7, (QuotaReason.FEW_HOUSEHOLDS,))
    assert quota("nanzheng", 0) == Quota(0, 0, (QuotaReason.FEW_HOUSEHOLDS,))
    assert quota("nanzheng", 15) == Quota(10, 15)


def test_from_75_on_a_steward_is_asked_for_seven_tenths_and_for_one_at_least():
    assert quota("nanzheng", 60, age=74) == Quota(10, 20)
    assert quota("nanzheng", 60, age=75) == Quota(7, 14, (QuotaReason.AGE,))
    assert quota("qianxi", 10, age=84) == Quota(1, 7, (QuotaReason.AGE,))


def test_a_lighter_load_for_health_makes_the_quota_lighter():
    assert quota("nanzheng", 60, most_households=4) == Quota(4, 4, (QuotaReason.LOAD,))
    assert quota("nanzheng", 60, most_households=0) == Quota(0, 0, (QuotaReason.LOAD,))
    assert quota("nanzheng", 60, most_households=40) == Quota(10, 20)


def test_nothing_is_asked_while_a_pause_lasts_and_afterwards_for_the_days_that_are_left():
    lasts = (date(2026, 11, 20), date(2026, 12, 31))
    over = (date(2026, 10, 1), date(2026, 11, 15))
    assert quota("nanzheng", 60, pauses=(lasts,)) == Quota(0, 0, (QuotaReason.PAUSE,))
    assert quota("nanzheng", 60, pauses=(over,)) == Quota(5, 10, (QuotaReason.PAUSE,))
    assert quota("nanzheng", 60, pauses=(WHOLE_NOVEMBER,)) == Quota(0, 0, (QuotaReason.PAUSE,))


@pytest.mark.parametrize(("n_paused", "least"), [(1, 1), (15, 1), (16, 0), (30, 0)])
def test_a_quota_of_one_lasts_as_long_as_half_of_the_month_is_free(n_paused, least):
    off = (date(2026, 11, 1), date(2026, 11, n_paused))
    found = month_quota(load_preset("qianxi"), Workload(10, 84, pauses=(off,)), NOVEMBER, date(2026, 12, 1))
    assert (found.least, QuotaReason.PAUSE in found.why) == (least, True)


def test_a_day_off_takes_nothing_from_ten_and_three_days_take_one():
    off = [(date(2026, 11, 2), date(2026, 11, last)) for last in (2, 4)]
    assert [quota("nanzheng", 60, pauses=(span,)).least for span in off] == [10, 9]


def test_full_rounds_are_a_year_in_one_preset_and_half_years_in_another():
    rounds = {preset: [round_of(load_preset(preset), month) for month in (202606, 202607)] for preset in ("nanzheng", "qianxi")}
    assert rounds == {
        "nanzheng": [(202601, 202612, 1, 1)] * 2,
        "qianxi": [(202601, 202606, 1, 2), (202607, 202612, 2, 2)],
    }


days = st.dates(date(2026, 9, 1), date(2027, 2, 28))
spans = st.lists(st.tuples(days, days).map(lambda two: (min(two), max(two))), max_size=4)


def _every_day(month):
    year, number = divmod(month, 100)
    return [date(year, number, day) for day in range(1, monthrange(year, number)[1] + 1)]


@given(spans, st.sampled_from([202610, 202611, 202612, 202702]))
def test_paused_days_are_those_found_by_looking_at_each_day(pauses, month):
    paused = [day for day in _every_day(month) if any(first <= day <= last for first, last in pauses)]
    assert n_days_paused(pauses, days_of(month)) == len(paused)


def _slow_quota(scheme, workload, month, today):
    """Day by day and rule by rule."""
    every = _every_day(month)
    off = {day for first, last in workload.pauses for day in every if first <= day <= last}
    free = 0 if today in off else len([day for day in every if day not in off])
    asked = []
    for figure in (scheme.visiting.per_month_min, scheme.visiting.per_month_max):
        if workload.most_households is not None and workload.most_households < figure:
            figure = workload.most_households
        if workload.age >= scheme.coverage.lighter_from_age and figure > 0:
            figure = int(figure * scheme.coverage.lighter_share / 100) or 1
        # The whole number nearest to the share of the free days; of two that are as near, the greater.
        nearest = min(range(figure + 1), key=lambda n: (abs(n * len(every) - figure * free), -n))
        asked.append(min(nearest, workload.n_households))
    return tuple(asked)


@given(
    st.sampled_from(["nanzheng", "qianxi", "jili", "fushan", "ningxia"]), st.integers(0, 80), st.integers(18, 95),
    st.none() | st.integers(0, 60), spans, st.sampled_from([202610, 202611, 202612]), days,
)  # fmt: skip
def test_the_quota_is_what_a_slow_count_says(preset, n_households, age, most_households, pauses, month, today):
    scheme, workload = load_preset(preset), Workload(n_households, age, most_households, tuple(pauses))
    found = month_quota(scheme, workload, month, today)
    assert (found.least, found.most) == _slow_quota(scheme, workload, month, today)
    assert found.least <= found.most <= max(n_households, 0)


@given(st.integers(0, 15), st.integers(1, 12))
def test_the_rounds_of_a_year_follow_one_another_without_a_gap(n_rounds, number):
    scheme = load_preset("qianxi")
    scheme = scheme.model_copy(update={"visiting": scheme.visiting.model_copy(update={"full_rounds_per_year": n_rounds})})
    found = [round_of(scheme, 202600 + month) for month in range(1, 13)]
    first, last, n, of = found[number - 1]
    assert first <= 202600 + number <= last
    assert of == min(n_rounds, 12)
    assert sorted({one[2] for one in found}) == (list(range(1, of + 1)) or [0])
    assert [month for month in range(1, 13) if found[month - 1][2] == n] == list(range(first % 100, last % 100 + 1))


def test_days_of_a_month_know_the_29th_of_february():
    assert days_of(202802) == (date(2028, 2, 1), date(2028, 3, 1) - timedelta(days=1))
