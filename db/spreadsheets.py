"""Reading the spreadsheets that offices have: title rows, merged two-row headers, footers, numbers that lost digits.

`read_sheets` gives cells as they are, `find_table` finds the header by its usual names and gives typed access by row;
problems carry the cell's address, so that the clerk finds the place in their own file.
"""

import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from db.errors import Invalid
from db.settings import PROJECT

MAX_FILE_BYTES = 10 * 1024 * 1024
TIME_LIMIT_SECONDS = 60
HEADER_SEARCH_ROWS = 20

Cell = str | float | int | bool | date | None


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: list[list[Cell]]


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """`row` is Excel's row number, `column` its letters; `code` a message id (`problem.<code>` in the catalogues)."""

    row: int
    column: str
    code: str
    severity: Severity = Severity.ERROR
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"{self.column}{self.row}"


def column_letters(index: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _from_json(value: Any) -> Cell:
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    return value  # type: ignore[no-any-return]


def _run_child(path: Path) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(PROJECT / "db" / "spreadsheet_worker.py"), str(path)],
            capture_output=True, timeout=TIME_LIMIT_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Invalid("sheet_too_large", "file") from error
    if done.returncode != 0 or not done.stdout:
        raise Invalid("sheet_broken", "file")
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def read_sheets(data: bytes) -> list[Sheet]:
    """Every sheet of an xlsx, xls or csv file, read in a process of its own with limits.

    Raises `Invalid` with `sheet_empty`, `sheet_too_large`, `sheet_password`, `sheet_broken` or
    `sheet_not_a_spreadsheet`.
    """
    if not data:
        raise Invalid("sheet_empty", "file")
    if len(data) > MAX_FILE_BYTES:
        raise Invalid("sheet_too_large", "file")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(data)
        answer = _run_child(path)
    if "error" in answer:
        raise Invalid(answer["error"], "file")
    return [Sheet(s["name"], [[_from_json(v) for v in row] for row in s["rows"]]) for s in answer["sheets"]]


@dataclass(frozen=True)
class Column:
    """A column that is looked for, by any of its usual titles."""

    key: str
    titles: tuple[str, ...]
    is_needed: bool = False


def _plain(title: Cell) -> str:
    text = unicodedata.normalize("NFKC", str(title or ""))
    return re.sub(r"\(.*?\)|[\s:*]", "", text).lower()


def text_of(cell: Cell) -> str:
    """As the clerk sees it: whole numbers without `.0`, outer spaces gone."""
    if isinstance(cell, str):
        return cell.replace("\u3000", " ").strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


@dataclass(frozen=True)
class Row:
    number: int
    cells: dict[str, Cell]
    whole: list[Cell]

    def text(self, key: str) -> str:
        return text_of(self.cells.get(key))


@dataclass(frozen=True)
class Table:
    """Rows under a recognised header. `titles` are all columns as the file names them.

    `other_sheets` have the needed columns too and were not read.
    """

    titles: list[str]
    places: dict[str, int]
    rows: list[Row]
    other_sheets: tuple[str, ...] = ()

    def letters(self, key: str) -> str:
        return column_letters(self.places[key]) if key in self.places else ""

    def unread(self) -> list[Problem]:
        """A warning at the first row that other sheets wait to be brought in by themselves."""
        if not self.other_sheets:
            return []
        names = "、".join(self.other_sheets)
        return [Problem(self.rows[0].number, "A", "other_sheets", Severity.WARNING, {"names": names})]

    def problem(self, row: Row, key: str, code: str, severity: Severity = Severity.ERROR, **params: Any) -> Problem:
        return Problem(row.number, self.letters(key), code, severity, params)


class Previewed:
    """What every preview of a list can be asked: how many rows there are, and which of them are wrong."""

    table: Table
    problems: tuple[Problem, ...]

    @property
    def n_rows(self) -> int:
        return len(self.table.rows)

    @property
    def problem_rows(self) -> list[Row]:
        wrong = {problem.row for problem in self.problems if problem.severity is Severity.ERROR}
        return [row for row in self.table.rows if row.number in wrong]


def _titles(rows: Sequence[list[Cell]], start: int, height: int) -> list[str]:
    """A header of two rows: the lower title where there is one, else the upper."""
    upper = rows[start]
    lower = rows[start + 1] if height == 2 and start + 1 < len(rows) else []
    width = max(len(upper), len(lower))
    cells = [(lower[i] if i < len(lower) else "") or (upper[i] if i < len(upper) else "") for i in range(width)]
    return [text_of(cell) for cell in cells]


