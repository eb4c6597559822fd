"""Reads one spreadsheet in a process of its own: `python -m db.spreadsheet_worker FILE`, JSON on standard output.

A broken or hostile file may abort the reader or ask for all the memory there is; here it takes nobody with it. This
module imports nothing of the program, so that it starts in a moment.
"""

import json
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any

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


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _check_cells(xml: bytes) -> None:
    columns = {match for match in set(re.findall(rb'<c r="([A-Z]{1,3})', xml))}
    last_row = max((int(row) for row in re.findall(rb'<row r="(\d{1,9})"', xml)), default=0)
    last_row = max(last_row, max((int(row) for row in re.findall(rb'<c r="[A-Z]+(\d{6,9})"', xml)), default=0))
    _check_size(last_row, max(map(_column_number, columns), default=0))


def _check_size(n_rows: int, n_columns: int) -> None:
    if n_rows > MAX_ROWS or n_columns > MAX_COLUMNS or n_rows * n_columns > MAX_CELLS:
        raise Unreadable("sheet_too_large")


def _fill_down(rows: list[list[Any]], merged: list[Any]) -> None:
    """A cell merged over several rows holds its value in the first: the others get it too."""
    if sum(bottom - top + 1 for (top, _), (bottom, _) in merged) > MAX_ROWS:
        raise Unreadable("sheet_too_large")
    for (top, left), (bottom, _right) in merged:
        for row in range(top + 1, min(bottom + 1, len(rows))):
            if left < len(rows[row]) and rows[row][left] in ("", None):
                rows[row][left] = rows[top][left]


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
        return str(value)
    # Excel spells a null as _x0000_, and the reader gives it back; no database keeps one in text.
    return value.replace("\0", "") if isinstance(value, str) else value


def _workbook(path: str) -> list[dict[str, Any]]:
    from python_calamine import CalamineWorkbook

    workbook = CalamineWorkbook.from_path(path)
    sheets = []
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        height, width = sheet.end or (0, 0)
        _check_size(height + 1, width + 1)
        rows = [[_cell(v) for v in row] for row in sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS)]
        _fill_down(rows, getattr(sheet, "merged_cell_ranges", None) or [])
        sheets.append({"name": name, "rows": rows})
    return sheets


def _csv(raw: bytes) -> list[dict[str, Any]]:
    import csv
    import io

    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Unreadable("sheet_not_a_spreadsheet")
    if "\0" in text or "," not in text and "\t" not in text:
        raise Unreadable("sheet_not_a_spreadsheet")
    dialect = "excel" if text.count(",") >= text.count("\t") else "excel-tab"
    rows = list(csv.reader(io.StringIO(text), dialect))
    _check_size(len(rows), max(map(len, rows), default=0))
    return [{"name": "", "rows": rows}]


def read(path: str) -> list[dict[str, Any]]:
    """Sheets as {name, rows}, the first row being the sheet's first. Raises `Unreadable`."""
    with open(path, "rb") as file:
        raw = file.read(64 * 1024 * 1024)
    if raw.startswith(_OLE) and _ENCRYPTED in raw:
        raise Unreadable("sheet_password")
    if raw.startswith(b"PK"):
        _check_zip(path)
    elif not raw.startswith(_OLE):
        return _csv(raw)
    return _workbook(path)


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
