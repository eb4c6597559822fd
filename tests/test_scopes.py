"""Of every subject: each query is in its table, shows itself to who has the right, and to nobody else."""

from importlib import import_module
from importlib.util import find_spec

import pytest

from db.actor import Role
from db.subjects import NAMES
from tests.scoping import Scopes, everybody
from tests.vetting.states import wearing

pytestmark = pytest.mark.both_databases


def _has_queries(subject: str) -> bool:
    spec = find_spec(f"db.{subject}.queries") if find_spec(f"db.{subject}") else None
    return bool(spec and spec.submodule_search_locations)


@pytest.fixture(params=[subject for subject in NAMES if _has_queries(subject)])
def scopes(request) -> Scopes:
    return import_module(f"tests.{request.param}.scopes").SCOPES


@pytest.fixture
def things(scopes, session, cast):
    return scopes.make(session, cast)


def test_every_query_that_takes_an_actor_is_in_the_table_of_its_subject(scopes):
    asked = {name for name, parameters in scopes.functions() if "actor" in parameters}
    assert asked == set(scopes.queries) | scopes.elsewhere


def test_a_query_without_an_actor_is_one_of_the_public_or_of_a_command(scopes):
    """Scoping is written once per table; a read that takes only an id is one forgotten check away from a leak."""
    assert {name for name, parameters in scopes.functions() if "actor" not in parameters} == scopes.without_actor


def test_another_community_is_shown_nothing_by_any_query(scopes, session, cast, things):
    assert scopes.answers(session, cast.charlie, things) == {}


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.ESTATE_BRANCH])
def test_another_grid_of_the_same_community_is_shown_nothing(scopes, session, cast, things, role):
    neighbour = wearing(session, cast.grace, role, cast.places.pine_garden)
    assert scopes.answers(session, neighbour, things) == {}


def test_a_role_without_the_right_is_shown_nothing(scopes, session, cast, things):
    given = {
        (name, actor.role): answer
        for actor in everybody(cast, things)
        for name, answer in scopes.answers(session, actor, things).items()
        if actor.role not in scopes.queries[name].roles
    }
    assert given == {}
    assert {actor.role for actor in everybody(cast, things)} == set(Role)


def test_each_role_that_has_the_right_is_shown_something(scopes, session, cast, things):
    """Else the tests above would prove nothing."""
    shown = {(name, actor.role) for actor in everybody(cast, things) for name in scopes.answers(session, actor, things)}
    assert {(name, role) for name, query in scopes.queries.items() for role in query.roles} - shown == scopes.unseen