def _places(titles: list[str], columns: Sequence[Column]) -> dict[str, int]:
    plain = [_plain(title) for title in titles]
    return {
        column.key: plain.index(known)
        for column in columns
        for known in [next((k for k in map(_plain, column.titles) if k in plain), "")]
        if known
    }


def _headers(sheet: Sheet, columns: Sequence[Column]) -> Iterator[tuple[int, int, int, list[str], dict[str, int]]]:
    for start in range(min(HEADER_SEARCH_ROWS, len(sheet.rows))):
        for height in (1, 2):
            titles = _titles(sheet.rows, start, height)
            places = _places(titles, columns)
            yield len(places), -start, -height, titles, places


# What clerks write under a table: who filled it in, sums, notes.
_FOOTER = re.compile(r"(填表|制表|审核|填报|负责|经办|联系|单位|日期|说明|备注|注)\w{0,6}\s*[:：]|^(合计|总计|小计|共计)")


def _is_thin(taken: dict[str, Cell]) -> bool:
    """Whether fewer than two of the cells say anything: spaces do not."""
    n_said = 0
    for cell in taken.values():
        n_said += bool(text_of(cell))
        if n_said == 2:
            return False
    return True


def _is_footer(filled: list[str]) -> bool:
    return len(filled) == 1 and bool(_FOOTER.search(filled[0]))


def _records(sheet: Sheet, first: int, places: dict[str, int]) -> Iterator[Row]:
    for number, cells in enumerate(sheet.rows[first:], first + 1):
        taken = {key: cells[place] if place < len(cells) else None for key, place in places.items()}
        # Two filled cells are no footer: of most lines of a long list no more needs to be asked.
        if _is_thin(taken):
            filled = [text for cell in taken.values() if (text := text_of(cell))]
            if not filled or _is_footer(filled):
                continue
        yield Row(number, taken, cells)


def find_table(sheets: Sequence[Sheet], columns: Sequence[Column]) -> Table:
    """The sheet and rows in which most of the columns are found; empty lines and footers are no rows.

    Raises `Invalid('sheet_no_header')` naming a column that is needed and was not found.
    """
    found = [(*header, sheet) for sheet in sheets for header in _headers(sheet, columns)]
    n_found, start, height, titles, places, sheet = max(found, key=lambda f: f[:3], default=(0, 0, 0, [], {}, None))
    missing = [column.titles[0] for column in columns if column.is_needed and column.key not in places]
    if sheet is None or missing or not n_found:
        raise Invalid("sheet_no_header", "file", titles="、".join(missing or [columns[0].titles[0]]))
    rows = list(_records(sheet, -start - height, places))
    if not rows:
        raise Invalid("sheet_empty", "file")
    needed = {column.key for column in columns if column.is_needed}
    others = {f[5].name for f in found if f[5] is not sheet and needed and needed <= f[4].keys()}
    return Table(titles, places, rows, tuple(sorted(others)))


def likely_titles(sheets: Sequence[Sheet]) -> list[str]:
    """The texts of the row that looks most like a header, for a clerk to say which column is which."""
    rows = [row for sheet in sheets for row in sheet.rows[:HEADER_SEARCH_ROWS]]
    texts = [[text_of(cell) for cell in row if isinstance(cell, str) and text_of(cell)] for row in rows]
    most: list[str] = max(texts, key=lambda row: len(row), default=[])
    return list(dict.fromkeys(most))


_MONTH = re.compile(r"(\d{4})\s*[.\-/年]\s*(\d{1,2})(?:\s*[.\-/月]\s*\d{0,2}\s*日?)?")


def read_months(cell: Cell) -> frozenset[tuple[int, int]]:
    """The (year, month) that the cell may mean; empty when it means none.

    Two of them for a number like 1979.1: as a number, October has lost its nought.
    """
    if isinstance(cell, date):
        return frozenset({(cell.year, cell.month)})
    text = unicodedata.normalize("NFKC", text_of(cell))
    compact = re.fullmatch(r"(\d{4})(\d{2})(\d{2})?", text)
    match = compact or _MONTH.fullmatch(text)
    if not match:
        return frozenset()
    year, month = int(match[1]), int(match[2])
    months = {month, 10} if isinstance(cell, float) and month == 1 else {month}
    return frozenset((year, m) for m in months if 1 <= m <= 12 and 1900 <= year <= 2100)
