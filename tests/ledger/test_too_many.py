"""Households beyond what the scheme or a steward's own limit allows: known before a proposal is adopted, and after."""

import pytest

from db.ledger.commands.assign import set_load
from db.ledger.commands.proposals import adopt, alter_line, leave_out, make_proposal
from db.ledger.models.households import HouseholdKind
from db.ledger.queries.coverage import loads
from db.ledger.queries.proposals import gains
from db.office.queries import current_scheme
from tests.ledger.households import FIRST_YOUNG, a_street, looked_after, written
from tests.vetting.states import a_steward

pytestmark = pytest.mark.both_databases
FAMILY = HouseholdKind.FAMILY


def _over(session, actor, proposal_id):
    rows, n_rows = gains(session, actor, proposal_id, only_over=True)
    assert n_rows == len(rows)
    return {row.steward_id: (row.n_after, row.most) for row in rows}


@pytest.fixture
def by_hand(session, cast):
    """A steward who may have three at most has one; the five others of the street are given to them by hand."""
    steward_id, held = a_steward(session, cast, FIRST_YOUNG), written(session, cast, 30)
    looked_after(session, held, steward_id, cast.bob)
    set_load(session, cast.bob, steward_id=steward_id, most=3, reason="身体不好")
    street = a_street(session, cast, 5)
    proposal_id = make_proposal(session, cast.bob, unit_id=cast.places.pine_court, kind=FAMILY)
    assert _over(session, cast.bob, proposal_id) == {}
    for household_id in street:
        alter_line(session, cast.bob, proposal_id=proposal_id, household_id=household_id, steward_id=steward_id)
    return steward_id, street, proposal_id


def test_who_would_have_too_many_is_known_before_a_proposal_is_adopted_and_after(session, cast, by_hand):
    steward_id, _, proposal_id = by_hand
    assert _over(session, cast.bob, proposal_id) == {steward_id: (6, 3)}
    adopt(session, cast.bob, proposal_id=proposal_id)
    [row], n_rows = loads(session, cast.bob, current_scheme(session), FAMILY, which="over")
    assert (row.steward_id, row.n_households, row.most, n_rows) == (steward_id, 6, 3, 1)


def test_lines_that_are_left_out_burden_nobody(session, cast, by_hand):
    steward_id, street, proposal_id = by_hand
    leave_out(session, cast.bob, proposal_id=proposal_id, household_ids=street[:2], is_left_out=True)
    assert _over(session, cast.bob, proposal_id) == {steward_id: (4, 3)}
    leave_out(session, cast.bob, proposal_id=proposal_id, household_ids=street[:3], is_left_out=True)
    assert _over(session, cast.bob, proposal_id) == {}
