"""A corrected or withdrawn visit takes back what it had settled, and nothing else."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from db.visits.commands.correct import correct_visit, withdraw_visit
from db.visits.commands.must_visits import ask_must_visit
from db.visits.commands.write import write_visit
from db.visits.models.duties import MustSource, MustStatus, MustVisit
from db.visits.models.visits import Outcome, Visit, VisitIn
from tests.conftest import MONDAY
from tests.ledger.changes import merge_pair
from tests.ledger.households import written
from tests.visits.households import met


@pytest.fixture
def due(session, cast):
    """A household that must be visited since a week ago."""
    household_id = written(session, cast)
    must_id = ask_must_visit(session, cast.bob, household_id=household_id, kind="hardship", why="刚失业")
    session.execute(sa.update(MustVisit).values(arose_on=MONDAY - timedelta(days=7)))
    return household_id, must_id


def must(session, must_id):
    row = session.get_one(MustVisit, must_id)
    session.refresh(row)
    return row.status, row.settled_visit_id


def withdraw(session, cast, visit_id):
    withdraw_visit(session, cast.bob, visit_id=visit_id, seen=1, reason="不是这户")


def correct(session, cast, visit_id, **changes):
    row = session.get_one(Visit, visit_id)
    correct_visit(session, cast.bob, visit_id=visit_id, seen=row.version, visit=VisitIn(household_ids=[], **changes))


def test_a_withdrawn_visit_leaves_the_must_visit_open(session, cast, due):
    household_id, must_id = due
    [visit_id] = met(session, cast.bob, household_id)
    assert must(session, must_id) == (MustStatus.DONE, visit_id)
    withdraw(session, cast, visit_id)
    assert must(session, must_id) == (MustStatus.OPEN, None)


def test_another_visit_that_met_them_since_settles_it_instead(session, cast, due):
    household_id, must_id = due
    [first], [second] = met(session, cast.bob, household_id), met(session, cast.bob, household_id)
    withdraw(session, cast, first)
    assert must(session, must_id) == (MustStatus.DONE, second)


@pytest.mark.parametrize(
    "changes", [{"outcome": Outcome.NOBODY_HOME}, {"visited_on": MONDAY - timedelta(days=8), "outcome": Outcome.MET}]
)
def test_a_visit_that_met_nobody_or_came_before_settles_nothing(session, cast, due, changes):
    household_id, must_id = due
    [visit_id] = met(session, cast.bob, household_id)
    correct(session, cast, visit_id, **changes)
    assert must(session, must_id) == (MustStatus.OPEN, None)


def test_a_visit_that_met_somebody_after_all_settles_it(session, cast, due):
    household_id, must_id = due
    [visit_id] = write_visit(
        session, cast.bob, visit=VisitIn(household_ids=[household_id], outcome=Outcome.NOT_CONVENIENT)
    )  # fmt: skip
    assert must(session, must_id) == (MustStatus.OPEN, None)
    correct(session, cast, visit_id, outcome=Outcome.MET)
    assert must(session, must_id) == (MustStatus.DONE, visit_id)


def test_what_only_a_withdrawn_visit_called_for_is_no_longer_needed(session, cast, due):
    household_id, must_id = due
    ids = [met(session, cast.bob, household_id)[0] for _ in range(2)]
    for visit_id in ids:
        session.add(
            MustVisit(
                household_id=household_id, unit_id=cast.places.buildings[0], kind="grievance", source=MustSource.VISIT,
                mark=f"visit:{visit_id}:grievance", arose_on=MONDAY + timedelta(days=1), due_on=MONDAY + timedelta(days=3),
            )
        )  # fmt: skip
    session.flush()
    withdraw(session, cast, ids[0])
    session.expire_all()
    found = {row.mark: row.status for row in session.exec(select(MustVisit)).all() if row.source is MustSource.VISIT}
    assert found == {f"visit:{ids[0]}:grievance": MustStatus.DROPPED, f"visit:{ids[1]}:grievance": MustStatus.OPEN}


def test_what_was_asked_of_an_entry_that_was_merged_is_open_again_too(session, cast, due):
    household_id, must_id = due
    keep = written(session, cast, 1)
    merge_pair(session, cast, keep, household_id)
    [visit_id] = met(session, cast.bob, keep)
    assert must(session, must_id) == (MustStatus.DONE, visit_id)
    withdraw(session, cast, visit_id)
    assert must(session, must_id) == (MustStatus.OPEN, None)
