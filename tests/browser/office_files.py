"""Spreadsheets as a small office would bring them, made by the test."""

from datetime import date
from pathlib import Path

import xlsxwriter

from tests.people import id_number

TITLES = (
    "序号", "所在社区", "居住小区", "拟任楼栋", "姓 名", "性别", "民族", "出生年月", "身份证号码", "政治面貌", "人员类别",
    "报名方式", "联系电话",
)  # fmt: skip
PEOPLE = (("江一", date(1968, 3, 9)), ("河二", date(1955, 11, 2)), ("湖三", date(1971, 7, 20)))


def units_file(folder: Path) -> Path:
    path = folder / "units.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        rows = [("镇（街道）", "社区（村）", "小区（网格）", "楼栋")]
        rows += [("示范镇", "松风社区", "松风苑", f"{n}号楼") for n in (1, 2, 3)]
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def applicants_file(folder: Path) -> Path:
    """Three sound people under a title row, and one whose ID number has a wrong digit; the estate is merged."""
    path = folder / "applicants.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, len(TITLES) - 1, "报名人员汇总表")
        sheet.write_row(1, 0, TITLES)
        for n, (name, born) in enumerate(PEOPLE):
            write_person(sheet, 2 + n, n + 1, name, born, id_number(born))
        wrong = id_number(date(1960, 1, 5))
        write_person(sheet, 5, 4, "错四", date(1960, 1, 5), wrong[:-1] + ("1" if wrong[-1] != "1" else "2"))
        sheet.merge_range(2, 2, 5, 2, "松风苑")
    return path


def write_person(sheet, row: int, n: int, name: str, born: date, number: str) -> None:
    building, phone = f"{(n - 1) % 3 + 1}号楼", f"1990000{n:04d}"
    values = [n, "松风社区", "", building, name, "女", "汉", f"{born:%Y.%m}", number, "党员", "志愿者", "自愿报名", phone]
    for column, value in enumerate(values):
        if value:
            sheet.write(row, column, value)
