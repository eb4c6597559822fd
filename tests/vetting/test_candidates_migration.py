"""An office of before candidates is brought forward with its applicants as they are."""

import pytest

from db.engine import session as write_block
from db.migrate import migrate
from db.vetting.queries.applications import application_facts
from tests.older import take_back
from tests.people import registered
from tests.vetting.candidates_file import line, taken

pytestmark = pytest.mark.both_databases


def test_an_office_of_before_keeps_its_applicants_and_may_take_candidates(engine, cast):
    with write_block(engine) as block:
        application_id = registered(block, cast)
    take_back(engine, "0006")
    migrate(engine)
    with write_block(engine) as block:
        facts = application_facts(block, cast.bob, application_id)
        assert (facts.name, facts.employer, facts.party_organisation) == ("赵建平", "", "")
        assert len(taken(block, cast.bob, line(0))) == 1
