"""What a cell means: numbers that were text, months in five ways, files of comma-separated values."""

from datetime import date, datetime

import pytest
from openpyxl.utils import get_column_letter

from db.errors import Invalid
from db.sheet_cells import read_months, text_of
from db.sheet_tables import find_table
from db.spreadsheets import Column, read_sheets
from tests.core.workbooks import xlsx

COLUMNS = [Column("name", ("姓名",), is_needed=True), Column("phone", ("电话",))]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (13800000000.0, "13800000000"),
        (3.5, "3.5"),
        (0.0, "0"),
        (None, ""),
        ("　王一 ", "王一"),
        (date(2026, 1, 2), "2026-01-02"),
    ],
)
def test_a_cell_is_read_as_the_clerk_sees_it(cell, text):
    assert text_of(cell) == text


def test_a_number_in_a_cell_stays_a_number_so_that_lost_digits_can_be_told():
    [sheet] = read_sheets(xlsx(["姓名", "证件"], ["王一", 610721196803090000], ["李二", "610721196803090013"]))
    assert [type(row[1]) for row in sheet.rows[1:]] == [float, str]


def test_a_phone_that_is_a_number_reads_like_one_that_is_text():
    table = find_table(read_sheets(xlsx(["姓名", "电话"], ["王一", 19900000001], ["李二", "19900000001"])), COLUMNS)
    assert [row.text("phone") for row in table.rows] == ["19900000001"] * 2


def test_a_date_in_a_cell_is_a_date():
    [sheet] = read_sheets(xlsx(["姓名", "出生"], ["王一", datetime(1968, 3, 9)]))
    assert sheet.rows[1][1] == date(1968, 3, 9)


def test_what_looks_like_a_formula_or_a_script_stays_plain_text():
    texts = ["<script>alert(1)</script>", "@SUM(A1)", "+8613800000000", "﷽"]
    [sheet] = read_sheets(xlsx(*[[text] for text in texts]))
    assert [row[0] for row in sheet.rows] == texts


@pytest.mark.parametrize(
    "cell",
    [
        *("1998.07", "1998-07", "1998/7", "1998年7月", "199807", "19980701", "1998.7", "1998年07月01日", "１９９８．０７"),
        *(date(1998, 7, 1), 199807.0, 1998.07),
    ],
)
def test_a_month_is_read_in_every_way_that_offices_write_it(cell):
    assert read_months(cell) == {(1998, 7)}


@pytest.mark.parametrize("cell", ["", None, "不详", "98.07", "1998", "1998.13", "1998.00", "199813", "3007.01", 36000.0])
def test_what_is_no_month_means_none(cell):
    assert read_months(cell) == frozenset()


def test_a_number_that_ends_in_one_may_be_january_or_october():
    assert read_months(1979.1) == {(1979, 1), (1979, 10)}


def test_a_text_that_ends_in_one_may_be_october_too_since_a_list_saved_as_text_keeps_what_the_number_lost():
    assert read_months("1979.1") == {(1979, 1), (1979, 10)}


@pytest.mark.parametrize("text", ["1979.01", "1979-1", "1979年1月", "1979/1"])
def test_a_january_that_no_number_could_show_is_january(text):
    assert read_months(text) == {(1979, 1)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_is_read_in_the_encoding_it_has(encoding):
    [sheet] = read_sheets("姓名,电话\n王一,13800000000\n𠮷野,1\n".encode(encoding))
    assert sheet.rows == [["姓名", "电话"], ["王一", "13800000000"], ["𠮷野", "1"]]


def test_a_csv_file_with_tabs_is_read():
    [sheet] = read_sheets("姓名\t电话\n王一\t13800000000\n".encode())
    assert sheet.rows[1] == ["王一", "13800000000"]


def test_a_quoted_cell_of_a_csv_file_may_hold_commas_and_lines():
    [sheet] = read_sheets('姓名,备注\n王一,"第一行,\n第二行"\n'.encode())
    assert sheet.rows[1] == ["王一", "第一行,\n第二行"]


def test_a_leading_nought_of_a_csv_file_is_kept():
    [sheet] = read_sheets("姓名,电话\n王一,09165512345\n".encode())
    assert sheet.rows[1][1] == "09165512345"


def test_a_list_of_two_thousand_rows_and_thirty_columns_is_read():
    [sheet] = read_sheets(xlsx(*[[f"{get_column_letter(c)}{n}" for c in range(1, 31)] for n in range(1, 2001)]))
    assert (len(sheet.rows), sheet.rows[1999][29]) == (2000, "AD2000")


def test_an_empty_file_is_refused_as_empty():
    with pytest.raises(Invalid) as caught:
        read_sheets(b"")
    assert (caught.value.code, caught.value.field) == ("sheet_empty", "file")
