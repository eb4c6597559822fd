"""What the ledger tells visits: households that became one are settled together."""

from datetime import timedelta

from db.visits.commands.must_visits import ask_must_visit
from db.visits.models.duties import MustStatus, MustVisit
from tests.conftest import MONDAY
from tests.ledger.changes import merge_pair
from tests.ledger.households import FIRST_YOUNG, written
from tests.visits.households import met


def asked(session, cast, household_id, *, days_ago):
    must = session.get_one(MustVisit, ask_must_visit(session, cast.bob, household_id=household_id, kind="hardship", why="刚失业"))
    must.arose_on = MONDAY - timedelta(days=days_ago)
    session.flush()
    return must


def two(session, cast):
    return written(session, cast), written(session, cast, FIRST_YOUNG + 1)


def test_a_merge_settles_what_a_visit_to_the_other_entry_had_done(session, cast):
    keep, other = two(session, cast)
    must = asked(session, cast, keep, days_ago=7)
    [visit] = met(session, cast.bob, other, on=MONDAY - timedelta(days=2))
    assert must.status is MustStatus.OPEN
    merge_pair(session, cast, keep, other)
    assert (must.status, must.settled_visit_id) == (MustStatus.DONE, visit)


def test_a_merge_settles_nothing_by_a_visit_from_before_it_was_asked(session, cast):
    keep, other = two(session, cast)
    must = asked(session, cast, keep, days_ago=1)
    met(session, cast.bob, other, on=MONDAY - timedelta(days=2))
    merge_pair(session, cast, keep, other)
    assert must.status is MustStatus.OPEN
