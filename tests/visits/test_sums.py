"""The sums beside the visits are those of the visits, whatever happens in whatever order."""

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col

from db.ledger.commands.assign import give, hand_over
from db.ledger.commands.reshape import move_household
from db.visits import summaries
from db.visits.commands.correct import correct_visit, withdraw_visit
from db.visits.commands.write import write_visit
from db.visits.models.visits import Outcome, Visit, VisitIn, VisitStatus
from db.visits.queries.progress import month_progress
from tests.conftest import MONDAY
from tests.ledger.households import FIRST_YOUNG, seen, steward_at, steward_of, written
from tests.tallies import wrong_counts
from tests.vetting.states import in_office

pytestmark = pytest.mark.both_databases

N_HOUSEHOLDS = 4
DAYS = [date(2025, 12, 31), date(2026, 10, 30), date(2026, 11, 2), date(2026, 11, 20), MONDAY]


@pytest.fixture
def street(session, cast):
    """Two stewards and households of which the first has all but one."""
    first = in_office(session, cast, FIRST_YOUNG)
    second = steward_at(session, cast, FIRST_YOUNG + 1, cast.places.garden_building)
    households = [written(session, cast, n) for n in range(N_HOUSEHOLDS)]
    for household_id in households[1:]:
        give(session, cast.bob, household_id=household_id, steward_id=first, seen=None)
    return (first, second), households


def visit_row(session, visit_id):
    return session.scalars(sa.select(Visit).where(col(Visit.id) == visit_id).execution_options(populate_existing=True)).one()


class Street:
    """What may happen to the households; each change does nothing where it is not possible."""

    def __init__(self, session, cast, stewards, households):
        self.session, self.cast, self.stewards, self.households, self.visits = session, cast, stewards, households, []

    def visit(self, which, other, day, outcome):
        """One or two households, by whoever looks after them now or by the desk."""
        ids = list(dict.fromkeys([self.households[which % N_HOUSEHOLDS], self.households[other % N_HOUSEHOLDS]]))
        stewards = {steward_of(self.session, i) for i in ids}
        given = VisitIn(household_ids=ids, visited_on=DAYS[day], outcome=outcome)
        if len(stewards) == 1:
            given.steward_id = stewards.pop()
        self.visits += write_visit(self.session, self.cast.bob, visit=given)

    def _standing(self, which):
        if self.visits:
            row = visit_row(self.session, self.visits[which % len(self.visits)])
            return row if row.status is VisitStatus.STANDS else None
        return None

    def correct(self, which, other, day, outcome):
        if row := self._standing(which):
            given = VisitIn(household_ids=[], visited_on=DAYS[day], outcome=outcome)
            correct_visit(self.session, self.cast.bob, visit_id=row.id, seen=row.version, visit=given)

    def withdraw(self, which, other, day, outcome):
        if row := self._standing(which):
            withdraw_visit(self.session, self.cast.bob, visit_id=row.id, seen=row.version, reason="写错了")

    def hand_over(self, which, other, day, outcome):
        household_id = self.households[which % N_HOUSEHOLDS]
        held, to = steward_of(self.session, household_id), self.stewards[other % 2]
        if held is None:
            give(self.session, self.cast.bob, household_id=household_id, steward_id=to, seen=None)
        elif held != to:
            hand_over(self.session, self.cast.bob, from_id=held, given={household_id: to})

    def move(self, which, other, day, outcome):
        household_id = self.households[which % N_HOUSEHOLDS]
        places = [*self.cast.places.buildings, self.cast.places.garden_building, self.cast.places.willow_building]
        move_household(
            self.session, self.cast.bob, household_id=household_id, seen=seen(self.session, household_id),
            unit_id=places[other % 5], door=f"新{which}-{other}", reason="搬家",
        )  # fmt: skip


CHANGES = st.tuples(
    st.sampled_from(["visit", "visit", "visit", "correct", "withdraw", "hand_over", "move"]), st.integers(0, 9),
    st.integers(0, 9), st.integers(0, len(DAYS) - 1), st.sampled_from(Outcome),
)  # fmt: skip
unhurried = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _live_through(session, cast, street, changes):
    lives = Street(session, cast, *street)
    for name, *what in changes:
        getattr(lives, name)(*what)
    session.flush()
    return lives


@unhurried
@given(st.lists(CHANGES, max_size=14))
def test_after_any_sequence_of_changes_the_sums_are_those_of_the_visits(session, cast, street, changes):
    point = session.begin_nested()
    _live_through(session, cast, street, changes)
    kept = summaries.stored(session)
    assert wrong_counts(session) == {}
    summaries.rebuild(session)
    assert summaries.stored(session) == kept
    point.rollback()
    session.expire_all()


@unhurried
@given(st.lists(CHANGES, max_size=14))
def test_after_any_sequence_of_changes_a_stewards_month_is_what_the_visits_say(session, cast, street, changes):
    point = session.begin_nested()
    lives = _live_through(session, cast, street, changes)
    rows = [visit_row(session, visit_id) for visit_id in lives.visits]
    for steward_id in lives.stewards:
        met = {
            r.household_id for r in rows
            if r.status is VisitStatus.STANDS and r.outcome is Outcome.MET and r.steward_id == steward_id
            and (r.visited_on.year, r.visited_on.month) == (2026, 11)
        }  # fmt: skip
        assert month_progress(session, steward_id, 202611, MONDAY).n_met == len(met)
    point.rollback()
    session.expire_all()


def test_the_sums_count_what_happened_and_not_nothing(session, cast, street):
    changes = [("visit", 0, 1, 2, Outcome.MET), ("visit", 2, 2, 3, Outcome.NOBODY_HOME), ("move", 1, 3, 0, Outcome.MET)]
    _live_through(session, cast, street, changes)
    kept = summaries.stored(session)
    assert {name: len(rows) for name, rows in kept.items()} == {"household_month": 3, "visit_tally": 1, "household_contact": 3}


def test_a_sum_that_went_wrong_is_found_and_put_right(session, cast, street):
    _live_through(session, cast, street, [("visit", 0, 1, 2, Outcome.MET)])
    session.execute(sa.text("UPDATE visit_tally SET n_met = n_met + 1"))
    assert list(wrong_counts(session)) == ["visit_tally"]
    summaries.rebuild(session)
    assert wrong_counts(session) == {}
