"""A proposal is made, altered, adopted or dropped; what became of a household meanwhile stands."""

import pytest
from sqlmodel import select

from db.errors import Conflict, NotAllowed
from db.ledger.commands.assign import declare_steward_kin, set_load
from db.ledger.commands.proposals import adopt, alter_line, drop_proposal, leave_out, make_proposal
from db.ledger.commands.reshape import leave, move_household
from db.ledger.models.care import Assignment, Proposal, ProposalLine, ProposalStatus, Why
from db.ledger.models.households import HouseholdKind
from db.ledger.queries.proposals import proposal_lines
from db.vetting.commands.stewards import resign, suspend
from tests.ledger.households import (
    FIRST_YOUNG,
    a_street,
    counts_agree,
    looked_after,
    seen,
    shop,
    steward_at,
    steward_of,
    stewards_of,
    written,
)
from tests.vetting.states import a_steward, codes, journal


@pytest.fixture
def steward_id(session, cast):
    return a_steward(session, cast, FIRST_YOUNG)


@pytest.fixture
def street(session, cast, steward_id):
    """Five uncovered households in the steward's building."""
    return a_street(session, cast, 5)


def _proposed(session, cast, unit_id=None, kind=HouseholdKind.FAMILY):
    return make_proposal(session, cast.bob, unit_id=unit_id or cast.places.pine_court, kind=kind)


def _lines(session, proposal_id):
    rows = session.exec(select(ProposalLine).where(ProposalLine.proposal_id == proposal_id)).all()
    return {row.household_id: (row.before_id, row.after_id, row.why) for row in rows}


def _status(session, proposal_id):
    row = session.get_one(Proposal, proposal_id)
    session.refresh(row)
    return row.status


def test_a_proposal_says_who_gains_whom_and_why(session, cast, steward_id, street):
    assert _lines(session, _proposed(session, cast)) == {
        household_id: (None, steward_id, Why.UNCOVERED) for household_id in street
    }


def test_nothing_changes_until_it_is_adopted(session, cast, street):
    _proposed(session, cast)
    assert stewards_of(session, street) == [None] * 5
    assert counts_agree(session)


def test_adopting_gives_every_household_its_steward_and_counts_them(session, cast, steward_id, street):
    assert adopt(session, cast.bob, proposal_id=_proposed(session, cast)) == (5, 0)
    assert stewards_of(session, street) == [steward_id] * 5
    assert counts_agree(session)


def test_the_proposal_counts_what_changes_and_who_stays_uncovered(session, cast, steward_id, street):
    set_load(session, cast.bob, steward_id=steward_id, most=3, reason="照顾家人")
    row = session.get_one(Proposal, _proposed(session, cast))
    assert (row.n_households, row.n_changes, row.n_uncovered) == (5, 3, 2)


def test_proposing_again_after_adopting_has_nothing_to_change(session, cast, street):
    adopt(session, cast.bob, proposal_id=_proposed(session, cast))
    assert _lines(session, _proposed(session, cast)) == {}


def test_a_line_that_was_left_out_is_not_adopted(session, cast, steward_id, street):
    proposal_id = _proposed(session, cast)
    leave_out(session, cast.bob, proposal_id=proposal_id, household_ids=street[:2], is_left_out=True)
    adopt(session, cast.bob, proposal_id=proposal_id)
    assert stewards_of(session, street) == [None, None, steward_id, steward_id, steward_id]


def test_a_line_left_out_and_taken_in_again_is_adopted(session, cast, street):
    proposal_id = _proposed(session, cast)
    for is_left_out in (True, False):
        leave_out(session, cast.bob, proposal_id=proposal_id, household_ids=street, is_left_out=is_left_out)
    assert adopt(session, cast.bob, proposal_id=proposal_id) == (5, 0)


