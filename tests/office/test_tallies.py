"""Counts by unit that the writers of facts keep."""

import pytest

from db.engine import reading
from db.engine import session as write_block
from db.office import tallies
from db.office.commands.units import move_unit
from tests.core.together import together

pytestmark = pytest.mark.both_databases


def test_counts_add_up_over_everything_under_a_unit(session, cast):
    places = cast.places
    for unit, n in ((places.buildings[0], 2), (places.buildings[1], 3), (places.garden_building, 4), (places.willow_building, 7)):
        tallies.add(session, unit, "tea", n)
    sums = [tallies.totals(session, actor.unit_path)["tea"] for actor in (cast.ben, cast.alice, cast.charlie, cast.bob)]
    assert sums == [5, 9, 7, 16]


def test_a_count_that_is_taken_back_to_nought_is_no_count(session, cast):
    for n in (3, -1, -2):
        tallies.add(session, cast.places.pine, "tea", n)
    assert tallies.totals(session, cast.bob.unit_path) == {}
    assert tallies.stored(session) == {}


def test_kinds_are_counted_apart(session, cast):
    for kind in ("tea", "cake", "tea"):
        tallies.add(session, cast.places.pine, kind, 1)
    assert tallies.totals(session, cast.bob.unit_path) == {"tea": 2, "cake": 1}


def test_a_count_goes_with_its_unit(session, cast):
    tallies.add(session, cast.places.buildings[0], "tea", 5)
    move_unit(session, cast.bob, unit_id=cast.places.pine_court, parent_id=cast.places.willow, seen=1)
    assert [tallies.totals(session, actor.unit_path) for actor in (cast.alice, cast.charlie)] == [{}, {"tea": 5}]


def test_rewritten_counts_are_those_and_no_others(session, cast):
    tallies.add(session, cast.places.pine, "tea", 5)
    counts = {(cast.places.willow, "tea"): 1, (cast.places.pine, "cake"): 2}
    tallies.rewrite(session, counts)
    assert tallies.stored(session) == counts


def test_people_who_count_at_once_lose_nothing(engine, cast):
    kinds = [f"tea {n}" for n in range(20)]

    def count_each(_number: int) -> None:
        for kind in kinds:
            with write_block(engine) as block:
                tallies.add(block, cast.places.pine, kind, 1)

    together(4, count_each)
    with reading(engine) as block:
        assert tallies.stored(block) == {(cast.places.pine, kind): 4 for kind in kinds}
