"""Spreadsheets that leave the office: what is text stays text, so that nothing in it is ever a formula."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from io import BytesIO
from typing import Any

import xlsxwriter

from components.wording.sheet_problems import say_problem
from components.wording.words import t
from db.sheet_cells import Cell, Uncalculated, text_of
from db.spreadsheets import Problem, Row, Severity, Table, column_letters
from db.text import visible

# A number stays one under the format for text, and what is typed over it is kept as typed.
_SHOWN = {"text": "@", "date": "yyyy-mm-dd", "time": "hh:mm"}


def _write(sheet: Any, row: int, column: int, value: Cell, formats: dict[str, Any]) -> None:
    """Each cell in its own kind: what was ambiguous is so still when it comes back."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, formats["text"])
    elif isinstance(value, float | int):
        sheet.write_number(row, column, value, formats["text"])
    elif isinstance(value, date | time):
        sheet.write_datetime(row, column, value, formats["date" if isinstance(value, date) else "time"])
    else:
        # A formula without a value may not go out as one, and as a text it would come back sound.
        shown = "#N/A" if isinstance(value, Uncalculated) else text_of(value)
        sheet.write_string(row, column, visible(shown), formats["text"])


def workbook(titles: Sequence[str], rows: Iterable[Sequence[Cell]], *, name: str, wide: Sequence[int] = ()) -> bytes:
    """One sheet with a header that stays in view. `wide` are columns that wrap long text."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(name[:31])
        bold = book.add_format({"bold": True, "bg_color": "#F6F3EE", "border": 1, "text_wrap": True, "valign": "vcenter"})
        formats = {
            kind: book.add_format({"border": 1, "num_format": shown, "text_wrap": True, "valign": "top"})
            for kind, shown in _SHOWN.items()
        }
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, 48 if column in wide else max(10, min(len(title) * 2 + 6, 22)))
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, formats)
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
    lines = [[*[*row.whole, *[""] * width][:width], "\n".join(said.get(row.number, []))] for row in rows]
    return workbook([*table.titles, t("What is wrong")], lines, name=t("To correct"), wide=[width])
