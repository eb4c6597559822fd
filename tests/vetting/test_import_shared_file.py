"""The applicants' file as an office brought it, row by row: 120 sound people and 12 rows with a fault each."""

import json
from functools import lru_cache
from pathlib import Path

import pytest

from db.office.commands.units import import_units
from db.office.queries import find_unit
from db.office.unit_import import preview_units
from db.spreadsheets import Severity, read_sheets
from db.vetting.applicant_import import preview_applicants
from db.vetting.commands.import_applicants import import_applicants
from db.vetting.queries.applications import application_facts, applications
from db.vetting.queries.queue import count_waiting

# What each fault should come to: the problem's code and the column that it stands in. The last two are sound.
AT = {
    "id_checksum": ("id_checksum", "I"),
    "id_lost_digits": ("id_lost_digits", "I"),
    "id_missing": ("id_missing", "I"),
    "id_birth_mismatch": ("id_birth_mismatch", "H"),
    "phone_short": ("phone_form", "O"),
    "name_missing": ("name_missing", "E"),
    "same_person_twice": ("same_person_twice", "I"),
    "unknown_estate": ("unit_unknown", "C"),
    "unknown_category": ("category_unknown", "P"),
    "under_age": ("under_age", "H"),
}
SOUND = {"formula_name": "@SUM(1+1)*cmd|' /C calc'!A0", "script_name": "<img src=x onerror=alert(1)>"}


@lru_cache
def _sheets(path: Path):
    return read_sheets(path.read_bytes())


@pytest.fixture
def faults(shared):
    return json.loads((shared / "applicants_nanzheng.faults.json").read_text("utf-8"))


@pytest.fixture
def preview(session, cast, shared):
    """The file read into an office whose units came from the other file."""
    units = preview_units(session, cast.bob, _sheets(shared / "units_nanzheng.xlsx"))
    import_units(session, cast.bob, preview=units)
    return preview_applicants(session, cast.bob, _sheets(shared / "applicants_nanzheng.xlsx"))


def _errors(preview):
    return [problem for problem in preview.problems if problem.severity is Severity.ERROR]


def test_of_132_people_122_are_accepted_and_10_are_not(preview):
    assert (preview.n_rows, len(preview.accepted), len(preview.problem_rows)) == (132, 122, 10)


def test_each_faulty_row_has_the_one_problem_that_it_was_made_with_at_its_cell(preview, faults):
    expected = {fault["excel_row"]: AT[fault["fault"]] for fault in faults if fault["fault"] in AT}
    assert {p.row: (p.code, p.column) for p in _errors(preview)} == expected
    assert len(_errors(preview)) == 10


def test_every_other_row_is_accepted_under_the_name_that_the_file_gives(preview, faults):
    wrong = {fault["excel_row"] for fault in faults if fault["fault"] in AT}
    accepted = {one.row.number: one.applicant.name for one in preview.accepted}
    assert accepted == {row.number: row.text("name") for row in preview.table.rows if row.number not in wrong}


def test_the_same_person_twice_is_a_problem_that_names_the_other_row(preview, faults):
    [problem] = [p for p in preview.problems if p.code == "same_person_twice"]
    [other] = [row for row in preview.table.rows if row.number == problem.params["other_row"]]
    [second] = [row for row in preview.table.rows if row.number == problem.row]
    assert (other.text("id_number"), other.number < second.number) == (second.text("id_number"), True)


def test_an_unknown_estate_comes_with_those_that_are_known(preview):
    [problem] = [p for p in preview.problems if p.code == "unit_unknown"]
    assert set(preview.strangers) == {"不存在小区"}
    assert {"松风苑", "锦程小区"} <= set(preview.strangers["不存在小区"])
    assert problem.params["name"] == "不存在小区"


def test_a_remark_that_looks_like_a_formula_or_a_script_is_kept_as_plain_text(session, cast, preview, faults):
    import_applicants(session, cast.bob, preview=preview)
    names = {f["fault"]: f["name"] for f in faults}
    found = {fault: applications(session, cast.bob, search=names[fault]) for fault in SOUND}
    remarks = {fault: application_facts(session, cast.bob, row.id).remark for fault, [row] in found.items()}
    # One of them joined the party at nine, says the file: that stands behind the remark.
    assert remarks == SOUND | {"formula_name": f"{SOUND['formula_name']}；入党时间：1971.01"}


def test_those_accepted_are_registered_and_wait_for_their_grid_workers(session, cast, preview):
    assert import_applicants(session, cast.bob, preview=preview) == 122
    assert len(applications(session, cast.bob, limit=500)) == 122
    assert 0 < count_waiting(session, cast.grace) < 122


def test_the_same_file_twice_adds_nobody(session, cast, shared, preview):
    import_applicants(session, cast.bob, preview=preview)
    again = preview_applicants(session, cast.bob, _sheets(shared / "applicants_nanzheng.xlsx"))
    assert (len(again.accepted), len(again.known), len(again.problem_rows)) == (0, 122, 10)
    assert import_applicants(session, cast.bob, preview=again) == 0


def test_everybody_comes_to_the_building_that_the_file_names(session, cast, preview):
    def names(one):
        building = find_unit(session, cast.bob, one.applicant.unit_id)
        estate = find_unit(session, cast.bob, building.parent_id)
        return find_unit(session, cast.bob, estate.parent_id).name, estate.name, building.name

    wrong = [
        one.row.number
        for one in preview.accepted
        if names(one) != tuple(one.row.text(key) for key in ("community", "estate", "building"))
    ]
    assert wrong == []


def test_months_phones_and_small_letters_are_read_in_every_way_that_the_file_writes_them(preview):
    assert {len(one.applicant.values["phone"]) for one in preview.accepted} == {11}
    assert [one.row.number for one in preview.accepted if one.applicant.values["id_number"][-1] not in "0123456789X"] == []
    assert [one.row.number for one in preview.accepted if len(one.applicant.values["party_joined"]) not in (0, 7)] == []
