"""Stewards who were in office before the program came: number, term, who is left out, what is wrong."""

from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa

from db import clock
from db.errors import Invalid, NotFound
from db.office import tallies
from db.office.commands.units import close_unit
from db.spreadsheets import Sheet
from db.sql import pick
from db.vetting.commands.import_stewards import import_stewards
from db.vetting.models.applications import Application
from db.vetting.models.stewards import Appointment, Steward, StewardChange, StewardMove, StewardStatus
from db.vetting.queries.counts import counted_anew
from db.vetting.steward_import import preview_stewards
from tests.conftest import MONDAY
from tests.ledger.lists import FIRST, errors, number, sheet, steward_line, stewards_come
from tests.people import id_number
from tests.vetting.states import a_steward, as_stored, everything, journal

FAULTS = [
    ({"社区（村）": ""}, "A", "unit_missing"),
    ({"小区（网格）": ""}, "B", "unit_missing"),
    ({"楼栋": "99号楼"}, "C", "unit_unknown"),
    ({"姓名": ""}, "D", "name_missing"),
    ({"性别": "不详"}, "E", "sex_form"),
    ({"身份证号": ""}, "F", "id_missing"),
    ({"身份证号": "61072119580203"}, "F", "id_form"),
    ({"身份证号": 6.1072119580203e17}, "F", "id_lost_digits"),
    ({"身份证号": id_number(date(2011, 5, 4))}, "F", "under_age"),
    ({"联系电话": ""}, "G", "phone_missing"),
    ({"联系电话": "199"}, "G", "phone_form"),
    ({"人员类别": "其他人员"}, "H", "category_unknown"),
    ({"特长": "长" * 61}, "I", "too_long"),
    ({"聘任时间": "很久以前"}, "J", "birth_form"),
    ({"聘任时间": "2024.02.31"}, "J", "birth_form"),
]


def _look(session, cast, *lines, **more):
    return preview_stewards(session, cast.bob, [sheet(*lines)], **more)


def _since(session, cast, cell):
    return [one.since for one in _look(session, cast, steward_line(聘任时间=cell)).accepted]


def test_each_fault_is_named_at_its_cell_and_its_row_stays_out(session, cast):
    """An age is named at the ID number, which says it."""
    preview = _look(session, cast, *(steward_line(n, **changes) for n, (changes, _, _) in enumerate(FAULTS)), steward_line(20))
    assert errors(preview) == [(f"{column}{FIRST + n}", code) for n, (_, column, code) in enumerate(FAULTS)]
    assert [one.row for one in preview.accepted] == [FIRST + len(FAULTS)]


def test_they_are_stewards_in_service_with_their_term_and_without_an_application(session, cast):
    [steward_id] = stewards_come(session, cast.bob, steward_line())
    row = session.get_one(Steward, steward_id)
    assert (row.name, row.status, row.unit_id, row.application_id) == (
        "冯管家", StewardStatus.ACTIVE, cast.places.buildings[0], None,
    )  # fmt: skip
    assert (row.category, row.speciality, row.phone, row.id_number) == ("building_head", "调解", "19700000000", number(50))
    assert (row.term_from, row.term_to) == (date(2025, 3, 1), date(2028, 2, 29))
    assert session.scalar(sa.select(sa.func.count()).select_from(Application)) == 0


def test_numbers_go_on_where_appointments_left_off(session, cast):
    first = session.get_one(Steward, a_steward(session, cast)).number
    stewards_come(session, cast.bob, steward_line(0), steward_line(1))
    given = sorted(session.scalars(pick(Steward.number)))
    assert (first, given) == ("202600001", ["202600001", "202600002", "202600003"])


