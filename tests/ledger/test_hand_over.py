"""Households go from one steward to others: all or part, for good or until a day."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from db import clock
from db.errors import Conflict, NotAllowed
from db.ledger.commands.assign import declare_steward_kin, give, hand_over, set_load
from db.ledger.models.care import Assignment, AssignmentKind, LoadLimit
from db.ledger.queries.households import HouseholdFilter, find_households, household_facts
from db.vetting.commands.stewards import suspend
from tests.ledger.households import (
    FIRST_YOUNG,
    a_street,
    counts_agree,
    is_steward,
    looked_after,
    steward_of,
    stewards_of,
    written,
)
from tests.vetting.states import a_steward, as_stored, codes, everything, journal

NEXT_MONDAY = date(2026, 11, 30)


@pytest.fixture
def stewards(session, cast):
    return [a_steward(session, cast, FIRST_YOUNG + n) for n in range(3)]


@pytest.fixture
def street(session, cast, stewards):
    """Four households of the first steward."""
    ids = a_street(session, cast, 4)
    for household_id in ids:
        looked_after(session, household_id, stewards[0], cast.bob)
    return ids


def _to(session, cast, street, stewards, given=None, **ways):
    given = given or dict.fromkeys(street, stewards[1])
    return hand_over(session, cast.bob, from_id=stewards[0], given=given, **ways)


def _seen_by(session, actor):
    return [row.id for row in find_households(session, actor, HouseholdFilter())]


def test_all_go_to_another_for_good(session, cast, street, stewards):
    assert _to(session, cast, street, stewards) == 4
    assert stewards_of(session, street) == [stewards[1]] * 4
    assert counts_agree(session)


def test_a_part_goes_and_the_rest_stays(session, cast, street, stewards):
    assert _to(session, cast, street, stewards, {street[0]: stewards[1]}) == 1
    assert stewards_of(session, street) == [stewards[1], *[stewards[0]] * 3]


def test_several_may_take_over_at_once(session, cast, street, stewards):
    _to(session, cast, street, stewards, {household_id: stewards[1 + n % 2] for n, household_id in enumerate(street)})
    assert stewards_of(session, street) == [stewards[1], stewards[2]] * 2
    assert counts_agree(session)


def test_who_looked_after_it_before_stays_on_record(session, cast, street, stewards):
    _to(session, cast, street, stewards, {street[0]: stewards[1]})
    rows = session.exec(select(Assignment).where(Assignment.household_id == street[0]).order_by(Assignment.id)).all()
    session.expire_all()
    assert [(row.steward_id, row.ended_on) for row in rows] == [(stewards[0], clock.today()), (stewards[1], None)]


def test_until_a_day_a_buddy_stands_in_and_the_steward_stays(session, cast, street, stewards):
    _to(session, cast, street, stewards, until=NEXT_MONDAY)
    assert stewards_of(session, street) == [stewards[0]] * 4
    facts = household_facts(session, cast.bob, street[0])
    assert facts.buddy == (stewards[1], facts.buddy[1], NEXT_MONDAY)
    assert counts_agree(session)


def test_the_buddy_sees_the_household_until_that_day_and_not_after(session, cast, street, stewards):
    _to(session, cast, street, stewards, until=NEXT_MONDAY)
    buddy = is_steward(session, cast, cast.dora, FIRST_YOUNG + 1)
    with clock.at(NEXT_MONDAY):
        assert _seen_by(session, buddy) == street
    with clock.at(NEXT_MONDAY + timedelta(days=1)):
        assert _seen_by(session, buddy) == []


def test_after_the_day_nobody_is_shown_as_buddy(session, cast, street, stewards):
    _to(session, cast, street, stewards, until=NEXT_MONDAY)
    of_buddy = HouseholdFilter(steward_id=stewards[1])
    assert len(find_households(session, cast.bob, of_buddy)) == 4
    with clock.at(NEXT_MONDAY + timedelta(days=1)):
        assert household_facts(session, cast.bob, street[0]).buddy is None
        assert find_households(session, cast.bob, of_buddy) == []


def test_another_buddy_takes_the_place_of_the_former(session, cast, street, stewards):
    for buddy in stewards[1:]:
        _to(session, cast, street, stewards, {street[0]: buddy}, until=NEXT_MONDAY)
    assert steward_of(session, street[0], AssignmentKind.BUDDY) == stewards[2]


def test_the_new_steward_sees_the_household_and_the_former_no_more(session, cast, street, stewards):
    former = is_steward(session, cast, cast.dora, FIRST_YOUNG)
    assert _seen_by(session, former) == street
    _to(session, cast, street, stewards, {street[0]: stewards[1]})
    assert _seen_by(session, former) == street[1:]
    assert _seen_by(session, is_steward(session, cast, cast.dora, FIRST_YOUNG + 1)) == street[:1]


def test_a_suspended_steward_sees_nothing_and_takes_over_nothing(session, cast, street, stewards):
    for steward_id in stewards[:2]:
        suspend(session, cast.bob, steward_id=steward_id, seen=1, reason="住院")
    assert _seen_by(session, is_steward(session, cast, cast.dora, FIRST_YOUNG)) == []
    with pytest.raises(Conflict, match="steward_not_active"):
        _to(session, cast, street, stewards)


def test_households_of_a_suspended_steward_can_be_handed_over(session, cast, street, stewards):
    suspend(session, cast.bob, steward_id=stewards[0], seen=1, reason="住院")
    assert _to(session, cast, street, stewards) == 4


def test_kin_are_not_given_their_own_and_nothing_is_handed_over_by_half(session, cast, street, stewards):
    declare_steward_kin(session, cast.bob, household_id=street[3], steward_id=stewards[1])
    before = everything(session)
    with pytest.raises(Conflict, match="steward_is_kin"):
        _to(session, cast, street, stewards)
    with pytest.raises(Conflict, match="steward_is_kin"):
        give(session, cast.bob, household_id=street[3], steward_id=stewards[1], seen=stewards[0])
    assert everything(session) == before


def test_what_somebody_else_has_handed_over_meanwhile_is_not_taken_from_its_new_steward(session, cast, street, stewards):
    _to(session, cast, street, stewards, {street[0]: stewards[2]})
    before = everything(session)
    with pytest.raises(Conflict, match="assignment_moved"):
        _to(session, cast, street, stewards)
    with pytest.raises(Conflict, match="assignment_moved"):
        give(session, cast.bob, household_id=street[0], steward_id=stewards[1], seen=stewards[0])
    assert everything(session) == before


def test_the_same_press_twice_hands_over_once(session, cast, street, stewards):
    press = uuid4()
    assert [_to(session, cast, street, stewards, request_id=press) for _ in range(2)] == [4, 4]
    assert len(journal(session, "households_handed_over")) == 4 + 1
    assert counts_agree(session)


def test_nothing_chosen_or_a_day_gone_by_is_said(session, cast, street, stewards):
    cases = [({}, None), ({street[0]: stewards[1]}, clock.today()), ({street[0]: stewards[1]}, date(2026, 1, 1))]
    act = lambda case: hand_over(session, cast.bob, from_id=stewards[0], given=case[0], until=case[1])  # noqa: E731
    assert codes(act, *cases) == ["nothing_to_hand_over", "until_past", "until_past"]


def test_whoever_may_not_assign_hands_over_nothing(session, cast, street, stewards):
    for actor in (cast.ada, cast.ben, cast.dora, cast.leo, cast.percy, *cast.departments.values()):
        with pytest.raises(NotAllowed):
            hand_over(session, actor, from_id=stewards[0], given={street[0]: stewards[1]})
        with pytest.raises(NotAllowed):
            give(session, actor, household_id=street[0], steward_id=stewards[1], seen=stewards[0])
        with pytest.raises(NotAllowed):
            set_load(session, actor, steward_id=stewards[0], most=3, reason="腿脚不便")
    assert stewards_of(session, street) == [stewards[0]] * 4


def test_an_uncovered_household_is_given_by_hand_and_counted(session, cast, stewards):
    household_id = written(session, cast)
    give(session, cast.grace, household_id=household_id, steward_id=stewards[0], seen=None)
    assert steward_of(session, household_id) == stewards[0]
    assert counts_agree(session)


def test_a_load_of_ones_own_needs_a_number_in_range_and_a_reason(session, cast, stewards):
    cases = [(-1, "腿脚不便"), (201, "腿脚不便"), (5, " "), (0, "休养"), (5, "腿脚不便")]
    act = lambda case: set_load(session, cast.bob, steward_id=stewards[0], most=case[0], reason=case[1])  # noqa: E731
    assert codes(act, *cases) == ["load_range", "load_range", "reason_missing", "done", "done"]
    assert session.get_one(LoadLimit, stewards[0]).most == 5


def test_the_reason_of_a_lighter_load_is_sealed_and_not_in_the_journal(session, cast, stewards):
    set_load(session, cast.bob, steward_id=stewards[0], most=5, reason="膝盖动过手术")
    assert "膝盖动过手术".encode() not in as_stored(session)
    assert journal(session, "load_set") == [{"steward": stewards[0], "most": 5}]


def test_declaring_the_same_kin_twice_is_one_kinship(session, cast, stewards):
    household_id = written(session, cast)
    for _ in range(2):
        declare_steward_kin(session, cast.bob, household_id=household_id, steward_id=stewards[0])
    with pytest.raises(Conflict, match="steward_is_kin"):
        give(session, cast.bob, household_id=household_id, steward_id=stewards[0], seen=None)


def test_the_journal_names_from_whom_to_whom_and_until_when(session, cast, street, stewards):
    _to(session, cast, street, stewards, until=NEXT_MONDAY)
    said = {"steward": stewards[0], "n_households": 4, "to": [stewards[1]], "until": "2026-11-30"}
    assert journal(session, "households_handed_over")[0] == said
