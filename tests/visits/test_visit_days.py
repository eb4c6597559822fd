"""No visit lies before the steward's time; how far back it reaches is what the record says of it."""

from datetime import date, timedelta

import pytest

from db import clock
from db.errors import Invalid
from db.ledger.commands.assign import give
from db.visits.commands.correct import correct_visit
from db.visits.commands.paper_sheets import key_row, make_sheets
from db.visits.models.visits import Outcome, VisitIn
from db.visits.queries.visit_days import own_visit_days, visit_days
from db.visits.queries.visit_file import read_day
from tests.conftest import MONDAY
from tests.ledger.households import written
from tests.ledger.lists import steward_line, stewards_come
from tests.vetting.states import IN_OFFICE, codes
from tests.visits.households import a_steward_with_households, dora_is, met

ONE_DAY = timedelta(days=1)


@pytest.fixture
def street(session, cast):
    steward_id, households = a_steward_with_households(session, cast)
    dora_is(session, cast, steward_id)
    return steward_id, households


def _who_came_with_a_list(session, cast, since):
    """A steward who was in office before the program came, with a household that was written down today."""
    [steward_id] = stewards_come(session, cast.bob, steward_line(聘任时间=since))
    household_id = written(session, cast, 30)
    give(session, cast.bob, household_id=household_id, steward_id=steward_id, seen=None)
    return steward_id, household_id


def test_no_visit_lies_before_the_day_on_which_its_steward_took_office(session, cast, street):
    _, households = street
    said = codes(lambda day: met(session, cast.dora, households[0], on=day), IN_OFFICE - ONE_DAY, IN_OFFICE)
    assert said == ["visit_before_steward", "done"]


def test_a_desk_that_names_the_steward_is_told_the_same(session, cast, street):
    steward_id, households = street
    with pytest.raises(Invalid, match="visit_before_steward") as refusal:
        met(session, cast.bob, households[0], on=date(2019, 1, 5), steward_id=steward_id)
    assert (refusal.value.field, refusal.value.params) == ("visited_on", {"first": IN_OFFICE})


def test_a_visit_is_not_corrected_to_a_day_before_the_stewards_time(session, cast, street):
    _, households = street
    [visit_id] = met(session, cast.dora, households[0])
    given = VisitIn(household_ids=[], visited_on=IN_OFFICE - ONE_DAY, outcome=Outcome.MET)
    with pytest.raises(Invalid, match="visit_before_steward"):
        correct_visit(session, cast.dora, visit_id=visit_id, seen=1, visit=given)


def test_a_paper_visit_of_an_earlier_month_is_keyed_in_though_the_household_was_written_down_today(session, cast, street):
    steward_id, households = street
    [sheet_id] = make_sheets(session, cast.bob, steward_id=steward_id)
    visit = VisitIn(household_ids=[], visited_on=MONDAY - timedelta(days=80), outcome=Outcome.MET)
    assert key_row(session, cast.bob, sheet_id=sheet_id, position=1, visit=visit)


def test_whoever_came_with_a_list_that_says_since_when_is_held_to_it(session, cast):
    steward_id, household_id = _who_came_with_a_list(session, cast, "2025.03")
    visit = lambda day: met(session, cast.bob, household_id, on=day, steward_id=steward_id)  # noqa: E731
    assert codes(visit, date(2025, 2, 28), date(2025, 3, 1)) == ["visit_before_steward", "done"]


def test_whoever_came_with_a_list_that_does_not_say_so_may_have_visited_before_today(session, cast):
    steward_id, household_id = _who_came_with_a_list(session, cast, "")
    assert met(session, cast.bob, household_id, on=date(2024, 5, 6), steward_id=steward_id)
    assert MONDAY - ONE_DAY in visit_days(session, steward_id)


def test_a_visit_of_nobody_knows_when_is_a_slip_of_the_year(session, cast, street):
    _, households = street
    visit = lambda day: met(session, cast.bob, households[0], on=day)  # noqa: E731
    assert codes(visit, date(1900, 1, 5), date(2006, 11, 20), date(2026, 1, 5)) == ["visit_too_early", "visit_too_early", "done"]


def test_the_form_of_a_steward_offers_the_days_that_the_command_takes(session, cast, street):
    within = own_visit_days(session, cast.dora)
    assert (within.first, within.last) == (IN_OFFICE, clock.today())


def test_a_promise_is_not_for_the_next_century(session, cast, street):
    _, households = street
    due = lambda day: met(session, cast.dora, households[0], promise="修灯", promise_due=day)  # noqa: E731
    assert codes(due, MONDAY - ONE_DAY, date(2126, 11, 23), MONDAY) == ["promise_past", "promise_too_late", "done"]


@pytest.mark.parametrize("cell", [5, 1.5, 11.2, 46349.0, True])
def test_a_number_is_no_day_of_a_visit(cell):
    """11.2 may have been 11.20 as well."""
    assert read_day(cell, MONDAY) is None
