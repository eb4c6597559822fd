"""Finding the table in a spreadsheet: title rows, merged two-row headers, empty lines, footers, merged cells."""

import pytest

from db.errors import Invalid
from db.sheet_tables import find_table
from db.spreadsheets import Column, Severity, column_letters, read_sheets
from tests.core.workbooks import xlsx

COLUMNS = [
    Column("name", ("姓名",), is_needed=True),
    Column("phone", ("联系电话", "手机号码", "电话")),
    Column("estate", ("小区", "所在小区")),
    Column("month", ("入党时间",)),
]


def table_of(*rows, **how):
    return find_table(read_sheets(xlsx(*rows, **how)), COLUMNS)


def names(table):
    return [(row.number, row.text("name")) for row in table.rows]


def test_a_header_in_the_first_row_is_found():
    assert names(table_of(["姓名", "联系电话"], ["王一", "13800000000"])) == [(2, "王一")]


def test_a_header_under_title_rows_is_found():
    titles = [["示范镇红管家报名表"], ["填报单位：松风社区", "", "2026年11月"], []]
    table = table_of(*titles, ["序号", "姓名", "电话"], [1, "王一", "13800000000"], merged=["A1:C1"])
    assert (names(table), table.places) == ([(5, "王一")], {"name": 1, "phone": 2})


def test_a_header_of_two_merged_rows_is_found():
    table = table_of(
        ["报名表"],
        ["姓名", "基本信息", None, "所在小区"],
        [None, "手机号码", "入党时间", None],
        ["王一", "13800000000", "1998.07", "松风苑"],
        merged=["A1:D1", "A2:A3", "B2:C2", "D2:D3"],
    )
    assert (names(table), table.places) == ([(4, "王一")], {"name": 0, "phone": 1, "month": 2, "estate": 3})


def test_the_titles_of_a_two_row_header_are_the_lower_ones():
    table = table_of(
        ["姓名", "联系方式", None], [None, "手机号码", "住址"], ["王一", "13800000000", "3号楼"], merged=["A1:A2", "B1:C1"]
    )
    assert table.titles == ["姓名", "手机号码", "住址"]


@pytest.mark.parametrize("title", ["姓 名", "姓名*", "姓名（必填）", "姓名(同身份证)", " 姓名：", "姓\n名"])
def test_a_title_is_known_by_its_words_however_it_is_set(title):
    assert names(table_of([title, "电话"], ["王一", "13800000000"])) == [(2, "王一")]


def test_an_empty_line_between_rows_is_no_row():
    table = table_of(["姓名", "电话"], ["王一", "1"], [None, None], ["李二", "2"])
    assert names(table) == [(2, "王一"), (4, "李二")]


def test_an_empty_line_under_the_header_is_no_row():
    assert names(table_of(["姓名", "电话"], [None, "  "], ["王一", "1"])) == [(3, "王一")]


def test_a_footer_beside_the_table_is_no_row():
    table = table_of(["序号", "姓名", "电话"], [1, "王一", "1"], [], ["填表人：赵大    审核人：钱二"])
    assert names(table) == [(2, "王一")]


@pytest.mark.parametrize("footer", ["填表人：赵大    审核人：钱二", "注：本表一式两份。", "合计"])
def test_a_footer_in_the_first_column_is_no_row(footer):
    table = table_of(["姓名", "电话", "小区"], ["王一", "1", "松风苑"], [footer], merged=["A3:C3"])
    assert names(table) == [(2, "王一")]


def test_a_merged_cell_holds_its_value_in_every_row_it_covers():
    table = table_of(["姓名", "小区"], ["王一", "松风苑"], ["李二", None], ["张三", None], ["赵四", "锦程小区"], merged=["B2:B4"])
    assert [row.text("estate") for row in table.rows] == ["松风苑", "松风苑", "松风苑", "锦程小区"]


def test_a_cell_under_a_value_that_is_not_merged_stays_empty():
    table = table_of(["姓名", "小区"], ["王一", "松风苑"], ["李二", None])
    assert [row.text("estate") for row in table.rows] == ["松风苑", ""]


def test_the_sheet_with_the_table_is_found_behind_one_without():
    sheets = read_sheets(xlsx(["说明"], ["请勿改动表头"], other_sheets=[[["姓名", "电话"], ["王一", "1"]]]))
    assert names(find_table(sheets, COLUMNS)) == [(2, "王一")]


def test_columns_may_stand_in_any_order_among_others():
    table = table_of(["备注", "电话", "职业", "姓名"], ["无", "1", "教师", "王一"])
    assert (table.rows[0].text("name"), table.rows[0].text("phone"), table.rows[0].whole) == (
        "王一",
        "1",
        ["无", "1", "教师", "王一"],
    )


def test_a_sheet_without_a_known_header_is_refused_by_the_title_that_is_needed():
    with pytest.raises(Invalid) as caught:
        table_of(["甲", "乙"], ["1", "2"])
    assert (caught.value.code, caught.value.params) == ("sheet_no_header", {"titles": "姓名"})


def test_a_header_that_lacks_a_needed_column_is_refused():
    with pytest.raises(Invalid) as caught:
        table_of(["电话", "小区"], ["1", "松风苑"])
    assert caught.value.code == "sheet_no_header"


def test_a_header_without_rows_is_an_empty_sheet():
    with pytest.raises(Invalid) as caught:
        table_of(["姓名", "电话"])
    assert caught.value.code == "sheet_empty"


def test_a_problem_carries_the_address_of_its_cell():
    table = table_of(["报名表"], ["序号", "姓名", "电话"], [1, "王一", "123"])
    problem = table.problem(table.rows[0], "phone", "phone_form", Severity.WARNING, n_digits=3)
    assert (problem.address, problem.severity, problem.params) == ("C3", Severity.WARNING, {"n_digits": 3})


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_a_column_has_the_letters_that_the_office_program_shows(index, letters):
    assert column_letters(index) == letters
