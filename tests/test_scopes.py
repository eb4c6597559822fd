"""Of every subject: each query is in its table, shows itself to who has the right, and to nobody else."""

from importlib.util import find_spec

import pytest

from db.actor import Role
from db.subjects import NAMES, modules
from tests.scoping import Scopes, everybody, n_writes, strangers

pytestmark = pytest.mark.both_databases

TABLES: dict[str, Scopes] = {module.__name__.split(".")[1]: module.SCOPES for module in modules("tests", "scopes")}


def _has_queries(subject: str) -> bool:
    return bool(find_spec(f"db.{subject}") and find_spec(f"db.{subject}.queries"))


@pytest.fixture(params=[subject for subject in NAMES if _has_queries(subject)])
def scopes(request) -> Scopes:
    return TABLES[request.param]


@pytest.fixture
def things(scopes, session, cast):
    return scopes.make(session, cast)


def test_every_query_that_takes_an_actor_is_in_the_table_of_its_subject(scopes):
    asked = {name for name, parameters in scopes.functions() if "actor" in parameters}
    assert asked == set(scopes.queries) | scopes.elsewhere


def test_a_query_without_an_actor_is_one_of_the_public_or_of_a_command(scopes):
    """Scoping is written once per table; a read that takes only an id is one forgotten check away from a leak."""
    assert {name for name, parameters in scopes.functions() if "actor" not in parameters} == scopes.without_actor


def test_no_role_of_another_place_is_shown_anything_by_any_query_and_none_writes(scopes, session, cast, things, checked):
    before, who = n_writes(session), strangers(session, cast)
    shown = {
        (name, stranger.role.value, stranger.unit_path): answer
        for stranger in who
        for name, answer in scopes.answers(session, stranger, things).items()
    }
    checked("queries x strangers", len(who) * len(scopes.queries))
    assert (shown, n_writes(session)) == ({}, before)


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
