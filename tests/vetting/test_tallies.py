"""The counts that commands keep are proved against the facts, along a random walk of commands through the years."""

import pytest

from db.office import tallies
from db.vetting.queries.counts import counted_anew
from tests.conftest import MONDAY
from tests.tallies import wrong_counts
from tests.vetting.walk import Applicants

pytestmark = pytest.mark.both_databases

N_STEPS = 100


def test_along_a_random_walk_the_kept_counts_are_those_of_the_facts_and_the_journal_is_whole(engine, cast):
    Applicants(cast, 2, MONDAY).go(engine, N_STEPS)


def test_counting_anew_and_writing_it_down_changes_nothing(session, cast):
    walk = Applicants(cast, 4, MONDAY)
    for _ in range(12):
        walk.register(session)
    kept = tallies.stored(session)
    tallies.rewrite(session, counted_anew(session))
    assert tallies.stored(session) == kept


def test_a_count_that_went_wrong_is_found(session, cast):
    """Else the comparison above would prove nothing."""
    Applicants(cast, 5, MONDAY).register(session)
    tallies.add(session, cast.places.buildings[0], "application.appointed", 1)
    [(kept, counted)] = wrong_counts(session).values()
    assert (kept, counted) == (1, None)