def test_a_line_altered_by_hand_goes_to_the_one_chosen(session, cast, steward_id, street):
    other = steward_at(session, cast, 6, cast.places.garden_building)
    proposal_id = _proposed(session, cast)
    alter_line(session, cast.bob, proposal_id=proposal_id, household_id=street[0], steward_id=other)
    assert _lines(session, proposal_id)[street[0]] == (None, other, Why.BY_HAND)
    adopt(session, cast.bob, proposal_id=proposal_id)
    assert stewards_of(session, street[:2]) == [other, steward_id]


def test_a_line_that_stays_uncovered_can_be_given_by_hand(session, cast, steward_id):
    household_id, near = written(session, cast, 9, unit_id=cast.places.willow_building), None
    proposal_id = _proposed(session, cast, cast.places.town)
    assert _lines(session, proposal_id) == {household_id: (None, near, Why.NO_STEWARD)}
    alter_line(session, cast.bob, proposal_id=proposal_id, household_id=household_id, steward_id=steward_id)
    assert adopt(session, cast.bob, proposal_id=proposal_id) == (1, 0)


def test_only_a_steward_and_a_household_that_are_there_can_be_chosen_by_hand(session, cast, steward_id, street):
    proposal_id = _proposed(session, cast)
    cases = [(street[0], 987_654), (987_654, steward_id)]
    assert codes(
        lambda case: alter_line(session, cast.bob, proposal_id=proposal_id, household_id=case[0], steward_id=case[1]), *cases
    ) == ["steward_not_found", "household_not_found"]


def test_a_household_given_elsewhere_meanwhile_stays_there(session, cast, street):
    other, proposal_id = steward_at(session, cast, 6, cast.places.garden_building), _proposed(session, cast)
    looked_after(session, street[0], other, cast.bob)
    assert adopt(session, cast.bob, proposal_id=proposal_id) == (4, 1)
    assert steward_of(session, street[0]) == other
    assert counts_agree(session)


def test_a_household_gone_or_moved_out_of_the_unit_meanwhile_is_left(session, cast, street):
    proposal_id = _proposed(session, cast)
    leave(session, cast.bob, household_id=street[0], seen=1, reason="搬走")
    there = cast.places.garden_building
    move_household(session, cast.bob, household_id=street[1], seen=1, unit_id=there, door="1")
    assert adopt(session, cast.bob, proposal_id=proposal_id) == (3, 2)
    assert stewards_of(session, street[:2]) == [None, None]


def test_a_steward_who_left_or_was_declared_kin_meanwhile_gets_nothing(session, cast, steward_id, street):
    proposal_id = _proposed(session, cast)
    declare_steward_kin(session, cast.bob, household_id=street[0], steward_id=steward_id)
    assert adopt(session, cast.bob, proposal_id=proposal_id) == (4, 1)
    assert steward_of(session, street[0]) is None


def test_a_suspended_steward_gets_nothing(session, cast, steward_id, street):
    proposal_id = _proposed(session, cast)
    suspend(session, cast.bob, steward_id=steward_id, seen=1, reason="住院")
    assert adopt(session, cast.bob, proposal_id=proposal_id) == (0, 5)
    assert stewards_of(session, street) == [None] * 5


def test_households_of_a_steward_who_resigned_go_to_another(session, cast, steward_id, street):
    adopt(session, cast.bob, proposal_id=_proposed(session, cast))
    other = steward_at(session, cast, 6, cast.places.buildings[0])
    resign(session, cast.bob, steward_id=steward_id, seen=1, reason="搬离本小区")
    proposal_id = _proposed(session, cast)
    assert _lines(session, proposal_id) == {household_id: (steward_id, other, Why.LEFT) for household_id in street}
    adopt(session, cast.bob, proposal_id=proposal_id)
    assert stewards_of(session, street) == [other] * 5
    assert len(session.exec(select(Assignment)).all()) == 10
    assert counts_agree(session)


def test_households_of_a_steward_of_a_unit_above_stay_when_their_building_is_proposed(session, cast):
    """The proposal of a part does not take from those who serve the whole."""
    above, household_id = steward_at(session, cast, FIRST_YOUNG, cast.places.pine), written(session, cast)
    looked_after(session, household_id, above, cast.bob)
    assert _lines(session, _proposed(session, cast, cast.places.buildings[0])) == {}


