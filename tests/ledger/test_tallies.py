"""The counts of the ledger are those of the facts, along a random walk of commands."""

from datetime import date

import pytest

from db.engine import session as write_block
from db.office import tallies
from tests.ledger.households import FIRST_YOUNG
from tests.ledger.walk import Households
from tests.tallies import wrong_counts
from tests.vetting.states import a_steward

pytestmark = pytest.mark.both_databases

N_STEPS, FIRST_DAY = 120, date(2026, 12, 1)


def test_along_a_random_walk_the_kept_counts_are_those_of_the_facts(engine, cast):
    with write_block(engine) as session:
        for n in range(3):
            a_steward(session, cast, FIRST_YOUNG + n)
    Households(cast, 3, FIRST_DAY).go(engine, N_STEPS)


def test_a_count_that_went_wrong_is_found(session, cast):
    """Else the comparison above would prove nothing."""
    Households(cast, 5, FIRST_DAY).write(session)
    assert wrong_counts(session) == {}
    tallies.add(session, cast.places.buildings[0], "household.covered", 1)
    assert list(wrong_counts(session).values()) == [(1, None)]
