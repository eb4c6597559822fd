"""Moving a unit takes everything under it along, and every path stays right."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.errors import Conflict, Invalid
from db.office.commands.units import add_unit, close_unit, move_unit
from db.office.queries import UnitRow, find_unit, root_unit, units_under

pytestmark = pytest.mark.both_databases

trees = st.lists(st.lists(st.integers(0, 2), max_size=3), min_size=2, max_size=3)
"""Communities, their estates, and how many buildings each estate has."""


def whole_tree(session) -> dict[int, UnitRow]:
    return {unit.id: unit for unit in units_under(session, root_unit(session).path, with_closed=True)}


def wrong_paths(session) -> list[str]:
    """Units whose path or depth is not what their parents say."""
    units = whole_tree(session)
    return [
        unit.path
        for unit in units.values()
        if unit.parent_id is not None
        and (unit.path, unit.depth) != (f"{units[unit.parent_id].path}{unit.id}/", units[unit.parent_id].depth + 1)
    ]


def plant(session, cast, tree: list[list[int]]) -> list[tuple[int, list[int]]]:
    planted = []
    for i, estates in enumerate(tree):
        community = add_unit(session, cast.bob, parent_id=cast.places.town, name=f"第{i}社区")
        added = [add_unit(session, cast.bob, parent_id=community, name=f"{i}区{j}苑") for j in range(len(estates))]
        for estate, n_buildings in zip(added, estates, strict=True):
            for k in range(n_buildings):
                add_unit(session, cast.bob, parent_id=estate, name=f"{k}号楼")
        planted.append((community, added))
    return planted


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees, moves=st.lists(st.tuples(st.integers(0, 8), st.integers(0, 2)), max_size=4))
def test_after_any_moves_in_any_tree_every_path_is_that_of_its_parents(session, cast, tree, moves):
    session.rollback()
    planted = plant(session, cast, tree)
    estates = [estate for _, added in planted for estate in added]
    n_units = len(whole_tree(session))
    for which, where in moves if estates else []:
        unit = find_unit(session, cast.bob, estates[which % len(estates)])
        move_unit(session, cast.bob, unit_id=unit.id, parent_id=planted[where % len(planted)][0], seen=unit.version)
    assert (wrong_paths(session), len(whole_tree(session))) == ([], n_units)


def test_a_moved_estate_takes_its_buildings_along(session, cast):
    move_unit(session, cast.bob, unit_id=cast.places.pine_court, parent_id=cast.places.willow, seen=1)
    willow = find_unit(session, cast.bob, cast.places.willow)
    under = {unit.id for unit in units_under(session, willow.path)}
    assert {cast.places.pine_court, *cast.places.buildings} <= under
    assert wrong_paths(session) == []


def test_who_belongs_to_the_new_place_sees_what_was_moved_and_the_old_place_no_longer(session, cast):
    move_unit(session, cast.bob, unit_id=cast.places.pine_court, parent_id=cast.places.willow, seen=1)
    seen = [
        cast.places.pine_court in {unit.id for unit in units_under(session, actor.unit_path)}
        for actor in (cast.charlie, cast.alice)
    ]
    assert seen == [True, False]


def test_a_move_leaves_units_with_a_similar_path_alone(session, cast):
    before = find_unit(session, cast.bob, cast.places.pine_garden)
    move_unit(session, cast.bob, unit_id=cast.places.pine_court, parent_id=cast.places.willow, seen=1)
    assert find_unit(session, cast.bob, cast.places.pine_garden) == before


@pytest.mark.parametrize("parent", ["town", "pine_garden", "willow_building", "pine_court"])
def test_a_unit_stays_on_its_level(session, cast, parent):
    with pytest.raises(Invalid) as caught:
        move_unit(session, cast.bob, unit_id=cast.places.pine_court, parent_id=getattr(cast.places, parent), seen=1)
    assert (caught.value.code, caught.value.field) == ("unit_wrong_level", "parent")


def test_the_offices_own_unit_is_never_moved(session, cast):
    with pytest.raises(Invalid):
        move_unit(session, cast.bob, unit_id=cast.places.town, parent_id=cast.places.pine, seen=1)


def test_a_unit_is_not_moved_to_where_its_name_is_taken(session, cast):
    add_unit(session, cast.bob, parent_id=cast.places.willow, name="松风苑")
    with pytest.raises(Conflict) as caught:
        move_unit(session, cast.bob, unit_id=cast.places.pine_court, parent_id=cast.places.willow, seen=1)
    assert caught.value.code == "unit_name_taken"


def test_a_unit_is_not_moved_under_a_closed_one(session, cast):
    empty = add_unit(session, cast.bob, parent_id=cast.places.town, name="旧社区")
    close_unit(session, cast.bob, unit_id=empty, seen=1)
    with pytest.raises(Invalid):
        move_unit(session, cast.bob, unit_id=cast.places.pine_garden, parent_id=empty, seen=1)
