"""The form that is filled in away from the office and brought back: a row a household, drop-downs, a hidden mark."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from components.paper.visits.sheet import choices
from components.wording.words import t
from db.privacy import mask_name
from db.scheme import Scheme
from db.visits.queries.paper_sheets import Stop, Walker
from db.visits.queries.visit_file import N_TOPICS, row_mark

_WIDTHS = (14, 26, 22, 12, 15, 14, 15, *[14] * N_TOPICS, 48)
_FIRST_CHOICE = 5
_WORDS_SHEET = "words"


def titles() -> list[str]:
    """The mark comes first and is hidden."""
    topics = [t("Topic {number}", number=str(n)) for n in range(1, N_TOPICS + 1)]
    return [
        t("Mark (please leave)"), t("Belongs to"), t("Door"), t("Head"), t("Day of the visit"), t("How it went"),
        t("Form of visit"), *topics, t("In a word"),
    ]  # fmt: skip


def _mark_words(book: Any, scheme: Scheme) -> list[str]:
    """A hidden sheet of the words to choose from; the places of its columns, one a column of choices."""
    sheet, said = book.add_worksheet(_WORDS_SHEET), choices(scheme)
    sheet.hide()
    places = []
    for column, group in enumerate(("outcome", "form", "topics")):
        words = [word for _, word, _ in said[group]]
        for row, word in enumerate(words):
            sheet.write_string(row, column, word)
        letter = "ABC"[column]
        places.append(f"={_WORDS_SHEET}!${letter}$1:${letter}${len(words)}")
    return [*places[:2], *[places[2]] * N_TOPICS]


def visit_form(scheme: Scheme, ways: Sequence[tuple[Walker, Sequence[Stop]]]) -> bytes:
    """Two rows for nobody: a household that was visited twice is copied with its hidden mark."""
    file, is_full = BytesIO(), scheme.visiting.shows_full_names
    lines = [
        [row_mark(stop.household_id, one.steward_id), stop.unit_name, stop.door, stop.name if is_full else mask_name(stop.name)]
        for one, way in ways
        for stop in way
    ]
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(t("Visits")[:31])
        _head(book, sheet)
        cell, day = (book.add_format({"border": 1, "num_format": form, "valign": "vcenter"}) for form in ("@", "yyyy-mm-dd"))
        for number, line in enumerate(lines, 1):
            for column in range(len(_WIDTHS)):
                text = line[column] if column < len(line) else ""
                form = day if column == len(line) else cell
                sheet.write_string(number, column, text, form) if text else sheet.write_blank(number, column, None, form)
        _choose(sheet, _mark_words(book, scheme), max(len(lines), 1))
        sheet.freeze_panes(1, 4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return file.getvalue()


def _head(book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#F6F3EE", "border": 1, "text_wrap": True, "valign": "vcenter"})
    for column, (title, width) in enumerate(zip(titles(), _WIDTHS, strict=True)):
        sheet.write_string(0, column, title, bold)
        sheet.set_column(column, column, width, None, {"hidden": column == 0})


def _choose(sheet: Any, places: Sequence[str], n_rows: int) -> None:
    for column, place in enumerate(places, _FIRST_CHOICE):
        sheet.data_validation(1, column, n_rows, column, {"validate": "list", "source": place})
