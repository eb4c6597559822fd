"""Who looks after households that move, merge, split and leave, and when that is undone."""

from datetime import timedelta

import pytest

from db.errors import Conflict
from db.ledger.commands.assign import declare_steward_kin, give, hand_over
from db.ledger.commands.reshape import come_back, leave, merge, undo
from db.ledger.models.care import AssignmentKind
from db.ledger.models.households import (
    HouseholdKind,
    HouseholdStatus,
)
from db.ledger.queries.merge_preview import NOBODY
from db.ledger.queries.stewards import households_under
from db.vetting.commands.stewards import suspend
from db.vetting.models.stewards import Steward
from tests.conftest import MONDAY
from tests.ledger.changes import CHANGES, content_of, last_change, move_away, split_off
from tests.ledger.households import (
    FIRST_YOUNG,
    counts_agree,
    household,
    looked_after,
    seen,
    steward_of,
)
from tests.vetting.states import a_steward


@pytest.mark.parametrize("change", ["move", "leave", "merge", "split"])
def test_with_a_steward_too_the_counts_follow_a_change_and_its_undoing(session, cast, pair, change):
    steward_id = a_steward(session, cast, FIRST_YOUNG)
    for household_id in pair:
        looked_after(session, household_id, steward_id, cast.bob)
    CHANGES[change](session, cast, *pair)
    assert counts_agree(session)
    undo(session, cast.bob, deed_id=last_change(session, pair[0]))
    assert counts_agree(session)


@pytest.mark.parametrize("change", ["move", "leave", "merge"])
def test_undoing_brings_back_who_looked_after_whom(session, cast, pair, change):
    steward_id = a_steward(session, cast, FIRST_YOUNG)
    for household_id in pair:
        looked_after(session, household_id, steward_id, cast.bob)
    CHANGES[change](session, cast, *pair)
    assert [steward_of(session, i) for i in pair] != [steward_id, steward_id]
    undo(session, cast.bob, deed_id=last_change(session, pair[0]))
    assert [steward_of(session, i) for i in pair] == [steward_id, steward_id]
    assert counts_agree(session)


def test_a_steward_who_is_no_longer_in_service_does_not_come_back(session, cast, pair):
    steward_id = a_steward(session, cast, FIRST_YOUNG)
    looked_after(session, pair[0], steward_id, cast.bob)
    CHANGES["leave"](session, cast, *pair)
    suspend(session, cast.bob, steward_id=steward_id, seen=session.get_one(Steward, steward_id).version, reason="外出")
    undo(session, cast.bob, deed_id=last_change(session, pair[0]))
    assert steward_of(session, pair[0]) is None
    assert counts_agree(session)


def test_who_is_kin_to_the_people_of_either_entry_does_not_go_on_and_is_not_given_them_later(session, cast, pair):
    keep, other = pair
    steward_id = a_steward(session, cast, FIRST_YOUNG)
    looked_after(session, keep, steward_id, cast.bob)
    declare_steward_kin(session, cast.bob, household_id=other, steward_id=steward_id)
    CHANGES["merge"](session, cast, keep, other)
    assert steward_of(session, keep) is None
    with pytest.raises(Conflict, match="steward_is_kin"):
        give(session, cast.bob, household_id=keep, steward_id=steward_id, seen=None)
    [place] = [place for place in households_under(session, "/", HouseholdKind.FAMILY) if place.id == keep]
    assert place.kin == {steward_id}


def test_whoever_found_another_steward_after_a_move_gives_way_when_it_is_undone(session, cast, pair):
    first, second = (a_steward(session, cast, FIRST_YOUNG + n) for n in range(2))
    looked_after(session, pair[0], first, cast.bob)
    move_away(session, cast, pair[0])
    looked_after(session, pair[0], second, cast.bob)
    undo(session, cast.bob, deed_id=last_change(session, pair[0]))
    assert (steward_of(session, pair[0]), counts_agree(session)) == (first, True)


def test_what_a_change_made_has_nobody_any_more_when_it_is_undone(session, cast, pair):
    """A split household was given a steward; undone, it is not left with one."""
    new, steward_id = split_off(session, cast, pair[0]), a_steward(session, cast, FIRST_YOUNG)
    looked_after(session, new, steward_id, cast.bob)
    undo(session, cast.bob, deed_id=last_change(session, pair[0]))
    assert steward_of(session, new) is None
    assert counts_agree(session)


def test_a_household_that_moves_away_needs_a_new_steward_and_one_that_changes_doors_does_not(session, cast, pair):
    steward_id = a_steward(session, cast, FIRST_YOUNG)
    looked_after(session, pair[0], steward_id, cast.bob)
    move_away(session, cast, pair[0], cast.places.buildings[0])
    assert steward_of(session, pair[0]) == steward_id
    move_away(session, cast, pair[0])
    assert steward_of(session, pair[0]) is None
    row = household(session, pair[0])
    assert (row.unit_id, row.door, row.door_key) == (cast.places.garden_building, "9号", "00009号")