def test_each_has_one_term_and_a_story_that_begins_with_the_appointment(session, cast):
    [steward_id] = stewards_come(session, cast.bob, steward_line())
    [term] = session.scalars(pick(Appointment))
    [change] = session.scalars(pick(StewardChange))
    assert (term.steward_id, term.term_from, term.unit_id) == (steward_id, date(2025, 3, 1), cast.places.buildings[0])
    assert (change.steward_id, change.move, change.user_id) == (steward_id, StewardMove.APPOINT, cast.bob.user_id)


def test_the_summaries_count_them_and_equal_the_facts(session, cast):
    stewards_come(session, cast.bob, steward_line(0), steward_line(1), steward_line(2, 楼栋="2号楼"))
    kept = tallies.stored(session)
    assert kept == {(cast.places.buildings[0], "steward.active"): 2, (cast.places.buildings[1], "steward.active"): 1}
    assert kept == dict(counted_anew(session))


def test_nothing_that_identifies_them_stands_plainly_in_the_database(session, cast):
    stewards_come(session, cast.bob, steward_line())
    raw = as_stored(session)
    assert [text for text in (number(50), "19700000000") if text.encode() in raw] == []


def test_the_journal_has_counts_only(session, cast):
    stewards_come(session, cast.bob, steward_line(0), steward_line(1, 联系电话="1"))
    [entry] = journal(session, "stewards_imported")
    assert sorted(entry.values()) == [1, 1, 2]


def test_a_preview_writes_nothing(session, cast):
    before = everything(session)
    _look(session, cast, steward_line(0), steward_line(1, 联系电话="1"))
    assert everything(session) == before


def test_those_on_file_are_left_out_whatever_became_of_them(session, cast):
    stewards_come(session, cast.bob, steward_line(0))
    session.scalars(pick(Steward)).one().status = StewardStatus.ENDED
    preview = _look(session, cast, steward_line(0, 联系电话="19733334444"), steward_line(1))
    assert ([row.number for row in preview.known], [one.row for one in preview.accepted]) == ([2], [3])
    assert import_stewards(session, cast.bob, preview=preview) == 1
    assert sorted(session.scalars(pick(Steward.phone))) == ["19700000000", "19700000001"]


def test_somebody_who_came_in_since_the_preview_is_left_out(session, cast):
    preview = _look(session, cast, steward_line(0), steward_line(1))
    stewards_come(session, cast.bob, steward_line(0))
    assert import_stewards(session, cast.bob, preview=preview) == 1
    assert import_stewards(session, cast.bob, preview=preview) == 0


def test_the_same_press_twice_brings_them_in_once(session, cast):
    preview, press = _look(session, cast, steward_line(0)), uuid4()
    assert [import_stewards(session, cast.bob, preview=preview, request_id=press) for _ in range(2)] == [1, 1]
    assert session.scalar(sa.select(sa.func.count()).select_from(Steward)) == 1


def test_the_same_person_twice_is_a_problem_at_the_second_row(session, cast):
    preview = _look(session, cast, steward_line(0), steward_line(1, 身份证号=number(50).lower()))
    [problem] = preview.problems
    assert (problem.address, problem.code, problem.params["other_row"]) == ("F3", "same_person_twice", 2)


def test_who_stands_at_an_upper_unit_names_no_lower_one(session, cast):
    """As those who look after shops do."""
    lines = steward_line(0, 楼栋=""), steward_line(1, 楼栋="", **{"小区（网格）": ""}), steward_line(2)
    units = [one.values["unit_id"] for one in _look(session, cast, *lines).accepted]
    assert units == [cast.places.pine_court, cast.places.pine, cast.places.buildings[0]]


def test_an_unknown_place_offers_the_near_match_and_takes_what_the_clerk_chose(session, cast):
    line = steward_line(**{"小区（网格）": "松风园"})
    assert _look(session, cast, line).strangers["松风园"][0] == "松风苑"
    assert len(_look(session, cast, line, replaced={"松风园": "松风苑"}).accepted) == 1


