"""Who can be proposed and how many each may have: the scheme's figures, age, health, and what they have already."""

import pytest

from db.ledger.commands.assign import set_load
from db.ledger.models.households import HouseholdKind
from db.ledger.queries.stewards import households_under, most_for, stewards_for, stewards_who_keep
from db.office.queries import current_scheme, find_unit
from db.presets import load_preset
from db.vetting.commands.stewards import suspend
from tests.ledger.households import FIRST_YOUNG, a_street, looked_after, shop, steward_at, written
from tests.vetting.states import a_steward

pytestmark = pytest.mark.both_databases

# What the five presets say of one steward: families at least and at most, shops at least and at most.
RANGES = {
    "jili": (10, 20, 30, 50),
    "nanzheng": (10, 60, 0, 0),
    "qianxi": (10, 10, 0, 0),
    "fushan": (10, 40, 0, 0),
    "ningxia": (10, 30, 0, 0),
}
FAMILY, MERCHANT = HouseholdKind.FAMILY, HouseholdKind.MERCHANT


def _stewards(session, cast, kind=FAMILY, scheme=None, unit_id=None):
    unit = find_unit(session, cast.bob, unit_id or cast.places.town)
    return stewards_for(session, scheme or current_scheme(session), unit.path, kind)


@pytest.mark.parametrize("preset", RANGES)
def test_the_figures_of_a_preset_are_those_of_its_office(preset):
    c = load_preset(preset).coverage
    assert (c.households_min, c.households_max, c.merchants_min, c.merchants_max) == RANGES[preset]


@pytest.mark.parametrize("preset", RANGES)
def test_a_young_steward_may_have_the_most_of_the_preset_and_an_old_one_is_given_less(session, cast, preset):
    scheme, most, building = load_preset(preset), RANGES[preset][1], cast.places.buildings[0]
    own = {"category": scheme.serving("families")[0]}
    young, old = (steward_at(session, cast, n, building, **own) for n in (FIRST_YOUNG, 0))
    found = {steward.id: (steward.light, steward.most) for steward in _stewards(session, cast, scheme=scheme)}
    assert found == {young: (most, most), old: (most * 70 // 100, most)}


@pytest.mark.parametrize(("preset", "expected"), [("jili", 50), ("nanzheng", 60)])
def test_shops_have_a_range_of_their_own_where_the_scheme_names_one(preset, expected):
    assert most_for(load_preset(preset), MERCHANT) == expected


def test_the_one_who_looks_after_shops_is_not_asked_for_families(session, cast):
    scheme = load_preset("jili")
    steward_at(session, cast, FIRST_YOUNG, cast.places.pine_court, category="merchant_steward")
    assert _stewards(session, cast, FAMILY, scheme) == []
    assert [(steward.light, steward.most) for steward in _stewards(session, cast, MERCHANT, scheme)] == [(50, 50)]


def test_in_nanzheng_a_steward_may_have_a_whole_building(session, cast):
    """One building, one steward: as many as sixty doors."""
    assert load_preset("nanzheng").steward.covers == current_scheme(session).levels[-1].key
    a_steward(session, cast, FIRST_YOUNG)
    assert [steward.most for steward in _stewards(session, cast)] == [60]


def test_whoever_is_suspended_is_not_proposed(session, cast):
    steward_id = a_steward(session, cast, FIRST_YOUNG)
    suspend(session, cast.bob, steward_id=steward_id, seen=1, reason="住院")
    assert _stewards(session, cast) == []


def test_only_stewards_under_the_unit_are_asked(session, cast):
    here, there = (steward_at(session, cast, n, unit) for n, unit in ((5, cast.places.pine_court), (6, cast.places.willow)))
    assert [steward.id for steward in _stewards(session, cast, unit_id=cast.places.pine)] == [here]
    assert {steward.id for steward in _stewards(session, cast)} == {here, there}


def test_a_limit_for_health_counts_like_the_schemes_most(session, cast):
    steward_id = a_steward(session, cast, FIRST_YOUNG)
    set_load(session, cast.bob, steward_id=steward_id, most=5, reason="腿脚不便")
    assert [(steward.light, steward.most) for steward in _stewards(session, cast)] == [(5, 5)]


def test_the_limit_of_an_old_steward_is_lightened_too(session, cast):
    steward_id = a_steward(session, cast, 0)
    set_load(session, cast.bob, steward_id=steward_id, most=10, reason="腿脚不便")
    assert [(steward.light, steward.most) for steward in _stewards(session, cast)] == [(7, 10)]


def test_a_limit_above_the_schemes_most_gives_nobody_more(session, cast):
    steward_id = a_steward(session, cast, FIRST_YOUNG)
    set_load(session, cast.bob, steward_id=steward_id, most=100, reason="热心")
    assert [steward.most for steward in _stewards(session, cast)] == [60]


def test_what_a_steward_has_elsewhere_or_of_the_other_kind_is_taken_off(session, cast):
    steward_id = steward_at(session, cast, FIRST_YOUNG, cast.places.pine_court)
    here, elsewhere = written(session, cast, 0), written(session, cast, 1, unit_id=cast.places.garden_building)
    for household_id in (here, elsewhere, written(session, cast, 2, **shop(cast, 2).model_dump())):
        looked_after(session, household_id, steward_id, cast.bob)
    assert [steward.most for steward in _stewards(session, cast, unit_id=cast.places.pine_court)] == [58]


def test_a_household_knows_its_units_from_the_top_and_who_looks_after_it(session, cast):
    steward_id, household_id = a_steward(session, cast, FIRST_YOUNG), written(session, cast)
    looked_after(session, household_id, steward_id, cast.bob)
    [household] = households_under(session, cast.bob.unit_path, FAMILY)
    p = cast.places
    assert (household.id, household.path, household.steward) == (
        household_id,
        (p.town, p.pine, p.pine_court, p.buildings[0]),
        steward_id,
    )


def test_whoever_comes_from_another_unit_keeps_their_households_and_gets_no_more(session, cast):
    steward_id = steward_at(session, cast, FIRST_YOUNG, cast.places.pine)
    for household_id in a_street(session, cast, 2):
        looked_after(session, household_id, steward_id, cast.bob)
    building = find_unit(session, cast.bob, cast.places.buildings[0])
    [steward] = stewards_who_keep(session, current_scheme(session), building.path, FAMILY)
    assert (steward.id, steward.light, steward.most) == (steward_id, 0, 2)
    assert _stewards(session, cast, unit_id=building.id) == []
