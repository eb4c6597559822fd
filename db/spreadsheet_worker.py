"""Reads one spreadsheet in a process of its own: `python -m db.spreadsheet_worker FILE`, JSON on standard output.

A broken or hostile file may abort the reader or ask for all the memory there is; here it takes nobody with it. This
module and those that it imports know nothing else of the program, so that it starts in a moment.
"""

import json
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

from db.sheet_facts import column_number, facts
from db.sheet_text import rows_of

MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_RATIO = 100
MAX_ENTRIES = 200
MAX_ROWS = 200_000
MAX_COLUMNS = 300
# Rows times columns, filled or not: each empty cell in between takes memory too.
MAX_CELLS = 4_000_000
MEMORY_BYTES = 1536 * 1024 * 1024
# An office suite writes a password-protected workbook as an OLE file with a stream of this name.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLE = b"\xd0\xcf\x11\xe0"


class Unreadable(Exception):
    """Its only argument is the message id of the sentence for the person."""


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows: the checks of the zip directory and the time limit remain.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _check_cells(xml: bytes) -> None:
    columns = {match for match in set(re.findall(rb'<c r="([A-Z]{1,3})', xml))}
    last_row = max((int(row) for row in re.findall(rb'<row r="(\d{1,9})"', xml)), default=0)
    last_row = max(last_row, max((int(row) for row in re.findall(rb'<c r="[A-Z]+(\d{6,9})"', xml)), default=0))
    _check_size(last_row, max(map(column_number, columns), default=0))


def _check_size(n_rows: int, n_columns: int) -> None:
    if n_rows > MAX_ROWS or n_columns > MAX_COLUMNS or n_rows * n_columns > MAX_CELLS:
        raise Unreadable("sheet_too_large")


def _has_nothing_of_its_own(row: list[Any], first_merged: int) -> bool:
    """Whether a line holds at most a running number, left of what is merged over it: pre-printed, and nobody filled it in."""
    own = [(place, value) for place, value in enumerate(row) if value not in ("", None)]
    return not own or len(own) == 1 and own[0][0] < first_merged and _is_running_number(own[0][1])


def _is_running_number(value: Any) -> bool:
    return isinstance(value, float | int) or isinstance(value, str) and bool(re.fullmatch(r"\s*\d{1,4}[.、]?\s*", value))


def _fill_down(rows: list[list[Any]], merged: list[Any]) -> None:
    """A cell merged over several rows holds its value in the first: the others get it too, where they say anything else."""
    if sum(bottom - top + 1 for (top, _), (bottom, _) in merged) > MAX_ROWS:
        raise Unreadable("sheet_too_large")
    covered: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _right) in merged:
        for number in range(top + 1, min(bottom + 1, len(rows))):
            covered.setdefault(number, []).append((left, top))
    for number, cells in covered.items():
        row = rows[number]
        if _has_nothing_of_its_own(row, min(left for left, _ in cells)):
            continue
        for left, top in cells:
            if left < len(row) and row[left] in ("", None):
                row[left] = rows[top][left]


def _check_zip(path: str) -> None:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED_BYTES or unpacked > MAX_RATIO * max(packed, 1):
            raise Unreadable("sheet_too_large")
        for entry in entries:
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", entry.filename):
                _check_cells(archive.read(entry))


def _cell(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return {"date": value.isoformat()[:10]}
    if isinstance(value, time | timedelta):
        return {"time": str(value)}
    return value


def _workbook(path: str, known: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    workbook = CalamineWorkbook.from_path(path)
    sheets = []
    for about in workbook.sheets_metadata:
        sheet, more = workbook.get_sheet_by_name(about.name), known.get(about.name, {})
        height, width = sheet.end or (0, 0)
        _check_size(height + 1, width + 1)
        rows = [[_cell(v) for v in row] for row in sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS)]
        for row, column, cell in more.pop("odd", ()):
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = cell
        _fill_down(rows, getattr(sheet, "merged_cell_ranges", None) or [])
        sheets.append({"name": about.name, "rows": rows, "is_hidden": about.visible != SheetVisibleEnum.Visible, **more})
    return sheets


def _markup(raw: bytes) -> list[dict[str, Any]]:
    # Its parsers take a while to load, and few files need them.
    from db.sheet_markup import sheets_of

    sheets = sheets_of(raw)
    if not sheets:
        raise Unreadable("sheet_web_page")
    for sheet in sheets:
        _check_size(len(sheet["rows"]), max(map(len, sheet["rows"]), default=0))
        _fill_down(sheet["rows"], sheet.pop("merged"))
    return sheets


def _looks_like_markup(raw: bytes) -> bool:
    return bool(re.match(rb"\s*<", raw.removeprefix(b"\xef\xbb\xbf"))) or raw[:4] in (b"\xff\xfe<\0", b"\xfe\xff\0<")


def _csv(raw: bytes) -> list[dict[str, Any]]:
    rows = rows_of(raw)
    if rows is None:
        raise Unreadable("sheet_not_a_spreadsheet")
    _check_size(len(rows), max(map(len, rows), default=0))
    return [{"name": "", "rows": rows}]


def read(path: str) -> list[dict[str, Any]]:
    """Sheets as {name, rows} and what else is known of them, the first row being the sheet's first. Raises `Unreadable`."""
    with open(path, "rb") as file:
        raw = file.read(64 * 1024 * 1024)
    if raw.startswith(_OLE) and _ENCRYPTED in raw:
        raise Unreadable("sheet_password")
    if raw.startswith(b"PK"):
        _check_zip(path)
        return _workbook(path, facts(path))
    if raw.startswith(_OLE):
        return _workbook(path, {})
    if raw[:200].lstrip().lower().startswith(b"mime-version:"):
        raise Unreadable("sheet_web_page")
    return _markup(raw) if _looks_like_markup(raw) else _csv(raw)


def main() -> None:
    _limit_memory()
    try:
        answer: dict[str, Any] = {"sheets": read(sys.argv[1])}
    except Unreadable as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": "sheet_too_large"}
    except Exception:  # whatever the reader finds in a broken file, the sentence is the same
        answer = {"error": "sheet_broken"}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


if __name__ == "__main__":
    main()