def test_the_day_of_appointment_is_read_in_the_ways_that_people_write_it(session, cast):
    days = [date(2025, 3, 5), "2025-03-05", "2025.3.5", "2025年3月5日", "20250305", "2025/03/05"]
    assert [_since(session, cast, cell) for cell in days] == [[date(2025, 3, 5)]] * len(days)
    months = ["2025.03", "2025年3月", "202503", 2025.03]
    assert [_since(session, cast, cell) for cell in months] == [[date(2025, 3, 1)]] * len(months)


def test_without_a_day_of_appointment_the_term_begins_today(session, cast):
    assert (_since(session, cast, ""), _since(session, cast, None)) == ([MONDAY], [MONDAY])


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (date(2026, 11, 24), "in_office_in_future"), ("2027-01", "in_office_in_future"),
        (date(1900, 1, 5), "cell_no_day"), (5, "cell_no_day"), ("1960.01", "in_office_under_age"),
    ],
)  # fmt: skip
def test_nobody_is_in_office_from_a_day_to_come_or_before_eighteen(session, cast, cell, code):
    assert errors(_look(session, cast, steward_line(聘任时间=cell))) == [(f"J{FIRST}", code)]


def test_a_number_that_may_be_january_or_october_is_a_problem(session, cast):
    assert errors(_look(session, cast, steward_line(聘任时间=2024.1))) == [("J2", "birth_form")]


def test_a_term_that_is_over_by_the_list_is_kept_as_it_is(session, cast):
    stewards_come(session, cast.bob, steward_line(聘任时间=date(2020, 2, 29)))
    row = session.scalars(pick(Steward)).one()
    assert (row.term_from, row.term_to, row.status) == (date(2020, 2, 29), date(2023, 2, 28), StewardStatus.ACTIVE)


def test_a_list_without_id_numbers_is_refused_by_name(session, cast):
    with pytest.raises(Invalid) as refusal:
        preview_stewards(session, cast.bob, [sheet(steward_line(), without=("身份证号",))])
    assert (refusal.value.code, refusal.value.params["titles"]) == ("sheet_no_header", "身份证号码")


def test_what_a_list_of_people_in_office_leaves_out_is_no_reason_to_refuse_them(session, cast):
    short = sheet(steward_line(), without=("人员类别", "特长", "聘任时间"))
    [one] = preview_stewards(session, cast.bob, [short]).accepted
    assert (one.values["category"], one.values["speciality"], one.since) == ("grid_worker", "", MONDAY)


def test_what_is_wrong_with_a_column_that_is_not_there_is_named_at_the_name(session, cast):
    """A problem without a cell is one that nobody finds."""
    short = sheet(steward_line(身份证号=id_number(date(1960, 1, 1))), without=("性别", "联系电话"))
    assert errors(preview_stewards(session, cast.bob, [short])) == [("D2", "phone_missing"), ("D2", "sex_missing")]


def test_other_sheets_with_stewards_are_said_to_be_unread(session, cast):
    both = [sheet(steward_line(0)), Sheet("第二社区", sheet(steward_line(1)).rows)]
    assert [problem.code for problem in preview_stewards(session, cast.bob, both).problems] == ["other_sheets"]


def test_a_unit_that_was_closed_since_the_preview_takes_nobody(session, cast):
    preview = _look(session, cast, steward_line(0), steward_line(1, 楼栋="2号楼"))
    close_unit(session, cast.bob, unit_id=cast.places.buildings[1], seen=1)
    with pytest.raises(NotFound) as refusal:
        import_stewards(session, cast.bob, preview=preview)
    assert (refusal.value.code, session.scalar(sa.select(sa.func.count()).select_from(Steward))) == ("unit_not_found", 0)


def test_numbers_begin_with_the_year_in_which_they_came_in(session, cast):
    with clock.at(date(2027, 1, 4)):
        stewards_come(session, cast.bob, steward_line())
    assert session.scalars(pick(Steward.number)).all() == ["202700001"]
