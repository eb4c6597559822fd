"""A small street's lists, made by the test: units, stewards in office, and 500 households under titles of its own."""

from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from db.id_numbers import check_character

N_UNITS, PER_UNIT = 40, 13
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "建国秀英文明永福兰芝"


def _written(path: Path, rows: list[tuple[object, ...]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def _place(n: int) -> tuple[str, str, str]:
    return "松风社区", f"第{n // 10 + 1}网格", f"{n % 10 + 1}号微网格"


def _number(n: int, county: str) -> str:
    born = date(1950, 1, 1) + timedelta(days=n * 31)
    first = f"{county}{born:%Y%m%d}000"
    return first + check_character(first)


def units_list(folder: Path) -> Path:
    rows = [("街道", "社区（村）", "网格（片区）", "微网格"), *(("测试街道", *_place(n)) for n in range(N_UNITS))]
    return _written(folder / "units.xlsx", rows)


def stewards_list(folder: Path) -> Path:
    """One for each unit but the last four."""
    titles = ("社区（村）", "网格（片区）", "微网格", "姓名", "性别", "身份证号", "联系电话", "联系类型")
    rows = [
        (*_place(n), "管" + GIVEN[n % 10] + GIVEN[n // 10], "女", _number(n, "430121"), f"198{n:08d}", "居民")
        for n in range(N_UNITS - 4)
    ]
    return _written(folder / "stewards.xlsx", [titles, *rows])


def households_list(folder: Path) -> Path:
    """`房间编号` and `当家人` are this office's own words for the door and the head."""
    titles = ("社区（村）", "网格（片区）", "微网格", "房间编号", "当家人", "联系电话", "家庭人口")
    rows = [
        (
            *_place(n % N_UNITS),
            f"{n // N_UNITS + 101}室",
            SURNAMES[n % 10] + GIVEN[n // 10 % 10] + GIVEN[n // 100],
            f"199{n:08d}",
            3,
        )
        for n in range(500)
    ]
    return _written(folder / "households.xlsx", [titles, *rows])


def wrong_list(folder: Path) -> Path:
    """One row, with two people in a cell: nothing in it can be taken, and nothing of it is known."""
    titles = ("社区（村）", "网格（片区）", "微网格", "门牌", "户主姓名", "家庭人口")
    return _written(folder / "wrong.xlsx", [titles, (*_place(1), "101室", "周大海、陈美玉", 2)])
