"""The calendar is changed while a household must be visited."""

from datetime import date, timedelta

import pytest

from db import clock
from db.office.commands.calendar import set_day
from db.office.queries import current_scheme
from db.visits.commands.must_visits import ask_must_visit, drop_must_visit, put_must_visit
from db.visits.models.duties import MustSource, MustVisit
from tests.conftest import MONDAY
from tests.ledger.households import written

WEDNESDAY, SATURDAY = date(2026, 11, 25), date(2026, 11, 28)


@pytest.fixture
def household_id(session, cast):
    return written(session, cast, 0)


def _due_on(session, must_id):
    row = session.get_one(MustVisit, must_id)
    session.refresh(row)
    return row.due_on


def _put(session, cast, household_id, **due):
    return put_must_visit(
        session, None, current_scheme(session), household=(household_id, cast.places.buildings[0]), kind="festival",
        source=MustSource.FESTIVAL, mark="festival:winter:2026", arose_on=MONDAY, **due,
    )  # fmt: skip


@pytest.mark.parametrize(("n_days", "due_on"), [(None, date(2026, 11, 27)), (3, date(2026, 11, 27)), (5, date(2026, 12, 1))])
def test_a_day_set_off_gives_another_working_day(session, cast, household_id, n_days, due_on):
    must_id = ask_must_visit(session, cast.bob, household_id=household_id, kind="hardship", why="刚失业", n_days=n_days)
    assert set_day(session, cast.bob, day=WEDNESDAY, is_working=False) == 1
    assert _due_on(session, must_id) == due_on


def test_a_saturday_made_working_hurries_nobody(session, cast, household_id):
    must_id = ask_must_visit(session, cast.bob, household_id=household_id, kind="hardship", why="刚失业", n_days=5)
    set_day(session, cast.bob, day=SATURDAY, is_working=True)
    assert _due_on(session, must_id) == MONDAY + timedelta(days=7)


def test_a_day_that_was_named_stays(session, cast, household_id):
    must_id = _put(session, cast, household_id, due_on=MONDAY + timedelta(days=3))
    assert set_day(session, cast.bob, day=WEDNESDAY, is_working=False) == 0
    assert _due_on(session, must_id) == MONDAY + timedelta(days=3)


def test_what_is_settled_keeps_its_day(session, cast, household_id):
    must_id = ask_must_visit(session, cast.bob, household_id=household_id, kind="hardship", why="刚失业")
    drop_must_visit(session, cast.bob, must_visit_id=must_id, reason="登记有误")
    assert set_day(session, cast.bob, day=WEDNESDAY, is_working=False) == 0
    assert _due_on(session, must_id) == MONDAY + timedelta(days=3)


def test_one_that_arises_after_the_change_is_counted_by_the_calendar_as_it_is(session, cast, household_id):
    set_day(session, cast.bob, day=SATURDAY, is_working=True)
    with clock.at(date(2026, 11, 27)):
        must_id = ask_must_visit(session, cast.bob, household_id=household_id, kind="hardship", why="刚失业", n_days=1)
    assert _due_on(session, must_id) == SATURDAY
