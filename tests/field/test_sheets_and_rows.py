"""What a file hides, what is pre-printed in it, and what no program has calculated."""

from io import BytesIO

import openpyxl
import pytest

from db.sql import pick
from db.vetting.models.applications import Application
from tests.core.workbooks import xlsx
from tests.field.lines import APPLICANT, applicant

NAMES = pick(Application.name).order_by(Application.id)


def _book(**sheets):
    """A workbook of named sheets; the last is in front."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        book.active = sheet
    return book


def _bytes(book):
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_hidden_sheet_with_more_rows_is_never_taken_and_is_named(nanzheng):
    done = nanzheng.bring("applicants", "02-hidden-sheet/applicants_hidden.xlsx")
    assert done.counts == (1, 1, 0)
    assert nanzheng.all(NAMES) == [("新人丙",)]
    assert "2025年" in done.said_at("A2")


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_list_that_stands_only_in_a_hidden_sheet_is_refused_by_the_sheet_s_name(nanzheng, state):
    book = _book(旧名单=[APPLICANT, applicant(0)], 说明=[["请勿改动"]])
    book["旧名单"].sheet_state = state
    done = nanzheng.bring("applicants", _bytes(book))
    assert (done.code, done.lines) == (2, [])
    assert "旧名单" in done.error


def test_of_two_lists_in_view_the_one_in_front_is_taken_and_the_other_named(nanzheng):
    wide = [*APPLICANT, "特长"]
    book = _book(乙=[wide, [*applicant(1), "调解"], [*applicant(2), ""]], 甲=[APPLICANT, applicant(0)])
    done = nanzheng.bring("applicants", _bytes(book))
    assert nanzheng.all(NAMES) == [("赵甲",)]
    assert "乙" in done.said_at("A2")


def test_another_sheet_can_be_chosen_by_its_name(nanzheng):
    file = _bytes(_book(乙=[APPLICANT, applicant(1)], 甲=[APPLICANT, applicant(0)]))
    nanzheng.bring("applicants", file, "--sheet", "乙")
    assert nanzheng.all(NAMES) == [("赵乙",)]


def test_a_sheet_that_is_not_in_the_file_is_refused_with_those_that_are(nanzheng):
    done = nanzheng.bring("applicants", _bytes(_book(甲=[APPLICANT, applicant(0)])), "--sheet", "丙")
    assert done.code == 2
    assert "甲" in done.error


def test_rows_that_a_filter_hides_are_said_before_anything_is_taken(nanzheng):
    done = nanzheng.bring("applicants", "18-hidden-rows/applicants_hidden_row.xlsx")
    assert "隐藏" in done.lines[0]
    assert "第3行" in done.lines[0]


def test_rows_that_a_filter_hides_can_be_left_out(nanzheng):
    done = nanzheng.bring("applicants", "18-hidden-rows/applicants_hidden_row.xlsx", "--without-hidden-rows")
    assert done.counts == (2, 2, 0)
    assert nanzheng.all(NAMES) == [("留下人",), ("也留下",)]


def test_rows_of_a_group_that_is_folded_away_are_hidden_too(nanzheng):
    book = _book(甲=[APPLICANT, *(applicant(n) for n in range(3))])
    book["甲"].row_dimensions.group(4, 4, hidden=True)
    done = nanzheng.bring("applicants", _bytes(book), "--without-hidden-rows")
    assert nanzheng.all(NAMES) == [("赵甲",), ("赵乙",)]
    assert done.counts == (2, 2, 0)


def test_lines_that_hold_only_a_number_and_the_units_merged_over_them_are_no_rows(nanzheng):
    done = nanzheng.bring("applicants", "10-empty-rows-under-merged-cells/applicants_preprinted.xlsx")
    assert done.counts == (3, 3, 0)


@pytest.mark.parametrize("places", [("松风社区", "松风苑", "1号楼"), ("松风社区", "松风苑", ""), ("", "", "")])
def test_lines_that_hold_only_a_number_and_places_typed_into_each_are_no_rows(nanzheng, places):
    empty = [[n, *places, *[""] * (len(APPLICANT) - 4)] for n in range(2, 9)]
    assert nanzheng.bring("applicants", xlsx(APPLICANT, applicant(0), *empty)).counts == (1, 1, 0)


def test_a_formula_that_nobody_has_calculated_is_called_that(nanzheng):
    done = nanzheng.bring("applicants", "35-pinyin-guide-and-strict-xlsx/applicants_formula_without_value.xlsx")
    assert done.counts == (1, 0, 1)
    assert "没有计算过的公式" in done.said_at("N2")


def test_an_uncalculated_formula_in_a_column_of_any_kind_is_called_that(nanzheng):
    done = nanzheng.bring("applicants", xlsx(APPLICANT, applicant(0, 备注='="见"&"附件"')))
    assert "没有计算过的公式" in done.said_at("P2")


@pytest.mark.parametrize("name", ["applicants_pinyin_guide", "applicants_strict", "applicants_rich"])
def test_phonetic_guides_strict_workbooks_and_rich_text_are_read(nanzheng, name):
    assert nanzheng.bring("applicants", f"35-pinyin-guide-and-strict-xlsx/{name}.xlsx").counts == (1, 1, 0)
    assert nanzheng.all(NAMES) == [("谭拼音",)]
