"""Spreadsheets that leave the office: every cell is text, so that nothing in it is ever a formula."""

from collections.abc import Iterable, Sequence
from io import BytesIO

import xlsxwriter

from components.wording.sheet_problems import say_problem
from components.wording.words import t
from db.sheet_cells import text_of
from db.spreadsheets import Problem, Row, Severity, Table, column_letters
from db.text import visible


def workbook(titles: Sequence[str], rows: Iterable[Sequence[str]], *, name: str, wide: Sequence[int] = ()) -> bytes:
    """One sheet with a header that stays in view. `wide` are columns that wrap long text."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(name[:31])
        bold = book.add_format({"bold": True, "bg_color": "#F6F3EE", "border": 1, "text_wrap": True, "valign": "vcenter"})
        cell = book.add_format({"border": 1, "num_format": "@", "text_wrap": True, "valign": "top"})
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, 48 if column in wide else max(10, min(len(title) * 2 + 6, 22)))
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                sheet.write_string(number, column, visible(value), cell)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return file.getvalue()


def _title(table: Table, problem: Problem) -> str:
    """The column by its title: in the report the rows stand elsewhere than in the clerk's own file."""
    index = next((i for i in range(len(table.titles)) if column_letters(i) == problem.column), 0)
    return table.titles[index] if table.titles else problem.column


def problem_report(table: Table, rows: Sequence[Row], problems: Sequence[Problem]) -> bytes:
    """The problem rows as the file had them, with the remark in a last column. Corrected, it can be brought back."""
    said: dict[int, list[str]] = {}
    for problem in problems:
        if problem.severity is Severity.ERROR:
            said.setdefault(problem.row, []).append(f"{_title(table, problem)}：{say_problem(problem)}")
    width = len(table.titles)
    lines = [
        [*(text_of(cell) for cell in [*row.whole, *[""] * width][:width]), "\n".join(said.get(row.number, []))] for row in rows
    ]
    return workbook([*table.titles, t("What is wrong")], lines, name=t("To correct"), wide=[width])
