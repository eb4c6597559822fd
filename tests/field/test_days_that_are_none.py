"""A number that a spreadsheet would call a day in 1900, or that has become one, is no date: as a number, as a date, as text."""

from datetime import date, datetime

import openpyxl
import pytest

from db.sql import pick
from db.vetting.models.applications import Application
from tests.core.workbooks import xlsx
from tests.field.lines import APPLICANT, applicant

NO_DAYS = [
    5,
    1.5,
    0.5,
    366,
    datetime(1900, 1, 5),
    datetime(1900, 12, 31),
    "1900-01-05",
    "1900/1/5",
    "1900.01",
    "19000105",
    "5",
    "1.5",
]


@pytest.mark.parametrize("cell", NO_DAYS, ids=str)
@pytest.mark.parametrize(("title", "address"), [("出生年月", "H2"), ("入党时间", "K2")])
def test_a_number_that_a_spreadsheet_calls_a_day_in_1900_is_no_date(nanzheng, title, address, cell):
    done = nanzheng.bring("applicants", xlsx(APPLICANT, applicant(0, **{title: cell})))
    assert done.counts == (1, 0, 1)
    assert done.said_at(address) != ""


@pytest.mark.parametrize("serial", [5, 1.5, 60])
def test_a_number_shown_as_a_date_is_none_and_the_sentence_says_so(nanzheng, tmp_path, serial):
    """Not what openpyxl makes of a day, but the bare number under the format of a date, as the office's file has it."""
    path = tmp_path / "list.xlsx"
    path.write_bytes(xlsx(APPLICANT, applicant(0)))
    book = openpyxl.load_workbook(path)
    cell = book.active["K2"]
    cell.value, cell.number_format = serial, "yyyy-mm-dd"
    book.save(path)
    done = nanzheng.run("import", "applicants", path)
    assert done.counts == (1, 0, 1)
    assert "看起来不是日期" in done.said_at("K2")


def test_what_was_no_date_stays_none_in_the_rows_that_were_brought_back(nanzheng, tmp_path):
    report = tmp_path / "rows.xlsx"
    nanzheng.bring("applicants", xlsx(APPLICANT, applicant(0, 入党时间=datetime(1900, 1, 5))), "--report", report)
    assert nanzheng.run("import", "applicants", report).counts == (1, 0, 1)


@pytest.mark.parametrize("cell", [date(2006, 10, 1), "2006.10", "2006年10月", "20061001"])
def test_a_real_month_is_one(nanzheng, cell):
    assert nanzheng.bring("applicants", xlsx(APPLICANT, applicant(0, 入党时间=cell))).counts == (1, 1, 0)
    assert nanzheng.all(pick(Application.party_joined)) == [("2006-10",)]


@pytest.mark.parametrize("month", ["2099.01", "1920.05"])
def test_a_month_of_joining_that_cannot_be_is_a_problem_at_its_cell(nanzheng, month):
    done = nanzheng.bring("applicants", xlsx(APPLICANT, applicant(0, 入党时间=month)))
    assert done.counts == (1, 0, 1)
    assert month in done.said_at("K2")


def test_a_month_before_eighteen_is_left_out_of_a_list_and_said(nanzheng):
    """`applicants_nanzheng.xlsx` has such a line, which is to be taken in."""
    done = nanzheng.bring("applicants", xlsx(APPLICANT, applicant(0, 入党时间="1962.05")))
    assert done.counts == (1, 1, 0)
    assert "1962.05" in done.said_at("K2")
    assert nanzheng.all(pick(Application.party_joined)) == [("",)]
