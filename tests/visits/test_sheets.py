"""Paper sheets: made in walking order, found by their number, keyed in row by row and once, returned or lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from db import clock
from db.engine import session as write_block
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.ledger.commands.assign import give
from db.visits import summaries
from db.visits.commands.paper_sheets import (
    blank_row,
    finish_sheet,
    key_row,
    lose_sheet,
    make_sheets,
    make_unit_sheets,
)
from db.visits.models.rounds import SheetStatus, VisitSheet
from db.visits.models.visits import Outcome, Visit, VisitIn, VisitSource
from db.visits.queries.paper_sheets import count_sheets_out, find_sheet, sheet_by_number, sheet_lines, sheets_out, walkers
from db.visits.sheet_numbers import read_sheet_number, sheet_number
from db.visits.sheet_room import ROWS_A_SHEET
from tests.conftest import MONDAY
from tests.ledger.households import FIRST_YOUNG, looked_after, written
from tests.tallies import wrong_counts
from tests.vetting.at_once import overtaken
from tests.vetting.states import codes, in_office, journal
from tests.visits.households import a_steward_with_households

MET = VisitIn(household_ids=[], outcome=Outcome.MET, topics=["health"], visited_on=MONDAY - timedelta(days=3))


@pytest.fixture
def sheet(session, cast):
    """Id of a sheet of three households."""
    steward_id, _ = a_steward_with_households(session, cast)
    [sheet_id] = make_sheets(session, cast.bob, steward_id=steward_id)
    return sheet_id


def number_of(session, sheet_id):
    return session.get_one(VisitSheet, sheet_id).number


def visits(session):
    return session.exec(select(Visit)).all()


def test_a_sheet_is_one_page_in_walking_order_and_the_next_goes_on(session, cast):
    steward_id = in_office(session, cast, FIRST_YOUNG)
    doors = [f"{n}栋101" for n in range(12, 0, -1)]
    for n, door in enumerate(doors):
        looked_after(session, written(session, cast, n, door=door), steward_id, cast.bob)
    looked_after(session, written(session, cast, 50, unit_id=cast.places.buildings[2], door="1栋"), steward_id, cast.bob)
    looked_after(session, written(session, cast, 51, unit_id=cast.places.buildings[1], door="1栋"), steward_id, cast.bob)
    first, second = make_sheets(session, cast.bob, steward_id=steward_id)
    lines = [*sheet_lines(session, cast.bob, first), *sheet_lines(session, cast.bob, second)]
    assert [line.position for line in lines] == [*range(1, ROWS_A_SHEET + 1), 1, 2, 3, 4]
    assert [line.door for line in lines] == [*(f"{n}栋101" for n in range(1, 13)), "1栋", "1栋"]
    assert [line.unit_name for line in lines[-2:]] == ["松风社区 松风苑 2号楼", "松风社区 松风苑 10号楼"]
    assert (number_of(session, first)[:10], number_of(session, second)[:10]) == ("2611-00001", "2611-00002")
    assert journal(session, "sheets_printed") == [{"sheets": [first, second]}]


def test_a_sheet_may_be_of_some_households_and_never_of_somebody_elses(session, cast):
    steward_id, households = a_steward_with_households(session, cast)
    [sheet_id] = make_sheets(session, cast.bob, steward_id=steward_id, household_ids=[households[2], households[0]])
    assert [line.household_id for line in sheet_lines(session, cast.bob, sheet_id)] == [households[0], households[2]]
    foreign = written(session, cast, 40)
    with pytest.raises(NotFound, match="household_not_found"):
        make_sheets(session, cast.bob, steward_id=steward_id, household_ids=[foreign])
    with pytest.raises(Invalid, match="sheet_nobody"):
        make_sheets(session, cast.charlie, steward_id=steward_id)
    with pytest.raises(NotAllowed):
        make_sheets(session, cast.dora, steward_id=steward_id)


def test_the_same_press_makes_the_sheets_once(session, cast):
    steward_id, _ = a_steward_with_households(session, cast)
    press = uuid4()
    made = [make_sheets(session, cast.bob, steward_id=steward_id, request_id=press) for _ in range(2)]
    made += [make_unit_sheets(session, cast.bob, unit_id=cast.places.pine, request_id=press) for _ in range(2)]
    assert (made[0] == made[1], made[2] == made[3], made[0] != made[2]) == (True, True, True)
    assert count_sheets_out(session, cast.bob) == 2


def test_a_whole_unit_gets_sheets_for_everybody_who_looks_after_somebody(session, cast):
    steward_id, _ = a_steward_with_households(session, cast, 11)
    in_office(session, cast, FIRST_YOUNG + 20)
    other = in_office(session, cast, FIRST_YOUNG + 21)
    looked_after(session, written(session, cast, 70), other, cast.bob)
    made = make_unit_sheets(session, cast.alice, unit_id=cast.places.pine)
    assert [session.get_one(VisitSheet, i).steward_id for i in made] == [steward_id, steward_id, other]
    assert [len(sheet_lines(session, cast.alice, i)) for i in made] == [10, 1, 1]
    assert [one.n_households for one in walkers(session, cast.alice, cast.alice.unit_path)] == [11, 1]
    assert made == sorted(made)
    with pytest.raises(NotFound):
        make_unit_sheets(session, cast.alice, unit_id=cast.places.willow)
    with pytest.raises(Invalid, match="sheet_nobody"):
        make_unit_sheets(session, cast.bob, unit_id=cast.places.willow)


@given(counter=st.integers(1, 999_999), position=st.integers(0, 9), digit=st.integers(0, 9))
def test_one_wrong_digit_or_two_swapped_are_noticed(counter, position, digit):
    number = sheet_number(202611, counter)
    plain = number.replace("-", "")
    wrong = plain[:position] + str(digit) + plain[position + 1 :]
    swapped = plain[:position] + plain[position : position + 2][::-1] + plain[position + 2 :]
    for typed in {wrong, swapped} - {plain}:
        with pytest.raises(Invalid, match="sheet_number_wrong"):
            read_sheet_number(typed)
    assert read_sheet_number(plain) == number


@pytest.mark.parametrize("shape", ["{0}-{1}-{2}", "{0}{1}{2}", " {0} {1} {2}\n", "{0}－{1}—{2}", "{0} - {1}- {2} "])
def test_a_number_is_found_however_it_is_typed(session, cast, sheet, shape):
    typed = shape.format(*number_of(session, sheet).split("-"))
    full_width = typed.translate({ord(str(n)): 0xFF10 + n for n in range(10)})
    for text in (typed, full_width):
        assert sheet_by_number(session, cast.bob, text).id == sheet


@pytest.mark.parametrize("text", ["", "12", "<script>", "2611-00001-0", "９" * 40, "2611-0000a-1", "٢٦١١٠٠٠٠١٤"])
def test_what_is_no_number_is_told(session, cast, sheet, text):
    assert number_of(session, sheet) != text
    with pytest.raises(Invalid, match="sheet_number_wrong"):
        sheet_by_number(session, cast.bob, text)


def test_a_row_is_the_visit_of_the_sheets_steward_on_that_day(session, cast, sheet):
    visit_id = key_row(session, cast.bob, sheet_id=sheet, position=2, visit=MET.model_copy(update={"note": " 腿疼 "}))
    row, line = session.get_one(Visit, visit_id), sheet_lines(session, cast.bob, sheet)[1]
    assert (row.source, row.steward_id, row.household_id) == (VisitSource.PAPER, find_sheet(session, cast.bob, sheet).steward_id,
                                                              line.household_id)  # fmt: skip
    assert (row.visited_on, row.outcome, row.topics, row.note) == (MET.visited_on, Outcome.MET, " health ", "腿疼")
    assert (line.visit.visited_on, line.visit.written_at, line.visit.user_name) == (row.visited_on, clock.now(), "鲍文书")


def test_the_same_sheet_again_adds_nothing(session, cast, sheet):
    first = [key_row(session, cast.bob, sheet_id=sheet, position=p, visit=MET) for p in (1, 2, 3)]
    finish_sheet(session, cast.bob, sheet_id=sheet)
    other = VisitIn(household_ids=[], outcome=Outcome.NOBODY_HOME)
    assert [key_row(session, cast.grace, sheet_id=sheet, position=p, visit=other) for p in (1, 2, 3)] == first
    finish_sheet(session, cast.bob, sheet_id=sheet)
    assert [row.outcome for row in visits(session)] == [Outcome.MET] * 3
    assert journal(session, "sheet_closed") == [{"sheet": sheet, "status": "returned"}]
    assert wrong_counts(session) == {}


def test_a_row_without_an_outcome_is_no_visit(session, cast, sheet):
    with pytest.raises(Invalid, match="outcome_missing"):
        key_row(session, cast.bob, sheet_id=sheet, position=1, visit=VisitIn(household_ids=[]))
    assert visits(session) == []


def test_a_sheet_is_returned_when_every_row_is_keyed_in_or_blank(session, cast, sheet):
    key_row(session, cast.bob, sheet_id=sheet, position=1, visit=MET)
    blank_row(session, cast.bob, sheet_id=sheet, position=2)
    with pytest.raises(Conflict, match="sheet_unfinished"):
        finish_sheet(session, cast.bob, sheet_id=sheet)
    blank_row(session, cast.bob, sheet_id=sheet, position=3)
    finish_sheet(session, cast.bob, sheet_id=sheet)
    assert (sheets_out(session, cast.bob), len(visits(session))) == ([], 1)
    key_row(session, cast.bob, sheet_id=sheet, position=3, visit=MET)
    assert len(visits(session)) == 2
    assert codes(lambda p: blank_row(session, cast.bob, sheet_id=sheet, position=p), 1, 3, 9) == [
        "row_keyed", "row_keyed", "sheet_not_found",
    ]  # fmt: skip


def test_sheets_that_are_out_are_listed_the_longest_first_with_their_days(session, cast, sheet):
    steward_id, _ = a_steward_with_households(session, cast, 1, serial=FIRST_YOUNG + 20)
    with clock.at(MONDAY + timedelta(days=5)):
        [later] = make_sheets(session, cast.bob, steward_id=steward_id)
        key_row(session, cast.bob, sheet_id=sheet, position=1, visit=MET)
        rows = sheets_out(session, cast.bob)
    assert [(row.id, row.days_out, row.n_rows, row.n_open) for row in rows] == [(sheet, 5, 3, 2), (later, 0, 1, 1)]
    assert [row.id for row in sheets_out(session, cast.bob, offset=1, limit=1)] == [later]
    assert count_sheets_out(session, cast.bob) == 2


def test_a_lost_sheet_is_off_the_list_and_can_still_turn_up(session, cast, sheet):
    lose_sheet(session, cast.bob, sheet_id=sheet)
    assert count_sheets_out(session, cast.bob) == 0
    key_row(session, cast.bob, sheet_id=sheet, position=1, visit=MET)
    assert find_sheet(session, cast.bob, sheet).status is SheetStatus.OUT
    for position in (2, 3):
        blank_row(session, cast.bob, sheet_id=sheet, position=position)
    finish_sheet(session, cast.bob, sheet_id=sheet)
    with pytest.raises(Conflict, match="sheet_returned"):
        lose_sheet(session, cast.bob, sheet_id=sheet)


def test_only_who_plans_visits_keys_a_sheet_in(session, cast, sheet):
    for actor in (cast.dora, cast.leo, cast.ada):
        with pytest.raises(NotAllowed):
            key_row(session, actor, sheet_id=sheet, position=1, visit=MET)


def test_a_grid_worker_reads_and_keys_in_the_sheets_of_the_grid(session, cast, sheet):
    assert [line.door for line in sheet_lines(session, cast.grace, sheet)] == [f"1单元20{n}" for n in (2, 3, 4)]
    [row] = sheets_out(session, cast.grace)
    assert (row.id, sheet_by_number(session, cast.grace, row.number)) == (sheet, row)
    key_row(session, cast.grace, sheet_id=sheet, position=1, visit=MET)
    assert [line.is_open for line in sheet_lines(session, cast.grace, sheet)] == [False, True, True]


def test_a_household_of_another_unit_on_a_sheet_shows_nothing_of_itself(session, cast):
    steward_id, _ = a_steward_with_households(session, cast, 1)
    far = written(session, cast, 80, unit_id=cast.places.garden_building, door="9栋")
    looked_after(session, far, steward_id, cast.bob)
    [sheet_id] = make_sheets(session, cast.bob, steward_id=steward_id)
    hidden = next(line for line in sheet_lines(session, cast.grace, sheet_id) if line.household_id == far)
    assert (hidden.door, hidden.name, hidden.is_here) == ("", "", False)
    with pytest.raises(NotFound, match="household_not_found"):
        key_row(session, cast.grace, sheet_id=sheet_id, position=hidden.position, visit=MET)
    blank_row(session, cast.grace, sheet_id=sheet_id, position=hidden.position)


def test_a_household_that_went_to_another_steward_is_still_keyed_in_from_the_old_sheet(session, cast, sheet):
    old = find_sheet(session, cast.bob, sheet).steward_id
    new = in_office(session, cast, FIRST_YOUNG + 20)
    household_id = sheet_lines(session, cast.bob, sheet)[0].household_id
    give(session, cast.bob, household_id=household_id, steward_id=new, seen=old)
    visit_id = key_row(session, cast.bob, sheet_id=sheet, position=1, visit=MET)
    assert session.get_one(Visit, visit_id).steward_id == old


def test_of_two_clerks_at_one_row_the_second_adds_nothing(engine, cast):
    def made(s):
        steward_id, _ = a_steward_with_households(s, cast)
        return make_sheets(s, cast.bob, steward_id=steward_id)[0]

    with write_block(engine) as s:
        sheet_id = made(s)
    first = []
    key = lambda s, who: key_row(s, who, sheet_id=sheet_id, position=1, visit=MET)  # noqa: E731
    second = overtaken(engine, lambda s: first.append(key(s, cast.bob)), lambda s: key(s, cast.grace))
    assert [second] == first
    with write_block(engine) as s:
        assert s.scalar(sa.select(sa.func.count()).select_from(Visit)) == 1
        assert summaries.stored(s) == summaries.counted_anew(s)
