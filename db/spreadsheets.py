"""Reading the spreadsheets that offices have: cells as they are, and what a cell's kind betrays of its damage.

`read_sheets` gives cells as they are; `db/sheet_tables.py` finds the table in them and gives typed access by row; problems
carry the cell's address, so that the clerk finds the place in their own file.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from db.errors import Invalid
from db.settings import PROJECT
from db.sheet_cells import Cell, Holds, damage, from_json, text_of

MAX_FILE_BYTES = 10 * 1024 * 1024
TIME_LIMIT_SECONDS = 60
# What WPS writes in its own formats, which only WPS reads.
_OF_WPS = (".et", ".ett", ".wps", ".wpt", ".dps")


@dataclass(frozen=True)
class Sheet:
    """`is_active` was in front when the file was saved; `hidden_rows` are Excel's numbers of rows that a filter hides."""

    name: str
    rows: list[list[Cell]]
    is_hidden: bool = False
    is_active: bool = False
    hidden_rows: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Choice:
    """What a clerk decides about a file: which sheet is meant, and whether rows that are hidden stay out."""

    sheet: str = ""
    without_hidden_rows: bool = False

    def of(self, sheets: Sequence[Sheet]) -> list[Sheet]:
        """The sheets as they are to be read, the named one in front. Raises `Invalid('sheet_not_there')`."""
        if self.sheet and self.sheet not in {sheet.name for sheet in sheets}:
            names = "、".join(sheet.name for sheet in sheets if not sheet.is_hidden)
            raise Invalid("sheet_not_there", "file", name=self.sheet, names=names)
        chosen = [replace(s, is_active=s.name == self.sheet) if self.sheet else s for s in sheets]
        return [_without_hidden(sheet) for sheet in chosen] if self.without_hidden_rows else chosen


def _without_hidden(sheet: Sheet) -> Sheet:
    rows = [[] if number in sheet.hidden_rows else row for number, row in enumerate(sheet.rows, 1)]
    return replace(sheet, rows=rows, hidden_rows=frozenset())


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


# Warnings about the whole file: what of it nobody has read, or sees when it is opened.
ABOUT_THE_FILE = frozenset({"other_sheets", "hidden_sheets", "hidden_rows"})


def column_letters(index: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _run_child(path: Path) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "db.spreadsheet_worker", str(path)], cwd=PROJECT,
            capture_output=True, timeout=TIME_LIMIT_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Invalid("sheet_too_large", "file") from error
    if done.returncode != 0 or not done.stdout:
        raise Invalid("sheet_broken", "file")
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def read_sheets(data: bytes, name: str = "") -> list[Sheet]:
    """Every sheet of an xlsx, xls or csv file, read in a process of its own with limits; `name` is the file's, if it has one.

    Raises `Invalid` with `sheet_empty`, `sheet_too_large`, `sheet_password`, `sheet_broken`, `sheet_wps`, `sheet_web_page`
    or `sheet_not_a_spreadsheet`.
    """
    if name.lower().endswith(_OF_WPS):
        raise Invalid("sheet_wps", "file")
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
    return [_sheet(**sheet) for sheet in answer["sheets"]]


def _sheet(name: str, rows: list[list[Any]], hidden_rows: Sequence[int] = (), **more: bool) -> Sheet:
    return Sheet(name, [[from_json(v) for v in row] for row in rows], hidden_rows=frozenset(hidden_rows), **more)


@dataclass(frozen=True)
class Column:
    """A column that is looked for, by any of its usual titles; `own` are those that the office has mapped by hand.

    A line in which only columns that hold a place say anything is an empty one. `stand_in`: the key of a column that does
    for this one where it is needed.
    """

    key: str
    titles: tuple[str, ...]
    is_needed: bool = False
    holds: Holds = "anything"
    own: tuple[str, ...] = ()
    stand_in: str = ""


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

    `other_sheets` and `hidden_sheets` have the needed columns too and were not read; `hidden_rows` are among the rows.
    """

    titles: list[str]
    places: dict[str, int]
    rows: list[Row]
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    holds: dict[str, Holds] = field(default_factory=dict)

    def renamed(self, names: dict[str, str]) -> "Table":
        """The same table with other keys for some of its columns."""
        if not names.keys() & self.places.keys():
            return self
        rows = [replace(row, cells={names.get(key, key): cell for key, cell in row.cells.items()}) for row in self.rows]
        return replace(
            self, rows=rows, places={names.get(key, key): place for key, place in self.places.items()},
            holds=self.holds | {new: self.holds[old] for old, new in names.items() if old in self.holds},
        )  # fmt: skip

    def letters(self, key: str) -> str:
        return column_letters(self.places[key]) if key in self.places else ""

    def title(self, key: str) -> str:
        return self.titles[self.places[key]]

    def unread(self) -> list[Problem]:
        """Warnings at the first row: sheets that were left, rows that nobody sees in the file."""
        said: dict[str, dict[str, Any]] = {
            "other_sheets": {"names": "、".join(self.other_sheets)},
            "hidden_sheets": {"names": "、".join(self.hidden_sheets)},
            "hidden_rows": {"rows": _counted(self.hidden_rows), "n": len(self.hidden_rows)},
        }
        return [
            Problem(self.rows[0].number, "A", code, Severity.WARNING, params)
            for code, params in said.items()
            if getattr(self, code)
        ]

    def problem(self, row: Row, key: str, code: str, severity: Severity = Severity.ERROR, **params: Any) -> Problem:
        return Problem(row.number, self.letters(key), code, severity, params)

    def damaged(self, row: Row) -> dict[str, Problem]:
        """Key -> what is wrong with the cell as such: it has become something else than what was typed."""
        found = {}
        for key, cell in row.cells.items():
            if code := damage(cell, self.holds.get(key, "anything")):
                found[key] = self.problem(row, key, code)
        return found


def _counted(numbers: Sequence[int], most: int = 12) -> str:
    """3、5、8-20: rows side by side as one."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    shown = ["-".join(map(str, run)) for run in runs[:most]]
    return "、".join(shown) + ("……" if len(runs) > most else "")


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
