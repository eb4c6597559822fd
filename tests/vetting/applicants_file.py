"""Applicants' spreadsheets as the tests make them, in the shape clerks use."""

from io import BytesIO
from typing import Any

import openpyxl

from db.sheet_cells import Cell
from db.spreadsheets import Sheet

COLUMNS = (
    "序号", "所在社区", "居住小区", "拟任楼栋", "姓 名", "性别", "民族", "出生年月", "身份证号码", "政治面貌",
    "入党时间", "文化程度", "原工作单位或职业", "特长", "联系电话", "人员类别", "报名方式", "推荐网格员", "备注",
)  # fmt: skip
HEIGHT = 4
"""Rows above the first applicant: title, subtitle, two of the header."""
PLACE = {name: place for place, name in enumerate(COLUMNS)}


def line(n: int, id_number: str, **changes: Cell) -> list[Cell]:
    """The n-th applicant of 松风苑; `changes` are by the column's Chinese title."""
    values: dict[str, Cell] = {
        "序号": float(n + 1), "所在社区": "松风社区", "居住小区": "松风苑", "拟任楼栋": "1号楼",
        "姓 名": f"赵{'甲乙丙丁戊己庚辛壬癸'[n]}", "性别": "男", "民族": "汉",
        "出生年月": f"{id_number[6:10]}.{id_number[10:12]}" if len(id_number) == 18 else "", "身份证号码": id_number,
        "政治面貌": "中共党员", "入党时间": "1998.07", "文化程度": "大专", "原工作单位或职业": "退休教师", "特长": "调解",
        "联系电话": f"199{n:08d}", "人员类别": "党员楼栋长", "报名方式": "自愿报名", "推荐网格员": "葛网格", "备注": "",
    }  # fmt: skip
    return [(values | changes)[column] for column in COLUMNS]


def sheet(*lines: list[Cell]) -> Sheet:
    """As `read_sheets` gives it: the merged header is filled down."""
    empty: list[Cell] = [""] * len(COLUMNS)
    upper: list[Cell] = [c if c in COLUMNS[:4] + COLUMNS[15:] else "个人基本情况" for c in COLUMNS]
    top = [["报名人员汇总表", *empty[1:]], ["填报单位：示范镇党建办", *empty[1:]], upper, list(COLUMNS)]
    footer: list[list[Cell]] = [empty, ["填表人：　　审核人：", *empty[1:]]]
    return Sheet("报名汇总表", [*top, *lines, *footer])


def workbook(*lines: list[Cell], merge_down: tuple[str, ...] = ()) -> bytes:
    """A real xlsx file; the named columns are merged over all applicants, as clerks merge the estate's cell."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["报名人员汇总表"])
    page.append(["填报单位：示范镇党建办"])
    page.append([c if c in COLUMNS[:4] + COLUMNS[15:] else "个人基本情况" for c in COLUMNS])
    page.append(list(COLUMNS))
    for cells in lines:
        page.append(cells)
    page.append([])
    page.append(["填表人：　　审核人："])
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(COLUMNS))
    page.merge_cells(start_row=3, end_row=3, start_column=5, end_column=15)
    for column in (1, 2, 3, 4, 16, 17, 18, 19):
        page.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    for name in merge_down:
        column = PLACE[name] + 1
        page.merge_cells(start_row=HEIGHT + 1, end_row=HEIGHT + len(lines), start_column=column, end_column=column)
    held = BytesIO()
    book.save(held)
    return held.getvalue()
