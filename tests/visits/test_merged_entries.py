"""A family written down three times and merged in two steps is one family wherever visits are counted or listed."""

from datetime import date, timedelta

import pytest

from db.ledger.commands.households import add_member, member_left
from db.ledger.commands.reshape import merge
from db.ledger.models.households import MemberStatus
from db.office.queries import current_scheme, find_unit
from db.visits.commands.daily import look_at_the_day
from db.visits.commands.must_visits import put_must_visit
from db.visits.commands.write import write_visit
from db.visits.models.duties import MustSource
from db.visits.models.visits import Outcome, VisitIn
from db.visits.queries.must_visits import MustFilter, must_visits
from db.visits.queries.overview import by_unit, count_not_met, not_met_for, said_to_have_moved
from db.visits.queries.progress import month_progress
from db.visits.queries.visits import VisitFilter, find_visits
from tests.conftest import MONDAY
from tests.ledger.changes import SON
from tests.ledger.households import seen, written
from tests.visits.households import a_steward_with_households, dora_is, met

pytestmark = pytest.mark.both_databases
NOVEMBER = 202611


@pytest.fixture
def street(session, cast):
    steward_id, households = a_steward_with_households(session, cast, 4)
    dora_is(session, cast, steward_id)
    return steward_id, households


def _become_one(session, cast, first, second, third):
    """`third` stays; what was written to `first` reaches it by way of `second`."""
    for other, keep in ((first, second), (second, third)):
        versions = {"keep_seen": seen(session, keep), "other_seen": seen(session, other)}
        merge(session, cast.bob, keep_id=keep, other_id=other, **versions, reason="同一户")


def test_whoever_was_met_under_any_entry_has_been_met(session, cast, street):
    _, households = street
    met(session, cast.dora, households[0], on=MONDAY - timedelta(days=3))
    met(session, cast.dora, households[1], on=MONDAY - timedelta(days=40))
    _become_one(session, cast, *households[:3])
    for days in (30, None):
        assert [row.household_id for row in not_met_for(session, cast.bob, days)] == [households[3]]
        assert count_not_met(session, cast.bob, days) == 1
    found = {row.household_id: row.last_on for row in not_met_for(session, cast.bob, 2)}
    assert found == {households[2]: MONDAY - timedelta(days=3), households[3]: None}


def test_a_must_visit_of_any_entry_is_listed_and_counted_once_with_the_one_that_stays(session, cast, street):
    _, households = street
    building = cast.places.buildings[0]
    put_must_visit(
        session, cast.bob, current_scheme(session), household=(households[0], building), kind="hardship",
        source=MustSource.BY_HAND, mark="x", arose_on=MONDAY,
    )  # fmt: skip
    _become_one(session, cast, *households[:3])
    assert [row.household_id for row in must_visits(session, cast.bob, MustFilter(), MONDAY)] == [households[2]]
    [row, *_] = by_unit(session, cast.bob, NOVEMBER, find_unit(session, cast.bob, building).path)
    assert row.n_must_open == 1


def test_all_its_entries_are_one_household_met_in_the_month_and_all_visits_stand_in_its_list(session, cast, street):
    steward_id, households = street
    visits = met(session, cast.dora, *households[:3])
    _become_one(session, cast, *households[:3])
    assert month_progress(session, steward_id, NOVEMBER, MONDAY).n_met == 1
    listed = find_visits(session, cast.bob, VisitFilter(household_id=households[2]))
    assert sorted(row.id for row in listed) == visits


def test_the_last_visit_of_any_entry_says_whether_they_moved(session, cast, street):
    _, households = street

    def moved(household_id, days):
        visit = VisitIn(household_ids=[household_id], outcome=Outcome.MOVED, visited_on=MONDAY - timedelta(days=days))
        write_visit(session, cast.dora, visit=visit)

    moved(households[0], 5)
    _become_one(session, cast, *households[:3])
    assert [row.household_id for row in said_to_have_moved(session, cast.bob)[0]] == [households[2]]
    met(session, cast.dora, households[2], on=MONDAY - timedelta(days=4))
    assert said_to_have_moved(session, cast.bob) == ([], 0)


def test_a_family_asked_before_a_festival_under_one_entry_is_not_asked_again_under_another(session, cast, street):
    _, households = street
    near = date(2027, 1, 29)
    assert look_at_the_day(session, near) == 4
    later = [written(session, cast, 20 + n) for n in range(2)]
    _become_one(session, cast, households[0], *later)
    assert look_at_the_day(session, near + timedelta(days=3)) == 0


def test_a_death_asks_for_no_visit_where_the_family_was_met_since_under_another_entry(session, cast, street):
    _, households = street
    look_at_the_day(session, MONDAY)
    keep, version = households[2], seen(session, households[2])
    member_id = add_member(session, cast.bob, household_id=keep, seen=version, member=SON)
    left = {"member_id": member_id, "status": MemberStatus.DIED, "reason": "病逝"}
    member_left(session, cast.bob, household_id=keep, seen=seen(session, keep), **left)
    met(session, cast.dora, households[0])
    _become_one(session, cast, *households[:3])
    assert look_at_the_day(session, MONDAY + timedelta(days=1)) == 0
