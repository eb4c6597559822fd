"""Cells whose kind betrays that something was lost, also after the sheet of problem rows went out and came back."""

from datetime import datetime, time

import openpyxl
import pytest

from db.ledger.models.households import Household
from db.sql import pick
from db.vetting.models.applications import Application
from tests.core.workbooks import xlsx
from tests.field.lines import APPLICANT, FAMILY, applicant, family

JOINED = pick(Application.party_joined)


def test_a_door_that_became_a_date_is_a_problem_at_its_cell(jili):
    done = jili.bring("households", "04-door-became-a-date/households_door_date.xlsx")
    assert done.counts == (3, 1, 2)
    assert "设为文本格式" in done.said_at("D3")
    assert jili.all(pick(Household.door)) == [("3-1",)]


DAMAGED = [
    *(datetime(2026, 3, 2), time(3, 2), 3.1, 1e16),
    *("3月2日", "2026/3/2", "2-Mar", "Mar-02", "2026-03-02 00:00:00"),
]


@pytest.mark.parametrize("cell", DAMAGED)
def test_a_door_that_lost_something_in_any_way_is_a_problem(jili, cell):
    done = jili.bring("households", xlsx(FAMILY, family(0, 门牌=cell)))
    assert done.counts == (1, 0, 1)
    assert "设为文本格式" in done.said_at("D2")


@pytest.mark.parametrize("cell", [101, "101", "3-2", "3号楼2单元", "2026", "12-3-1", "三月里2号"])
def test_a_door_that_lost_nothing_is_none(jili, cell):
    assert jili.bring("households", xlsx(FAMILY, family(0, 门牌=cell))).counts == (1, 1, 0)


@pytest.mark.parametrize("title", ["社区（村）", "微网格", "户主姓名", "户主身份证号"])
def test_whatever_must_be_text_is_a_problem_as_a_date(jili, title):
    done = jili.bring("households", xlsx(FAMILY, family(0, **{title: datetime(2026, 3, 2)})))
    assert done.counts == (1, 0, 1)
    assert "日期" in done.lines[0]


def test_a_unit_that_became_a_date_is_not_made(nanzheng):
    done = nanzheng.bring("units", xlsx(["社区（村）", "小区（网格）", "楼栋"], ["松风社区", "松风苑", datetime(2026, 3, 1)]))
    assert done.counts == (1, 0, 1)


@pytest.mark.parametrize("lost", [6.1e17, 610729197010010000, 1234567])
def test_an_id_number_that_is_a_number_lost_digits(nanzheng, lost):
    assert "丢" in nanzheng.bring("applicants", xlsx(APPLICANT, applicant(0, 身份证号码=lost))).said_at("I2")


def _corrected(report, **values):
    book = openpyxl.load_workbook(report)
    titles = [cell.value for cell in book.active[1]]
    for title, value in values.items():
        book.active.cell(2, titles.index(title) + 1).value = value
    book.save(report)


def test_a_month_that_lost_its_nought_stays_a_problem_in_the_rows_that_were_brought_back(nanzheng, tmp_path):
    report = tmp_path / "rows.xlsx"
    nanzheng.bring("applicants", "23-problem-rows-brought-back/applicants.xlsx", "--report", report)
    _corrected(report, 联系电话="19900005678")
    assert nanzheng.run("import", "applicants", report).counts == (1, 0, 1)
    _corrected(report, 入党时间="2006.10")
    assert nanzheng.run("import", "applicants", report).counts == (1, 1, 0)
    assert nanzheng.all(JOINED) == [("2006-10",)]


def test_rows_of_an_older_report_that_made_text_of_the_number_stay_a_problem_too(nanzheng):
    done = nanzheng.bring("applicants", "23-problem-rows-brought-back/corrected_only_the_phone.xlsx")
    assert done.counts == (1, 0, 1)
    assert "2006.10" in done.said_at("K2")


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        *(("身份证号码", 6.1e17), ("拟任楼栋", datetime(2026, 3, 2)), ("入党时间", 2006.1)),
        *(("姓名", 3.1), ("备注", '="见"')),
    ],
)
def test_every_damaged_cell_stays_a_problem_until_it_is_corrected(nanzheng, tmp_path, title, cell):
    report = tmp_path / "rows.xlsx"
    nanzheng.bring("applicants", xlsx(APPLICANT, applicant(0, **{title: cell})), "--report", report)
    assert nanzheng.run("import", "applicants", report).counts == (1, 0, 1)
    _corrected(report, **{title: dict(zip(APPLICANT, applicant(0), strict=True))[title] or "见附件"})
    assert nanzheng.run("import", "applicants", report).counts == (1, 1, 0)
