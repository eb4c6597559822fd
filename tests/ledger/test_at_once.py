"""Two people at the same household at the same moment: nothing is overwritten, nobody sees a crash."""

from collections import Counter
from uuid import uuid4

import pytest

from db import audit
from db.engine import session as write_block
from db.errors import Conflict, Stale
from db.ledger.commands.assign import give, hand_over
from db.ledger.commands.households import change_household, write_household
from db.ledger.commands.proposals import adopt, make_proposal
from db.ledger.commands.reshape import leave, merge
from db.ledger.models.households import HouseholdKind, HouseholdStatus
from db.ledger.queries.households import HouseholdFilter, count_households
from tests.ledger.households import (
    FIRST_YOUNG,
    a_family,
    counts_agree,
    household,
    looked_after,
    steward_of,
    stewards_of,
    written,
)
from tests.vetting.at_once import overtaken, together
from tests.vetting.states import a_steward

pytestmark = pytest.mark.both_databases


def _setup(engine, work):
    with write_block(engine) as session:
        return work(session)


def _sound(engine):
    with write_block(engine) as session:
        return counts_agree(session) and audit.verify(session).broken_at is None


@pytest.fixture
def household_id(engine, cast):
    return _setup(engine, lambda s: written(s, cast))


@pytest.fixture
def stewards(engine, cast):
    return _setup(engine, lambda s: [a_steward(s, cast, FIRST_YOUNG + n) for n in range(2)])


def test_of_two_changes_at_the_same_moment_one_stands_and_the_other_is_told(engine, cast, household_id):
    notes = ["没有狗", "有两条狗"]
    results = together(
        engine,
        *[
            lambda s, who=who, note=note: change_household(
                s, who, household_id=household_id, seen=1, household=a_family(cast, note=note)
            )
            for who, note in zip((cast.bob, cast.grace), notes, strict=True)
        ],
    )
    assert Counter(type(result) for result in results) == {type(None): 1, Stale: 1}
    with write_block(engine) as session:
        row = household(session, household_id)
        assert (row.note, row.version) == (notes[results.index(None)], 2)


def test_whoever_is_slower_overwrites_nothing(engine, cast, household_id):
    late = overtaken(
        engine,
        lambda s: change_household(s, cast.grace, household_id=household_id, seen=1, household=a_family(cast, note="没有狗")),
        lambda s: change_household(s, cast.bob, household_id=household_id, seen=1, household=a_family(cast, n_people="5")),
    )
    assert isinstance(late, Stale)
    with write_block(engine) as session:
        row = household(session, household_id)
        assert (row.note, row.n_people) == ("没有狗", 3)


def test_the_same_household_written_down_by_two_at_once_warns_one_of_them(engine, cast):
    results = together(
        engine, *[lambda s, who=who: write_household(s, who, household=a_family(cast)) for who in (cast.bob, cast.grace)]
    )
    assert Counter(type(result) for result in results) == {int: 1, Conflict: 1}
    assert _sound(engine)


def test_the_same_press_arriving_twice_at_once_writes_one(engine, cast):
    press = uuid4()
    first, again = together(engine, *[lambda s: write_household(s, cast.bob, household=a_family(cast), request_id=press)] * 2)
    assert first == again
    with write_block(engine) as session:
        assert count_households(session, cast.bob, HouseholdFilter()) == 1


def test_given_to_two_stewards_at_once_it_has_one(engine, cast, household_id, stewards):
    results = together(
        engine,
        *[lambda s, i=i: give(s, cast.bob, household_id=household_id, steward_id=i, seen=None) for i in stewards],
    )
    assert Counter(type(result) for result in results) == {type(None): 1, Conflict: 1}
    with write_block(engine) as session:
        assert steward_of(session, household_id) == stewards[results.index(None)]
    assert _sound(engine)


def test_a_proposal_pressed_by_two_at_once_is_adopted_once(engine, cast, household_id, stewards):
    unit = cast.places.pine_court
    proposal_id = _setup(engine, lambda s: make_proposal(s, cast.bob, unit_id=unit, kind=HouseholdKind.FAMILY))
    results = together(engine, *[lambda s, who=who: adopt(s, who, proposal_id=proposal_id) for who in (cast.bob, cast.grace)])
    assert Counter(type(result) for result in results) == {tuple: 1, Conflict: 1}
    assert _sound(engine)


def test_a_household_that_leaves_while_it_is_handed_over_ends_with_nobody(engine, cast, household_id, stewards):
    _setup(engine, lambda s: looked_after(s, household_id, stewards[0], cast.bob))
    together(
        engine,
        lambda s: leave(s, cast.bob, household_id=household_id, seen=1, reason="搬走"),
        lambda s: hand_over(s, cast.grace, from_id=stewards[0], given={household_id: stewards[1]}),
    )
    with write_block(engine) as session:
        assert stewards_of(session, [household_id]) == [None]
    assert _sound(engine)


def test_two_who_merge_two_entries_the_opposite_way_leave_one(engine, cast, household_id):
    other = _setup(engine, lambda s: written(s, cast, 1))
    ways = [(household_id, other), (other, household_id)]
    results = together(
        engine,
        *[
            lambda s, a=a, b=b: merge(s, cast.bob, keep_id=a, keep_seen=1, other_id=b, other_seen=1, reason="同一户")
            for a, b in ways
        ],
    )
    assert sum(isinstance(result, Stale) for result in results) == 1
    with write_block(engine) as session:
        statuses = {household(session, i).status for i in (household_id, other)}
    assert statuses == {HouseholdStatus.HERE, HouseholdStatus.MERGED}
    assert _sound(engine)
