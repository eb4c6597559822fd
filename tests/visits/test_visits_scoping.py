"""Visits at a glance and so far, as every role: a grid sees its own, a steward what is given to them, others nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col

from db.actor import Actor, Role
from db.errors import NotAllowed, NotFound
from db.ledger.commands.assign import set_load
from db.office.models import User
from db.visits.commands.write import write_visit
from db.visits.models.visits import Outcome, RaisedIn, VisitIn
from db.visits.queries import overview, stewards_in_need
from db.visits.queries import visits as v
from tests.ledger.homes import household, written
from tests.vetting.states import wearing
from tests.visits.homes import a_steward_with_homes, dora_is, met

pytestmark = pytest.mark.both_databases

NOVEMBER = 202611
REVIEWERS = {Role.GRID_WORKER, Role.ESTATE_BRANCH, Role.COMMUNITY_PARTY, Role.CLERK}
SEE, NUMBERS = REVIEWERS | {Role.STEWARD}, REVIEWERS | {Role.LEADER}
SAID, PROMISED, RAISED = "刚出院在家", "帮问大病救助", "楼道灯不亮"


@dataclass(frozen=True)
class Things:
    """Of Dora's two households one was visited, the other has moved; the third was never met."""

    home: int
    visit: int
    who: Actor


@dataclass(frozen=True)
class Query:
    """How to ask, and which roles may have an answer."""

    ask: Callable[[Any, Any, Things], Any]
    roles: set[Role]


QUERIES = {
    "by_unit": Query(lambda x, who, t: [r for r in overview.by_unit(x, who, NOVEMBER) if r.n_visits or r.n_homes], NUMBERS),
    "by_month": Query(lambda x, who, t: [r for r in overview.by_month(x, who, NOVEMBER) if r.n_visits], NUMBERS),
    "count_not_met": Query(lambda x, who, t: overview.count_not_met(x, who, 30), NUMBERS),
    "not_met_for": Query(lambda x, who, t: overview.not_met_for(x, who, 30), REVIEWERS),
    "said_to_have_moved": Query(lambda x, who, t: overview.said_to_have_moved(x, who)[0], REVIEWERS),
    "needs_help": Query(lambda x, who, t: stewards_in_need.needs_help(x, who, NOVEMBER)[0], NUMBERS),
    "find_visits": Query(lambda x, who, t: v.find_visits(x, who, v.VisitFilter()), SEE),
    "count_visits": Query(lambda x, who, t: v.count_visits(x, who, v.VisitFilter()), SEE),
    "visits_of_household": Query(lambda x, who, t: v.visits_of_household(x, who, t.home)[0], SEE),
    "find_visit": Query(lambda x, who, t: v.find_visit(x, who, t.visit), SEE),
    "visit_facts": Query(lambda x, who, t: v.visit_facts(x, who, t.visit), SEE),
}


@pytest.fixture
def things(session, cast):
    steward_id, homes = a_steward_with_homes(session, cast, 2)
    who = dora_is(session, cast, steward_id)
    told = [RaisedIn(topic="hazard", text=RAISED)]
    [visit_id] = met(session, who, homes[0], note=SAID, promise=PROMISED, raised=told)
    write_visit(session, who, visit=VisitIn(household_ids=[homes[1]], outcome=Outcome.MOVED))
    written(session, cast, 30)
    set_load(session, cast.bob, steward_id=steward_id, most=1, reason="腿脚不便")
    return Things(homes[0], visit_id, who)


def _answers(session, actor, things):
    """What each query gives away, where it gives anything."""
    found = {}
    for name, query in QUERIES.items():
        try:
            found[name] = query.ask(session, actor, things) or None
        except (NotAllowed, NotFound):
            found[name] = None
    return {name: answer for name, answer in found.items() if answer is not None}


def test_another_community_is_shown_nothing_by_any_query(session, cast, things):
    assert _answers(session, cast.charlie, things) == {}


@pytest.mark.parametrize("role", [Role.GRID_WORKER, Role.ESTATE_BRANCH])
def test_another_grid_of_the_same_community_is_shown_nothing(session, cast, things, role):
    neighbour = wearing(session, cast.grace, role, cast.places.pine_garden)
    assert _answers(session, neighbour, things) == {}


def test_each_role_is_shown_what_it_has_the_right_to_and_nothing_else(session, cast, things):
    shown = {(name, actor.role) for actor in cast.everybody if actor != cast.charlie for name in _answers(session, actor, things)}
    assert shown == {(name, role) for name, query in QUERIES.items() for role in query.roles}
    assert {actor.role for actor in cast.everybody} == set(Role)


def test_property_departments_administrator_and_leader_read_no_household_and_no_word_of_a_visit(session, cast, things):
    row = household(session, things.home)
    words = (row.name, row.door, SAID, PROMISED, RAISED)
    for actor in (cast.percy, cast.ada, cast.leo, *cast.departments.values()):
        said = repr(_answers(session, actor, things))
        assert [word for word in words if word in said] == []
    assert [word for word in words if word not in repr(_answers(session, cast.grace, things))] == []


def test_a_leader_of_one_community_is_shown_the_numbers_of_that_one(session, cast, things):
    willow = wearing(session, cast.leo, Role.LEADER, cast.places.willow)
    assert _answers(session, willow, things) == {}
    pine = wearing(session, cast.leo, Role.LEADER, cast.places.pine)
    assert set(_answers(session, pine, things)) == {name for name, query in QUERIES.items() if Role.LEADER in query.roles}


def test_a_steward_reads_the_visits_of_their_own_households_only(session, cast, things):
    [foreign] = met(session, cast.bob, written(session, cast, 31))
    assert foreign not in [row.id for row in v.find_visits(session, things.who, v.VisitFilter())]
    with pytest.raises(NotFound):
        v.visit_facts(session, things.who, foreign)
    session.execute(sa.update(User).where(col(User.id) == things.who.user_id).values(id_index="somebody else"))
    assert _answers(session, things.who, things) == {}


def test_a_filter_widens_nothing(session, cast, things):
    """Neither a unit above nor another's household by its number opens what the role does not see."""
    for wanted in (v.VisitFilter(unit_path="/1/"), v.VisitFilter(household_id=things.home), v.VisitFilter(with_withdrawn=True)):
        assert v.find_visits(session, cast.charlie, wanted) == []
        assert v.count_visits(session, cast.charlie, wanted) == 0
    assert overview.not_met_for(session, cast.charlie, None, "/1/") == []