def test_who_left_comes_back_uncovered_and_that_can_be_undone_too(session, cast, pair):
    first, second = (a_steward(session, cast, FIRST_YOUNG + n) for n in range(2))
    looked_after(session, pair[0], first, cast.bob)
    leave(session, cast.bob, household_id=pair[0], seen=seen(session, pair[0]), reason="搬走")
    gone = content_of(session)
    come_back(session, cast.bob, household_id=pair[0], seen=seen(session, pair[0]))
    assert (household(session, pair[0]).status, steward_of(session, pair[0])) == (HouseholdStatus.HERE, None)
    assert counts_agree(session)
    looked_after(session, pair[0], second, cast.bob)
    undo(session, cast.bob, deed_id=last_change(session, pair[0]))
    assert (content_of(session), steward_of(session, pair[0])) == (gone, None)


@pytest.fixture
def two(session, cast):
    return tuple(a_steward(session, cast, FIRST_YOUNG + n) for n in range(2))


def _merged(session, cast, pair, steward_id=None):
    keep, other = pair
    versions = {"keep_seen": seen(session, keep), "other_seen": seen(session, other)}
    merge(session, cast.bob, keep_id=keep, other_id=other, **versions, reason="同一户", steward_id=steward_id)
    return steward_of(session, keep)


# Which of the two stewards looks after each entry before; what is chosen (-1: nobody); who does afterwards.
CARE = {
    "only the one that stays": ((0, None), None, 0),
    "only the other": ((None, 1), None, 1),
    "both, and the one that stays goes first": ((0, 1), None, 0),
    "both, and the other is chosen": ((0, 1), 1, 1),
    "the same one": ((0, 0), None, 0),
    "nobody is chosen": ((0, 1), -1, None),
    "nobody is chosen for the other's": ((None, 1), -1, None),
}


@pytest.mark.parametrize("case", CARE)
def test_a_merge_loses_no_steward_unless_that_is_chosen_and_undone_everybody_is_back(session, cast, pair, two, case):
    before, chosen, after = CARE[case]
    for household_id, n in zip(pair, before, strict=True):
        if n is not None:
            looked_after(session, household_id, two[n], cast.bob)
    ids = {None: None, -1: NOBODY, 0: two[0], 1: two[1]}
    assert _merged(session, cast, pair, ids[chosen]) == ids[after]
    assert (steward_of(session, pair[1]), counts_agree(session)) == (None, True)
    undo(session, cast.bob, deed_id=last_change(session, pair[0]))
    assert [steward_of(session, i) for i in pair] == [ids[n] for n in before]
    assert counts_agree(session)


def test_the_buddy_of_a_steward_who_goes_on_stands_in_as_before(session, cast, pair, two):
    looked_after(session, pair[1], two[0], cast.bob)
    hand_over(session, cast.bob, from_id=two[0], given={pair[1]: two[1]}, until=MONDAY + timedelta(days=9))
    _merged(session, cast, pair)
    undo_id = last_change(session, pair[0])
    assert steward_of(session, pair[0], AssignmentKind.BUDDY) == two[1]
    undo(session, cast.bob, deed_id=undo_id)
    assert [steward_of(session, i, AssignmentKind.BUDDY) for i in pair] == [None, two[1]]


@pytest.mark.parametrize("why", ["kin", "not in service"])
def test_a_steward_who_may_not_look_after_them_does_not_go_on(session, cast, pair, two, why):
    looked_after(session, pair[1], two[0], cast.bob)
    if why == "kin":
        declare_steward_kin(session, cast.bob, household_id=pair[0], steward_id=two[0])
    else:
        suspend(session, cast.bob, steward_id=two[0], seen=session.get_one(Steward, two[0]).version, reason="外出")
    with pytest.raises(Conflict, match="assignment_moved"):
        _merged(session, cast, pair, two[0])
    assert _merged(session, cast, pair) is None


def test_whoever_was_shown_other_stewards_merges_nothing(session, cast, pair, two):
    looked_after(session, pair[0], two[0], cast.bob)
    with pytest.raises(Conflict, match="assignment_moved"):
        _merged(session, cast, pair, two[1])


def test_a_steward_found_after_a_merge_that_moved_nobody_stays_when_it_is_undone(session, cast, pair, two):
    looked_after(session, pair[0], two[0], cast.bob)
    _merged(session, cast, pair)
    looked_after(session, pair[0], two[1], cast.bob)
    undo(session, cast.bob, deed_id=last_change(session, pair[0]))
    assert steward_of(session, pair[0]) == two[1]
