"""What a proposal would do to those who have enough already is said in words, before the press and after it."""

import re

from sqlmodel import select

from db.engine import session
from db.ledger.commands.assign import set_load
from db.ledger.commands.proposals import adopt, alter_line, make_proposal
from db.ledger.models.care import Assignment, ProposalLine
from db.ledger.models.households import HouseholdKind
from db.vetting.models.stewards import Steward
from tests.pages.conftest import actor_of, written_on


def _given_too_many(s, clerk):
    """Somebody who may have nobody any more is given a household by hand."""
    steward_id = s.exec(select(Assignment.steward_id).where(Assignment.ended_on.is_(None))).first()
    set_load(s, clerk, steward_id=steward_id, most=0, reason="身体不好")
    proposal_id = make_proposal(s, clerk, unit_id=clerk.unit_id, kind=HouseholdKind.FAMILY)
    free = ProposalLine.proposal_id == proposal_id, ProposalLine.before_id.is_(None)
    line = s.exec(select(ProposalLine).where(*free)).first()
    alter_line(s, clerk, proposal_id=proposal_id, household_id=line.household_id, steward_id=steward_id)
    return proposal_id, s.get_one(Steward, steward_id).name


def test_the_proposal_and_the_coverage_name_who_would_have_too_many_and_the_coverage_who_has(open_page):
    with session() as s:
        clerk = actor_of(s, "clerk")
        proposal_id, name = _given_too_many(s, clerk)
    said = re.compile(rf"{name} [0-9]+ 户（上限 0 户）")
    for page, query in (("ledger/proposal.py", {"proposal": str(proposal_id)}), ("ledger/coverage.py", {})):
        on_screen = written_on(open_page(page, "clerk", **query))
        assert "如果采用" in on_screen
        assert said.search(on_screen)
    with session() as s:
        adopt(s, clerk, proposal_id=proposal_id)
    on_screen = written_on(open_page("ledger/coverage.py", "clerk"))
    assert "如果采用" not in on_screen
    assert said.search(on_screen)
