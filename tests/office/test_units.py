"""The tree of units: added, renamed, in the order people count; what lies outside one's own unit is not found."""

import pytest

from db import audit
from db.actor import Actor, Role
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from db.office.commands.units import add_unit, close_unit, move_unit, rename_unit, reopen_unit
from db.office.queries import children, find_unit, root_unit, unit_names, units_under


def willow_clerk(session, cast) -> Actor:
    """Clerk of the other community alone."""
    path = find_unit(session, cast.ada, cast.places.willow).path
    return Actor(cast.charlie.user_id, "查书记", Role.CLERK, cast.places.willow, path)


def test_an_added_unit_hangs_under_its_parent(session, cast):
    unit = find_unit(session, cast.bob, add_unit(session, cast.bob, parent_id=cast.places.pine, name=" 听涛　苑 "))
    parent = find_unit(session, cast.bob, cast.places.pine)
    assert (unit.name, unit.path, unit.depth, unit.parent_id) == ("听涛 苑", f"{parent.path}{unit.id}/", 2, parent.id)


def test_the_same_name_under_the_same_parent_is_refused(session, cast):
    with pytest.raises(Conflict) as caught:
        add_unit(session, cast.bob, parent_id=cast.places.pine, name=" 松风苑")
    assert (caught.value.code, caught.value.field, caught.value.params) == ("unit_name_taken", "name", {"name": "松风苑"})


def test_the_same_name_under_another_parent_is_another_unit(session, cast):
    twin = add_unit(session, cast.bob, parent_id=cast.places.willow, name="松风苑")
    assert twin != cast.places.pine_court


def test_nothing_comes_below_the_last_level(session, cast):
    with pytest.raises(Invalid) as caught:
        add_unit(session, cast.bob, parent_id=cast.places.buildings[0], name="1单元")
    assert caught.value.code == "unit_too_deep"


@pytest.mark.parametrize("name", ["", "　 ", "楼" * 61])
def test_a_unit_without_a_name_or_with_an_endless_one_is_refused(session, cast, name):
    with pytest.raises(Invalid) as caught:
        add_unit(session, cast.bob, parent_id=cast.places.pine, name=name)
    assert (caught.value.code, caught.value.field) == ("unit_name_missing", "name")


def test_a_renamed_unit_keeps_its_place_and_what_is_under_it(session, cast):
    before = find_unit(session, cast.bob, cast.places.pine_court)
    rename_unit(session, cast.bob, unit_id=before.id, name="松涛苑", seen=before.version)
    after = find_unit(session, cast.bob, before.id)
    assert (after.name, after.path, after.version) == ("松涛苑", before.path, before.version + 1)
    assert [unit.id for unit in children(session, before.id)] == list(cast.places.buildings)


def test_a_unit_may_be_renamed_to_its_own_name(session, cast):
    rename_unit(session, cast.bob, unit_id=cast.places.pine, name="松风社区", seen=1)
    assert find_unit(session, cast.bob, cast.places.pine).version == 2


def test_a_name_that_a_neighbour_has_is_refused(session, cast):
    with pytest.raises(Conflict):
        rename_unit(session, cast.bob, unit_id=cast.places.pine, name="柳河社区", seen=1)


@pytest.mark.parametrize(
    "command",
    [
        lambda s, a, p: rename_unit(s, a, unit_id=p.garden_building, name="2号楼", seen=1),
        lambda s, a, p: move_unit(s, a, unit_id=p.garden_building, parent_id=p.willow_bank, seen=1),
        lambda s, a, p: close_unit(s, a, unit_id=p.garden_building, seen=1),
        lambda s, a, p: reopen_unit(s, a, unit_id=p.garden_building, seen=1),
    ],
    ids=["rename", "move", "close", "reopen"],
)
def test_who_saw_an_older_version_of_a_unit_is_told(session, cast, command):
    rename_unit(session, cast.ada, unit_id=cast.places.garden_building, name="甲楼", seen=1)
    with pytest.raises(Stale) as caught:
        command(session, cast.bob, cast.places)
    assert caught.value.code == "unit_moved"


