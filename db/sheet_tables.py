"""Finding the table in a spreadsheet: which sheet, which rows are its header, and which title means which column.

A title is understood with the title above it. What could mean two things is asked about, never chosen.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from db.errors import Invalid
from db.sheet_cells import Cell, text_of
from db.spreadsheets import Column, Row, Sheet, Table, column_letters

HEADER_SEARCH_ROWS = 20
# Titles over several columns that say nothing of whose they are.
_NEUTRAL = re.compile(r"(本人|申请人|报名人|个人|人员|家庭|住户|登记|商户|管家)?(基本|有关|相关)?(情况|信息|资料|概况)?")
_ABOUT = re.compile(r"(基本|有关|相关)?(情况|信息|资料|概况)$")


def _plain(title: Cell) -> str:
    text = unicodedata.normalize("NFKC", str(title or ""))
    return re.sub(r"\(.*?\)|[\s:*]", "", text).lower()


@dataclass(frozen=True)
class _Title:
    """One column's title: `group` stands above it over several columns."""

    text: str
    group: str = ""

    @property
    def plain(self) -> str:
        return _plain(self.text)

    @property
    def full(self) -> str:
        return _ABOUT.sub("", _plain(self.group)) + self.plain

    @property
    def is_neutral(self) -> bool:
        return bool(_NEUTRAL.fullmatch(_plain(self.group)))


@dataclass(frozen=True)
class _Header:
    sheet: Sheet
    first_row: int
    titles: list[str]
    places: dict[str, int]
    open: tuple[tuple[str, tuple[int, ...]], ...] = ()
    rank: tuple[int, ...] = ()

    def has(self, columns: Sequence[Column]) -> bool:
        """Whether all needed columns are there, one that is open counting as there."""
        return not self.missing(columns)

    def missing(self, columns: Sequence[Column]) -> list[str]:
        there = {*self.places, *(key for key, _ in self.open)}
        return [column.titles[0] for column in columns if column.is_needed and not {column.key, column.stand_in} & there]


def _texts(rows: Sequence[list[Cell]], number: int) -> list[str]:
    return [text_of(cell) for cell in rows[number]] if number < len(rows) else []


def _titles(rows: Sequence[list[Cell]], start: int, height: int) -> list[_Title]:
    """A header of two rows: the lower title where there is one, else the upper. An upper one reaches as far as lower ones
    stand under it with nothing above them."""
    upper = _texts(rows, start)
    lower = _texts(rows, start + 1) if height == 2 else []
    width, group, found = max(len(upper), len(lower)), "", []
    for above, below in zip([*upper, *[""] * width], [*lower, *[""] * width], strict=False):
        group = above or (group if below else "")
        found.append(_Title(below, group if group != below else "") if below else _Title(above))
        if len(found) == width:
            break
    return found


def _shown(titles: Sequence[_Title]) -> list[str]:
    """As a person calls them: with the title above where two are called the same."""
    texts = [title.text for title in titles]
    return [title.group + title.text if title.group and texts.count(title.text) > 1 else title.text for title in titles]


def _hits(titles: Sequence[_Title], known: Sequence[str], free: set[int], *, alone: bool) -> list[int]:
    """Where one of the known titles stands: with the title above it, or also `alone`, where no other column is called so."""
    wanted = set(map(_plain, known))
    if not alone:
        return [i for i in sorted(free) if titles[i].full in wanted]
    hits = [i for i in sorted(free) if titles[i].plain in wanted]
    plains = [title.plain for title in titles]
    neutral = [i for i in hits if plains.count(titles[i].plain) == 1 or titles[i].is_neutral]
    return neutral or hits


def _places(titles: Sequence[_Title], columns: Sequence[Column]) -> tuple[dict[str, int], list[tuple[str, tuple[int, ...]]]]:
    """Key -> place, and the keys for which somebody has to choose among places."""
    free = {i for i, title in enumerate(titles) if title.text}
    places: dict[str, int] = {}
    open_ones: list[tuple[str, tuple[int, ...]]] = []
    for column in columns:
        own = _hits(titles, column.own, free, alone=False) or _hits(titles, column.own, free, alone=True)
        if own:
            places[column.key] = own[-1]
            free.discard(own[-1])
    for alone in (False, True):
        for column in (column for column in columns if column.key not in places):
            hits = _hits(titles, column.titles, free, alone=alone)
            if len(hits) == 1:
                places[column.key] = hits[0]
            elif hits:
                open_ones.append((column.key, tuple(hits)))
            free -= set(hits)
    return places, open_ones


def _headers(sheet: Sheet, columns: Sequence[Column]) -> Iterator[_Header]:
    for start in range(min(HEADER_SEARCH_ROWS, len(sheet.rows))):
        for height in (1, 2):
            titles = _titles(sheet.rows, start, height)
            places, open_ones = _places(titles, columns)
            rank = len(places) + len(open_ones), -len(open_ones), -start, -height
            yield _Header(sheet, start + height, _shown(titles), places, tuple(open_ones), rank)


def _best(sheet: Sheet, columns: Sequence[Column]) -> _Header | None:
    return max(_headers(sheet, columns), key=lambda header: header.rank, default=None)


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