def test_shops_are_proposed_apart_from_families(session, cast, street):
    written(session, cast, 30, **shop(cast, 30).model_dump())
    row = session.get_one(Proposal, _proposed(session, cast, kind=HouseholdKind.MERCHANT))
    assert (row.n_households, row.n_uncovered) == (1, 0)


def test_what_was_adopted_cannot_be_adopted_dropped_or_altered(session, cast, steward_id, street):
    ways = [
        lambda i: adopt(session, cast.bob, proposal_id=i),
        lambda i: drop_proposal(session, cast.bob, proposal_id=i),
        lambda i: leave_out(session, cast.bob, proposal_id=i, household_ids=street, is_left_out=True),
        lambda i: alter_line(session, cast.bob, proposal_id=i, household_id=street[0], steward_id=steward_id),
    ]
    proposal_id = _proposed(session, cast)
    adopt(session, cast.bob, proposal_id=proposal_id)
    assert [codes(way, proposal_id) for way in ways] == [["proposal_decided"]] * 4
    assert len(session.exec(select(Assignment)).all()) == 5


def test_a_newer_draft_takes_the_place_of_the_former(session, cast, street):
    first, second = _proposed(session, cast), _proposed(session, cast)
    assert (_status(session, first), _status(session, second)) == (ProposalStatus.DROPPED, ProposalStatus.DRAFT)
    with pytest.raises(Conflict, match="proposal_decided"):
        adopt(session, cast.bob, proposal_id=first)


def test_a_draft_of_another_unit_or_kind_stays(session, cast, street):
    first = _proposed(session, cast)
    _proposed(session, cast, cast.places.willow)
    _proposed(session, cast, kind=HouseholdKind.MERCHANT)
    assert _status(session, first) is ProposalStatus.DRAFT


def test_a_dropped_proposal_changes_nobody(session, cast, street):
    drop_proposal(session, cast.bob, proposal_id=(proposal_id := _proposed(session, cast)))
    assert _status(session, proposal_id) is ProposalStatus.DROPPED
    assert stewards_of(session, street) == [None] * 5


def test_whoever_may_not_assign_proposes_nothing(session, cast):
    refused = 0
    for actor in (cast.ada, cast.ben, cast.leo, cast.percy, cast.dora, *cast.departments.values()):
        with pytest.raises(NotAllowed):
            make_proposal(session, actor, unit_id=actor.unit_id, kind=HouseholdKind.FAMILY)
        refused += 1
    assert refused == 5 + len(cast.departments)


def test_the_journal_keeps_counts_only(session, cast, street):
    proposal_id = _proposed(session, cast)
    adopt(session, cast.bob, proposal_id=proposal_id)
    assert journal(session, "proposal_made") == [{"proposal": proposal_id, "unit": cast.places.pine_court, "n_changes": 5}]
    assert journal(session, "proposal_adopted") == [{"proposal": proposal_id, "n_changes": 5, "n_left": 0}]


def test_a_household_written_down_after_the_proposal_waits_for_the_next(session, cast, street):
    proposal_id = _proposed(session, cast)
    late = written(session, cast, 20)
    adopt(session, cast.bob, proposal_id=proposal_id)
    assert steward_of(session, late) is None
    assert list(_lines(session, _proposed(session, cast))) == [late]
    assert seen(session, late) == 1


def test_a_household_that_left_since_is_not_in_the_proposal_any_more(session, cast):
    household_id = written(session, cast)
    a_steward(session, cast, FIRST_YOUNG)
    plan = make_proposal(session, cast.bob, unit_id=cast.places.pine, kind=HouseholdKind.FAMILY)
    n_before = proposal_lines(session, cast.bob, plan)[1]
    leave(session, cast.bob, household_id=household_id, seen=1, reason="搬走")
    rows, n_after = proposal_lines(session, cast.bob, plan)
    assert (n_before, rows, n_after) == (1, [], 0)
