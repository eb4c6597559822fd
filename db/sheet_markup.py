"""Tables that other systems write as a web page or as XML of 2003 and name `.xls`.

Read in the process of `db/spreadsheet_worker.py`; imports nothing of the program but `db/sheet_text.py`.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from db.sheet_text import decoded, plain_cell

Grid = list[list[Any]]
Span = tuple[tuple[int, int], tuple[int, int]]
MOST_COLUMNS = 300
_CHARSET = re.compile(rb"""charset=["']?([A-Za-z0-9_-]+)""")
_XML_ENCODING = re.compile(rb"""<\?xml[^>]*encoding=["']([A-Za-z0-9_-]+)""")


def _text_of(raw: bytes) -> str | None:
    said = _CHARSET.search(raw[:4000]) or _XML_ENCODING.search(raw[:200])
    if said and not raw.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = said[1].decode().lower()
        try:
            return raw.decode("gb18030" if name.startswith("gb") else name)
        except (UnicodeDecodeError, LookupError):
            pass
    return decoded(raw)


class _Page(HTMLParser):
    """The cells of every table that holds no other; a line of a cell ends at <br> and at a paragraph."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[tuple[Grid, list[Span], list[int]]] = []
        self.cell: list[str] | None = None
        self.place = self.height = self.width = 0
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in ("script", "style"):
            self.skipped += 1
        elif tag == "table":
            self._close_cell()
            self.tables.append(([], [], []))
        elif tag == "tr" and self.tables:
            self._close_cell()
            self._open_row(said)
        elif tag in ("td", "th") and self.tables:
            self._close_cell()
            self._open_cell(said)
        elif tag in ("br", "p", "div") and self.cell:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self.skipped = max(self.skipped - 1, 0)
        elif tag in ("td", "th", "tr", "table"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self.cell is not None and not self.skipped:
            # Line ends of the file are blanks of a page.
            self.cell.append(re.sub(r"\s*[\r\n]\s*", " ", data))

    def _open_row(self, said: dict[str, str]) -> None:
        grid, _, hidden = self.tables[-1]
        grid.append([])
        style = said.get("style", "").replace(" ", "").lower()
        if "display:none" in style or "hidden" in said or re.search(r"height:0(?![.\d])", style):
            hidden.append(len(grid))

    def _open_cell(self, said: dict[str, str]) -> None:
        grid, spans, _ = self.tables[-1]
        if not grid:
            grid.append([])
        row, top = grid[-1], len(grid) - 1
        taken = {
            column for (first, left), (last, right) in spans if first < top <= last for column in range(left, right + 1)
        }  # fmt: skip
        while len(row) in taken:
            row.append("")
        height, width = (_number(said.get(name, "1")) for name in ("rowspan", "colspan"))
        self.cell, self.place, self.height, self.width = [], len(row), height, min(width, MOST_COLUMNS)
        if height > 1 or width > 1:
            spans.append(((top, self.place), (top + height - 1, self.place + self.width - 1)))

    def _close_cell(self) -> None:
        if self.cell is None:
            return
        row = self.tables[-1][0][-1]
        text = "".join(self.cell)
        row.extend([plain_cell("\n".join(line.strip() for line in text.strip().split("\n"))), *[""] * (self.width - 1)])
        self.cell = None


def _number(text: str) -> int:
    return max(int(text), 1) if re.fullmatch(r"\d{1,5}", text) else 1


def _page(text: str) -> Iterator[dict[str, Any]]:
    page = _Page()
    page.feed(text)
    page.close()
    for grid, spans, hidden in page.tables:
        if any(any(row) for row in grid):
            yield {"name": "", "rows": grid, "merged": spans, "hidden_rows": hidden}


def _local(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _children(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (child for child in element if child.tag.rpartition("}")[2] == name)


def _value(cell: ElementTree.Element) -> Any:
    data = next(_children(cell, "Data"), None)
    if data is None:
        return {"formula": formula} if (formula := _local(cell, "Formula")) else ""
    text, kind = "".join(data.itertext()), _local(data, "Type")
    if kind == "Number":
        return float(text) if text.strip() else ""
    if kind == "DateTime":
        return {"date": text[:10]}
    return {"error": text} if kind == "Error" else text


def _worksheet(sheet: ElementTree.Element) -> dict[str, Any]:
    rows: Grid = []
    merged: list[Span] = []
    hidden: list[int] = []
    for row in (row for table in _children(sheet, "Table") for row in _children(table, "Row")):
        index = _number(_local(row, "Index")) if _local(row, "Index") else len(rows) + 1
        rows.extend([] for _ in range(min(index, 200_000) - 1 - len(rows)))
        if _local(row, "Hidden") == "1" or _local(row, "Height") == "0":
            hidden.append(len(rows) + 1)
        rows.append(_cells(row, len(rows), merged))
    shown = [text for element in sheet.iter() if element.tag.endswith("}Visible") and (text := element.text)]
    return {
        "name": _local(sheet, "Name"), "rows": rows, "merged": merged, "hidden_rows": hidden,
        "is_hidden": any("Hidden" in text for text in shown),
        "is_active": any(element.tag.endswith("}Selected") for element in sheet.iter()),
    }  # fmt: skip


def _cells(row: ElementTree.Element, top: int, merged: list[Span]) -> list[Any]:
    cells: list[Any] = []
    for cell in _children(row, "Cell"):
        place = _number(_local(cell, "Index")) - 1 if _local(cell, "Index") else len(cells)
        cells.extend([""] * (min(place, MOST_COLUMNS) - len(cells)))
        down, across = (int(_local(cell, name) or 0) for name in ("MergeDown", "MergeAcross"))
        if down or across:
            merged.append(((top, len(cells)), (top + down, len(cells) + across)))
        cells.extend([_value(cell), *[""] * min(across, MOST_COLUMNS)])
    return cells


def sheets_of(raw: bytes) -> list[dict[str, Any]]:
    """The sheets of a page or of an XML workbook; none where it holds no table."""
    text = _text_of(raw)
    if text is None:
        return []
    if "urn:schemas-microsoft-com:office:spreadsheet" in text[:4000] and "<Workbook" in text[:4000]:
        book = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
        return [_worksheet(sheet) for sheet in _children(book, "Worksheet")]
    return list(_page(text))
