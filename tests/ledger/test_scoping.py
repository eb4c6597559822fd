"""A grid sees its own households, a steward those given to them, and numbers in full nobody."""

from dataclasses import replace

import pytest

from db.actor import Role
from db.ledger.queries import coverage as c
from db.ledger.queries import households as h
from db.ledger.queries import named as n
from tests.ledger.households import FIRST_YOUNG, household, written
from tests.ledger.lists import number
from tests.ledger.named import PHONE as NAMED_PHONE
from tests.ledger.scopes import FAMILY, HEAD, PHONE, SCOPES, WIFE
from tests.people import applicant
from tests.scoping import everybody
from tests.vetting.states import wearing

pytestmark = pytest.mark.both_databases

# What a worker of another building is told, of their own households alone.
OF_ONES_OWN = {
    "find_households", "count_households", "known_households", "coverage_by_unit", "coverage_here", "clearness", "field_use",
    "uncovered_paths",
}  # fmt: skip

# Full numbers for comparing and for the form's own row: never for a screen.
FULL = {"known_households", "find_household", "household_as_written", "find_named_member"}


answers = SCOPES.answers


@pytest.fixture
def things(session, cast):
    return SCOPES.make(session, cast)


def test_a_part_of_the_grid_is_shown_to_its_own_grid_worker_only(session, cast, things):
    """Of two neighbouring buildings the worker of the one sees nothing of the other."""
    second = written(session, cast, 5, unit_id=cast.places.buildings[1])
    neighbour = wearing(session, cast.grace, Role.GRID_WORKER, cast.places.buildings[1])
    assert [row.id for row in h.find_households(session, neighbour, h.HouseholdFilter())] == [second]
    assert set(answers(session, neighbour, things)) <= OF_ONES_OWN
    assert {row.n_households for row in c.coverage_by_unit(session, neighbour, FAMILY)} == {1}


def test_a_steward_is_shown_the_household_given_to_them_and_no_other(session, cast, things):
    rows = h.find_households(session, things.who, h.HouseholdFilter())
    assert [row.id for row in rows] == [things.household_id]
    assert h.count_households(session, things.who, h.HouseholdFilter()) == 1
    assert [row.id for row in h.known_households(session, things.who, FAMILY)] == [things.household_id]
    assert [row.id for row in n.find_named(session, things.who, n.NamedFilter())[0]] == [things.named]
    elsewhere = answers(session, things.who, replace(things, household_id=things.other, named=things.lonely))
    assert set(elsewhere) <= {"find_households", "count_households", "known_households", "find_alike", "find_named"}


def test_a_namesake_of_a_steward_with_another_telephone_is_shown_nothing(session, cast, things):
    """Dora's account is that steward's by name and telephone; anybody else's is not."""
    stranger = wearing(session, cast.percy, Role.STEWARD, cast.places.buildings[0])
    stranger = replace(stranger, name=applicant(cast, FIRST_YOUNG).name)
    assert answers(session, stranger, things) == {}


def test_property_departments_administrator_and_leader_are_shown_no_personal_data(session, cast, things):
    door = household(session, things.household_id).door
    for actor in (cast.percy, cast.ada, cast.leo, *cast.departments.values()):
        said = repr(answers(session, actor, things))
        assert [text for text in (HEAD, WIFE, PHONE, number(0), door, "0000") if text in said] == []


def test_a_leader_is_shown_the_counts_of_coverage_only(session, cast, things):
    counts = {"coverage_by_unit", "coverage_here", "loads", "clearness", "field_use", "uncovered_paths"}
    assert set(answers(session, cast.leo, things)) == counts


def test_no_query_of_a_screen_gives_full_numbers_to_anybody(session, cast, things):
    numbers = (PHONE, number(0), "13700001111", number(70), NAMED_PHONE)
    said = {
        (name, actor.role.value)
        for actor in everybody(cast, things)
        for name, answer in answers(session, actor, things).items()
        if name not in FULL and any(text in repr(answer) for text in numbers)
    }
    assert said == set()


def test_two_neighbours_each_see_their_own_side_only(session, cast, things):
    """Pine comes before Willow in the tree: what lies before a unit is hidden like what lies after it."""
    willow = written(session, cast, 7, unit_id=cast.places.willow_building)
    seen = [
        {row.id for row in h.find_households(session, who, h.HouseholdFilter())} for who in (cast.alice, cast.charlie, cast.bob)
    ]
    assert seen[1] == {willow}
    assert seen[0] == seen[2] - {willow}
    assert len(seen[0]) == 3
