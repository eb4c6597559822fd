"""What several tests of the ledger begin with."""

import pytest

from db.ledger.commands.households import add_member
from db.ledger.models.households import MemberIn
from tests.ledger.changes import SON, WIFE
from tests.ledger.households import seen, written


@pytest.fixture
def pair(session, cast):
    """A family with two members, and a second entry with one; nobody looks after them."""
    keep, other = written(session, cast), written(session, cast, 1, unit_id=cast.places.buildings[1])
    for household_id, member in ((keep, WIFE), (keep, SON), (other, MemberIn(name="宋玉", relation="侄女"))):
        add_member(session, cast.bob, household_id=household_id, seen=seen(session, household_id), member=member)
    return keep, other