def _records(header: _Header, columns: Sequence[Column]) -> Iterator[Row]:
    only_where = {column.key for column in columns if column.holds == "place"}
    said = [place for key, place in header.places.items() if key not in only_where] or list(header.places.values())
    for number, cells in enumerate(header.sheet.rows[header.first_row :], header.first_row + 1):
        # A line that says only where is pre-printed: nobody has filled it in.
        if not any(place < len(cells) and cells[place] not in (None, "") for place in said):
            continue
        taken = {key: cells[place] if place < len(cells) else None for key, place in header.places.items()}
        # Two filled cells are no footer: of most lines of a long list no more needs to be asked.
        if _is_thin(taken):
            filled = [text for cell in taken.values() if (text := text_of(cell))]
            if not filled or _is_footer(filled):
                continue
        yield Row(number, taken, cells)


def _chosen(headers: Sequence[_Header], columns: Sequence[Column]) -> _Header:
    """Of the sheets that are shown, the one that was open when the file was saved, if it has such a table; else the fullest.

    Raises `Invalid` with `sheet_no_header` or `sheet_only_hidden`.
    """
    fitting = [header for header in headers if header.has(columns)]
    shown = [header for header in fitting if not header.sheet.is_hidden]
    if fitting and not shown:
        raise Invalid("sheet_only_hidden", "file", names=_names(fitting))
    if not shown:
        best = max((h for h in headers if not h.sheet.is_hidden), key=lambda h: h.rank, default=None)
        raise Invalid("sheet_no_header", "file", titles="、".join(best.missing(columns) if best else [columns[0].titles[0]]))
    return next((h for h in shown if h.sheet.is_active), None) or max(shown, key=lambda header: header.rank)


def _names(headers: Sequence[_Header]) -> str:
    return "、".join(sorted(header.sheet.name for header in headers))


def _has_data(header: _Header, place: int) -> bool:
    return any(place < len(row) and text_of(row[place]) for row in header.sheet.rows[header.first_row :])


def _settled(header: _Header) -> _Header:
    """What is left to choose is clear where only one of the columns holds anything. Raises `Invalid` where it is not."""
    filled = {key: [place for place in among if _has_data(header, place)] or [among[0]] for key, among in header.open}
    if asked := [places for places in filled.values() if len(places) > 1]:
        _refuse(header, asked)
    return replace(header, places=header.places | {key: places[0] for key, places in filled.items()})


def _refuse(header: _Header, asked: Sequence[Sequence[int]]) -> None:
    for places in asked:
        titles = [header.titles[place] for place in places]
        if len(set(map(_plain, titles))) < len(titles):
            cells = "、".join(map(column_letters, places))
            raise Invalid("sheet_title_twice", "file", title=titles[0], columns=cells)
    raise Invalid("sheet_titles_open", "file", titles="；".join("、".join(header.titles[p] for p in places) for places in asked))


def find_table(sheets: Sequence[Sheet], columns: Sequence[Column]) -> Table:
    """The sheet and rows in which the columns are found; empty lines, pre-printed ones and footers are no rows.

    Raises `Invalid` with `sheet_no_header` naming a column that is needed and was not found, `sheet_only_hidden`,
    `sheet_titles_open` or `sheet_title_twice` where a title could mean two things, `sheet_empty`.
    """
    headers = [header for sheet in sheets if (header := _best(sheet, columns)) and header.rank[0]]
    if not headers:
        raise Invalid("sheet_no_header", "file", titles=_needed(columns))
    header = _settled(_chosen(headers, columns))
    rows = list(_records(header, columns))
    if not rows:
        raise Invalid("sheet_empty", "file")
    others = [h.sheet for h in headers if h.sheet is not header.sheet and h.has(columns) and any(c.is_needed for c in columns)]
    return Table(
        header.titles, header.places, rows, sheet=header.sheet.name,
        other_sheets=tuple(sorted(sheet.name for sheet in others if not sheet.is_hidden)),
        hidden_sheets=tuple(sorted(sheet.name for sheet in others if sheet.is_hidden)),
        hidden_rows=tuple(row.number for row in rows if row.number in header.sheet.hidden_rows),
        holds={column.key: column.holds for column in columns},
    )  # fmt: skip


def _needed(columns: Sequence[Column]) -> str:
    return "、".join([column.titles[0] for column in columns if column.is_needed] or [columns[0].titles[0]])


def likely_titles(sheets: Sequence[Sheet], columns: Sequence[Column]) -> dict[str, str | None]:
    """The titles of the row that looks most like a header, each with the key that it is understood as: for a clerk to say
    which column is which."""
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    headers = [header for sheet in shown if (header := _best(sheet, columns)) and header.rank[0]]
    if headers:
        header = max(headers, key=lambda h: h.rank)
        keys = {place: key for key, place in header.places.items()}
        return {title: keys.get(place) for place, title in enumerate(header.titles) if title}
    rows = [row for sheet in shown for row in sheet.rows[:HEADER_SEARCH_ROWS]]
    texts = [[text_of(cell) for cell in row if isinstance(cell, str) and text_of(cell)] for row in rows]
    most: list[str] = max(texts, key=lambda row: len(row), default=[])
    return dict.fromkeys(most)