def test_buildings_stand_in_the_order_people_count(session, cast):
    for number in (9, 11, 100, 3):
        add_unit(session, cast.bob, parent_id=cast.places.pine_court, name=f"{number}号楼")
    names = [unit.name for unit in children(session, cast.places.pine_court)]
    assert names == [f"{n}号楼" for n in (1, 2, 3, 9, 10, 11, 100)]


def test_the_whole_tree_is_listed_upper_levels_first(session, cast):
    depths = [unit.depth for unit in units_under(session, root_unit(session).path)]
    assert depths == [0, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3]


def test_the_name_of_a_place_is_told_from_the_second_level_down(session, cast):
    paths = [find_unit(session, cast.bob, unit).path for unit in (cast.places.buildings[0], cast.places.town)]
    assert list(unit_names(session, paths).values()) == ["松风社区 松风苑 1号楼", "示范镇"]


@pytest.mark.parametrize(
    "command",
    [
        lambda s, a, p: find_unit(s, a, p.pine),
        lambda s, a, p: add_unit(s, a, parent_id=p.pine, name="新小区"),
        lambda s, a, p: rename_unit(s, a, unit_id=p.pine_court, name="新名字", seen=1),
        lambda s, a, p: close_unit(s, a, unit_id=p.buildings[2], seen=1),
        lambda s, a, p: reopen_unit(s, a, unit_id=p.buildings[2], seen=1),
        lambda s, a, p: move_unit(s, a, unit_id=p.pine_court, parent_id=p.willow, seen=1),
        lambda s, a, p: move_unit(s, a, unit_id=p.willow_bank, parent_id=p.pine, seen=1),
        lambda s, a, p: rename_unit(s, a, unit_id=p.town, name="我的镇", seen=1),
    ],
    ids=["find", "add", "rename", "close", "reopen", "move-in", "move-out", "rename-the-town"],
)
def test_a_clerk_of_one_community_finds_nothing_outside_it(session, cast, command):
    with pytest.raises(NotFound) as caught:
        command(session, willow_clerk(session, cast), cast.places)
    assert caught.value.code == "unit_not_found"


def test_a_clerk_of_one_community_tends_the_units_in_it(session, cast):
    clerk = willow_clerk(session, cast)
    estate = add_unit(session, clerk, parent_id=cast.places.willow, name="柳园")
    move_unit(session, clerk, unit_id=cast.places.willow_building, parent_id=estate, seen=1)
    assert [unit.id for unit in children(session, estate)] == [cast.places.willow_building]


@pytest.mark.parametrize(
    "command",
    [
        lambda s, a, p: add_unit(s, a, parent_id=p.pine, name="新小区"),
        lambda s, a, p: rename_unit(s, a, unit_id=p.pine, name="新名字", seen=1),
        lambda s, a, p: move_unit(s, a, unit_id=p.pine_court, parent_id=p.willow, seen=1),
        lambda s, a, p: close_unit(s, a, unit_id=p.buildings[2], seen=1),
        lambda s, a, p: reopen_unit(s, a, unit_id=p.buildings[2], seen=1),
    ],
    ids=["add", "rename", "move", "close", "reopen"],
)
def test_nobody_but_clerk_and_administrator_tends_units(session, cast, command):
    for actor in cast.everybody:
        if actor.role not in (Role.ADMINISTRATOR, Role.CLERK):
            with pytest.raises(NotAllowed):
                command(session, actor, cast.places)


def test_what_was_done_to_a_unit_is_in_the_journal(session, cast):
    unit = add_unit(session, cast.bob, parent_id=cast.places.pine, name="听涛苑")
    rename_unit(session, cast.bob, unit_id=unit, name="听松苑", seen=1)
    entries, _ = audit.page(session, offset=0, limit=2)
    assert [(entry.action, entry.detail["unit"]) for entry in entries] == [("unit_renamed", unit), ("unit_added", unit)]
