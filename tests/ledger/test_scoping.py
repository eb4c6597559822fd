"""Every query of the ledger: a grid sees its own, a steward what is given to them, and whoever has no right nothing."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

from db.actor import Actor, Role
from db.errors import NotAllowed, NotFound
from db.ledger import queries
from db.ledger.commands.households import add_member
from db.ledger.commands.proposals import make_proposal
from db.ledger.models.households import HouseholdKind, MemberIn
from db.ledger.queries import coverage as c
from db.ledger.queries import households as h
from db.ledger.queries import proposals as p
from db.ledger.queries.batches import batches
from db.ledger.queries.form_values import household_as_written
from db.ledger.queries.lookalikes import find_alike
from db.ledger.queries.merge_preview import merge_preview
from db.ledger.queries.nearby import nearby_stewards
from db.ledger.queries.story import household_story, origin
from db.office.models import Unit
from db.office.queries import current_scheme
from tests.conftest import MONDAY
from tests.ledger.homes import FIRST_YOUNG, household, is_steward, looked_after, written
from tests.ledger.lists import family, number, take
from tests.ledger.lists import household as household_of
from tests.people import applicant
from tests.vetting.states import a_steward, wearing

pytestmark = pytest.mark.both_databases

FAMILY = HouseholdKind.FAMILY
REVIEWERS = {Role.GRID_WORKER, Role.ESTATE_BRANCH, Role.COMMUNITY_PARTY, Role.CLERK}
SEE, EDIT = REVIEWERS | {Role.STEWARD}, REVIEWERS - {Role.ESTATE_BRANCH}
COUNTS = REVIEWERS | {Role.LEADER}
OFFICE = {Role.CLERK, Role.COMMUNITY_PARTY}
HEAD, WIFE, PHONE = "赵平", "柳如是", "19900000000"


@dataclass(frozen=True)
class Things:
    """What lies in Pine Court: `home` came with a list, has a wife and a steward; `other` has nobody; `who` is Dora."""

    home: int
    other: int
    proposal: int
    path: str
    who: Actor


@dataclass(frozen=True)
class Query:
    """How to ask, and which roles may have an answer."""

    ask: Callable[[Any, Any, Things], Any]
    roles: set[Role]


def _alike(session, actor, t):
    row = household(session, t.home)
    return find_alike(session, actor, row.model_dump())


def _loads(session, actor, _):
    return c.loads(session, actor, current_scheme(session), FAMILY, which="under")[0]


QUERIES = {
    "find_households": Query(lambda x, who, t: h.find_households(x, who, h.HouseholdFilter()), SEE),
    "count_households": Query(lambda x, who, t: h.count_households(x, who, h.HouseholdFilter()), SEE),
    "known_households": Query(lambda x, who, t: h.known_households(x, who, FAMILY), SEE),
    "household_facts": Query(lambda x, who, t: h.household_facts(x, who, t.home), SEE),
    "find_household": Query(lambda x, who, t: h.find_household(x, who, t.home), SEE),
    "household_story": Query(lambda x, who, t: household_story(x, who, t.home), SEE),
    "origin": Query(lambda x, who, t: origin(x, who, t.home), SEE),
    "find_alike": Query(_alike, SEE),
    "household_as_written": Query(lambda x, who, t: household_as_written(x, who, t.home), EDIT),
    "merge_preview": Query(lambda x, who, t: merge_preview(x, who, keep_id=t.home, other_id=t.home), EDIT),
    "nearby_stewards": Query(lambda x, who, t: nearby_stewards(x, who, current_scheme(x), FAMILY, t.path), EDIT),
    "open_proposals": Query(lambda x, who, t: p.open_proposals(x, who), EDIT),
    "gains": Query(lambda x, who, t: p.gains(x, who, t.proposal)[0], EDIT),
    "proposal_lines": Query(lambda x, who, t: p.proposal_lines(x, who, t.proposal)[0], EDIT),
    "batches": Query(lambda x, who, t: batches(x, who), OFFICE),
    "coverage_by_unit": Query(lambda x, who, t: [r for r in c.coverage_by_unit(x, who, FAMILY, t.path) if r.n_homes], COUNTS),
    "loads": Query(_loads, COUNTS),
    "clearness": Query(
        lambda x, who, t: [r for r in c.clearness(x, who, current_scheme(x), MONDAY, t.path) if r.n_homes], COUNTS
    ),
    "field_use": Query(lambda x, who, t: [r for r in c.field_use(x, who, FAMILY) if r.n_homes], COUNTS),
}

# Commands and other queries ask these of what the actor has been shown to see; the counts are checked by `python -m seed check`.
WITHOUT_ACTOR = {
    "homes_under", "carers_for", "keepers_for", "places_of", "stewards_of", "counted_anew", "is_live", "built_on",
    "with_merged",
}  # fmt: skip

# What a worker of another building is told, of their own households alone.
OF_ONES_OWN = {"find_households", "count_households", "known_households", "coverage_by_unit", "clearness", "field_use"}

# Full numbers for comparing and for the form's own row: never for a screen.
FULL = {"known_households", "find_household", "household_as_written"}


def _answer(query, session, actor, things):
    """What the query gives away, or None."""
    try:
        return query.ask(session, actor, things) or None
    except (NotAllowed, NotFound):
        return None


def _answers(session, actor, things):
    found = {name: _answer(query, session, actor, things) for name, query in QUERIES.items()}
    return {name: answer for name, answer in found.items() if answer is not None}


def _functions():
    """Name -> parameters of every public function that reads the database in `db.ledger.queries`."""
    found = {}
    for module in iter_modules([str(Path(queries.__file__).parent)]):
        loaded = import_module(f"db.ledger.queries.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            is_here = function.__module__ == loaded.__name__ and not name.startswith("_")
            if is_here and "session" in inspect.signature(function).parameters:
                found[name] = set(inspect.signature(function).parameters)
    return found


@pytest.fixture
def things(session, cast):
    take(session, cast.bob, family(0))
    home = household_of(session, HEAD).id
    add_member(
        session, cast.bob, household_id=home, seen=1, member=MemberIn(name=WIFE, id_number=number(70), phone="13700001111")
    )
    steward_id = a_steward(session, cast, FIRST_YOUNG)
    looked_after(session, home, steward_id, cast.bob)
    # Beside the home at the same door: somebody for it to look like.
    other = written(session, cast, 0, door=household(session, home).door)
    written(session, cast, 1, door=household(session, home).door)
    unit = cast.places.pine_court
    proposal = make_proposal(session, cast.bob, unit_id=unit, kind=FAMILY)
    who = is_steward(session, cast, cast.dora, FIRST_YOUNG)
    path = session.get_one(Unit, cast.places.buildings[0]).path
    return Things(home, other, proposal, path, who)


def _everybody(cast, things):
    return [things.who if actor == cast.dora else actor for actor in cast.everybody]


def test_every_query_that_takes_an_actor_is_in_the_table_of_this_file():
    assert {name for name, parameters in _functions().items() if "actor" in parameters} == set(QUERIES)


def test_a_query_without_an_actor_is_one_of_a_command():
    """Scoping is written once per table; a read that takes only an id is one forgotten check away from a leak."""
    assert {name for name, parameters in _functions().items() if "actor" not in parameters} == WITHOUT_ACTOR


def test_another_community_is_shown_nothing_by_any_query(session, cast, things):
    assert _answers(session, cast.charlie, things) == {}


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.ESTATE_BRANCH])
def test_another_grid_of_the_same_community_is_shown_nothing(session, cast, things, role):
    neighbour = wearing(session, cast.grace, role, cast.places.pine_garden)
    assert _answers(session, neighbour, things) == {}


def test_a_part_of_the_grid_is_shown_to_its_own_grid_worker_only(session, cast, things):
    """Of two neighbouring buildings the worker of the one sees nothing of the other."""
    second = written(session, cast, 5, unit_id=cast.places.buildings[1])
    neighbour = wearing(session, cast.grace, Role.GRID_WORKER, cast.places.buildings[1])
    assert [row.id for row in h.find_households(session, neighbour, h.HouseholdFilter())] == [second]
    assert set(_answers(session, neighbour, things)) <= OF_ONES_OWN
    assert {row.n_homes for row in c.coverage_by_unit(session, neighbour, FAMILY)} == {1}


def test_a_role_without_the_right_is_shown_nothing(session, cast, things):
    given = {
        (name, actor.role.value): answer
        for actor in _everybody(cast, things)
        for name, answer in _answers(session, actor, things).items()
        if actor.role not in QUERIES[name].roles
    }
    assert given == {}
    assert {actor.role for actor in cast.everybody} == set(Role)


def test_each_role_that_has_the_right_is_shown_something(session, cast, things):
    """Else the tests above would prove nothing."""
    shown = {
        (name, actor.role)
        for actor in _everybody(cast, things)
        if actor != cast.charlie
        for name in _answers(session, actor, things)
    }
    expected = {(name, role) for name, query in QUERIES.items() for role in query.roles}
    # A list is its uploader's, here the clerk's.
    assert expected - shown == {("batches", Role.COMMUNITY_PARTY)}


def test_a_steward_is_shown_the_household_given_to_them_and_no_other(session, cast, things):
    rows = h.find_households(session, things.who, h.HouseholdFilter())
    assert [row.id for row in rows] == [things.home]
    assert h.count_households(session, things.who, h.HouseholdFilter()) == 1
    assert [row.id for row in h.known_households(session, things.who, FAMILY)] == [things.home]
    elsewhere = _answers(session, things.who, replace(things, home=things.other))
    by_id = {"household_facts", "find_household", "household_story", "origin", "household_as_written"}
    assert by_id & set(elsewhere) == set()
    assert set(elsewhere) <= {"find_households", "count_households", "known_households", "find_alike"}


def test_a_namesake_of_a_steward_with_another_telephone_is_shown_nothing(session, cast, things):
    """Dora's account is that steward's by name and telephone; anybody else's is not."""
    stranger = wearing(session, cast.percy, Role.STEWARD, cast.places.buildings[0])
    stranger = replace(stranger, name=applicant(cast, FIRST_YOUNG).name)
    assert _answers(session, stranger, things) == {}


def test_property_departments_administrator_and_leader_are_shown_no_personal_data(session, cast, things):
    door = household(session, things.home).door
    for actor in (cast.percy, cast.ada, cast.leo, *cast.departments.values()):
        said = repr(_answers(session, actor, things))
        assert [text for text in (HEAD, WIFE, PHONE, number(0), door, "0000") if text in said] == []


def test_a_leader_is_shown_the_counts_of_coverage_only(session, cast, things):
    assert set(_answers(session, cast.leo, things)) == {"coverage_by_unit", "loads", "clearness", "field_use"}


def test_no_query_of_a_screen_gives_full_numbers_to_anybody(session, cast, things):
    numbers = (PHONE, number(0), "13700001111", number(70))
    said = {
        (name, actor.role.value)
        for actor in _everybody(cast, things)
        for name, answer in _answers(session, actor, things).items()
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
