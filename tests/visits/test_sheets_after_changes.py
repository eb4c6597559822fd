"""A sheet comes back weeks after it was printed: its rows are keyed in for what the households are by then."""

from datetime import timedelta

import pytest

from db.errors import Conflict
from db.ledger.commands.assign import give
from db.ledger.commands.households import add_member
from db.ledger.commands.reshape import leave
from db.visits.commands.paper_sheets import blank_row, finish_sheet, key_row, make_sheets
from db.visits.models.visits import Outcome, Visit, VisitIn
from db.visits.queries.paper_sheets import find_sheet, sheet_lines
from tests.conftest import MONDAY
from tests.ledger.changes import SON, merge_pair, move_away, split_off
from tests.ledger.households import FIRST_YOUNG, seen, written
from tests.tallies import wrong_counts
from tests.vetting.states import in_office
from tests.visits.households import a_steward_with_households

pytestmark = pytest.mark.both_databases
MET = VisitIn(household_ids=[], outcome=Outcome.MET, visited_on=MONDAY - timedelta(days=3))


@pytest.fixture
def sheet(session, cast):
    """Id of a sheet of three households, and the households."""
    steward_id, households = a_steward_with_households(session, cast)
    [sheet_id] = make_sheets(session, cast.bob, steward_id=steward_id)
    return sheet_id, households


def _keyed(session, cast, sheet_id, position):
    return session.get_one(Visit, key_row(session, cast.bob, sheet_id=sheet_id, position=position, visit=MET))


def test_a_household_that_was_merged_in_two_steps_is_keyed_in_for_the_entry_that_stays(session, cast, sheet):
    sheet_id, households = sheet
    keep = written(session, cast, 60)
    give(session, cast.bob, household_id=keep, steward_id=in_office(session, cast, FIRST_YOUNG + 9), seen=None)
    merge_pair(session, cast, households[1], households[0])
    merge_pair(session, cast, keep, households[1])
    visits = [_keyed(session, cast, sheet_id, position) for position in (1, 2)]
    assert [visit.household_id for visit in visits] == [keep, keep]
    assert {visit.steward_id for visit in visits} == {find_sheet(session, cast.bob, sheet_id).steward_id}
    blank_row(session, cast.bob, sheet_id=sheet_id, position=3)
    finish_sheet(session, cast.bob, sheet_id=sheet_id)
    assert wrong_counts(session) == {}


def test_the_screen_shows_what_the_paper_says_and_into_which_entry_it_was_merged(session, cast, sheet):
    sheet_id, households = sheet
    before = sheet_lines(session, cast.bob, sheet_id)
    merge_pair(session, cast, households[1], households[0])
    after = sheet_lines(session, cast.bob, sheet_id)
    assert [(line.door, line.name, line.is_here) for line in after] == [(line.door, line.name, True) for line in before]
    assert [line.now for line in after] == [f"{before[1].door} {before[1].name}", "", ""]


def test_a_household_that_was_split_is_keyed_in_for_those_who_stayed(session, cast, sheet):
    sheet_id, households = sheet
    add_member(session, cast.bob, household_id=households[0], seen=seen(session, households[0]), member=SON)
    split_off(session, cast, households[0], unit_id=cast.places.garden_building)
    assert _keyed(session, cast, sheet_id, 1).household_id == households[0]


def test_a_household_that_changed_buildings_is_keyed_in_where_it_lives_now(session, cast, sheet):
    sheet_id, households = sheet
    move_away(session, cast, households[0], cast.places.buildings[1])
    visit = _keyed(session, cast, sheet_id, 1)
    assert (visit.household_id, visit.unit_id) == (households[0], cast.places.buildings[1])


def test_of_a_household_that_left_the_row_says_so_and_is_left_as_not_visited(session, cast, sheet):
    """Itself, or the entry into which it was merged."""
    sheet_id, households = sheet
    merge_pair(session, cast, households[1], households[0])
    leave(session, cast.bob, household_id=households[1], seen=seen(session, households[1]), reason="搬走")
    assert [line.has_left for line in sheet_lines(session, cast.bob, sheet_id)] == [True, True, False]
    for position in (1, 2):
        with pytest.raises(Conflict, match="row_household_left"):
            _keyed(session, cast, sheet_id, position)
        blank_row(session, cast.bob, sheet_id=sheet_id, position=position)
