"""Knock-on-doors days: on which days they fall, and how one is planned and counted."""

from datetime import date
from uuid import uuid4

import pytest

from db import clock
from db.office.queries import current_scheme
from db.presets import load_preset
from db.scheme import ActivityDay
from db.visits.commands.rounds import close_round, make_knock_day
from db.visits.queries.rounds import find_round
from db.visits.round_checks import next_knock_days
from tests.conftest import MONDAY
from tests.vetting.states import codes, new_scheme
from tests.visits.households import a_steward_with_households, dora_is, met

pytestmark = pytest.mark.both_databases


def _knocking(rule: ActivityDay):
    return lambda scheme: scheme.model_copy(update={"activity_days": (*scheme.activity_days, rule)})


TWENTIETH = ActivityDay(key="knock_day", zh="敲门日", en="Knock-on-doors day", rule="monthly", day=20, is_knock_day=True)


@pytest.mark.parametrize(
    ("preset", "today", "expected"),
    [
        ("fushan", date(2026, 11, 20), [date(2026, 11, 20)]),
        ("fushan", date(2026, 11, 21), [date(2026, 12, 20)]),
        ("fushan", date(2026, 12, 21), [date(2027, 1, 20)]),
        ("ningxia", date(2026, 11, 23), [date(2026, 12, 5)]),
        ("ningxia", date(2026, 12, 6), [date(2027, 1, 2)]),
        ("nanzheng", date(2026, 11, 23), []),
    ],
)
def test_the_next_knock_on_doors_day_is_that_of_the_scheme(preset, today, expected):
    assert [day for _, day in next_knock_days(load_preset(preset), today)] == expected


def test_a_month_without_a_31st_knocks_on_its_last_day(session):
    scheme = _knocking(TWENTIETH.model_copy(update={"day": 31}))(current_scheme(session))
    assert [day for _, day in next_knock_days(scheme, date(2027, 2, 3))] == [date(2027, 2, 28)]


def test_a_knock_on_doors_day_is_planned_once_for_a_unit_and_counts_from_that_day(session, cast):
    steward_id, households = a_steward_with_households(session, cast)
    dora_is(session, cast, steward_id)
    new_scheme(session, cast, _knocking(TWENTIETH))
    day, press = date(2026, 12, 20), uuid4()
    plan = lambda **more: make_knock_day(  # noqa: E731
        session, cast.grace, **{"name": "敲门日", "unit_id": cast.places.pine_court, "day": day, **more}
    )
    first, second = plan(request_id=press), plan(request_id=press)
    assert first == second
    other_building = {"unit_id": cast.places.willow}
    assert codes(lambda more: plan(**more), {}, {"day": MONDAY}, other_building) == [
        "knock_day_planned", "knock_day_wrong", "unit_not_found",
    ]  # fmt: skip
    met(session, cast.dora, households[0])
    assert find_round(session, cast.bob, first).progress.n_due == 3
    with clock.at(day):
        met(session, cast.dora, households[0])
        assert find_round(session, cast.bob, first).progress.n_due == 2


def test_a_day_closed_before_it_began_can_be_planned_again_and_one_that_was_held_cannot(session, cast):
    a_steward_with_households(session, cast)
    new_scheme(session, cast, _knocking(TWENTIETH))
    day = date(2026, 12, 20)
    plan = lambda: make_knock_day(session, cast.grace, name="敲门日", unit_id=cast.places.pine_court, day=day)  # noqa: E731
    close_round(session, cast.grace, round_id=plan())
    second = plan()
    with clock.at(day):
        close_round(session, cast.grace, round_id=second)
        assert codes(lambda _: plan(), None) == ["knock_day_planned"]
