"""Visits at a glance and so far: a grid sees its own, a steward what is given to them, a leader numbers."""

import pytest
import sqlalchemy as sa
from sqlmodel import col

from db.actor import Role
from db.errors import NotFound
from db.office.models import User
from db.visits.queries import overview
from db.visits.queries import visits as v
from tests.ledger.households import household, written
from tests.vetting.states import wearing
from tests.visits.households import met
from tests.visits.scopes import PROMISED, QUERIES, RAISED, SAID, SCOPES

pytestmark = pytest.mark.both_databases

answers = SCOPES.answers


@pytest.fixture
def things(session, cast):
    return SCOPES.make(session, cast)


def test_property_departments_administrator_and_leader_read_no_household_and_no_word_of_a_visit(session, cast, things):
    row = household(session, things.household_id)
    words = (row.name, row.door, SAID, PROMISED, RAISED)
    for actor in (cast.percy, cast.ada, cast.leo, *cast.departments.values()):
        said = repr(answers(session, actor, things))
        assert [word for word in words if word in said] == []
    assert [word for word in words if word not in repr(answers(session, cast.grace, things))] == []


def test_a_leader_of_one_community_is_shown_the_numbers_of_that_one(session, cast, things):
    willow = wearing(session, cast.leo, Role.LEADER, cast.places.willow)
    assert answers(session, willow, things) == {}
    pine = wearing(session, cast.leo, Role.LEADER, cast.places.pine)
    assert set(answers(session, pine, things)) == {name for name, query in QUERIES.items() if Role.LEADER in query.roles}


def test_a_steward_reads_the_visits_of_their_own_households_only(session, cast, things):
    [foreign] = met(session, cast.bob, written(session, cast, 31))
    assert foreign not in [row.id for row in v.find_visits(session, things.who, v.VisitFilter())]
    with pytest.raises(NotFound):
        v.visit_facts(session, things.who, foreign)
    session.execute(sa.update(User).where(col(User.id) == things.who.user_id).values(id_index="somebody else"))
    # What they had begun to write stays theirs.
    assert set(answers(session, things.who, things)) == {"draft_of", "named_draft_of"}


def test_a_filter_widens_nothing(session, cast, things):
    """Neither a unit above nor another's household by its number opens what the role does not see."""
    for wanted in (
        v.VisitFilter(unit_path="/1/"),
        v.VisitFilter(household_id=things.household_id),
        v.VisitFilter(with_withdrawn=True),
    ):
        assert v.find_visits(session, cast.charlie, wanted) == []
        assert v.count_visits(session, cast.charlie, wanted) == 0
    assert overview.not_met_for(session, cast.charlie, None, "/1/") == []
