"""Visit sheets as PDF: a row per household in walking order, boxes to tick, a line for words, the number in digits and as QR."""

from collections.abc import Sequence
from typing import Any

import segno

from components.paper.pdf import compiled
from components.wording.labels import label
from components.wording.scheme_terms import steward_title
from components.wording.words import document_day, language, t
from db import clock
from db.privacy import mask_name
from db.scheme import Scheme
from db.visits.models.visits import Outcome
from db.visits.queries.paper_sheets import SheetFacts, SheetLine
from db.visits.row_shorthand import MOST_KEYS

Choices = list[tuple[str, str, str]]


def _keyed(words: Sequence[tuple[str, str]]) -> Choices:
    """Key of the scheme, word, and the digit that ticks its box when the sheet is keyed in: none after the ninth."""
    return [(key, word, str(n) if n <= MOST_KEYS else "") for n, (key, word) in enumerate(words, 1)]


def choices(scheme: Scheme) -> dict[str, Choices]:
    """What can be ticked on a sheet, group by group, as on the paper so on the screen."""
    v, spoken = scheme.visiting, language()
    return {
        "outcome": _keyed([(one.value, label(one)) for one in Outcome]),
        "form": _keyed([(one.key, one.text(spoken)) for one in v.forms]),
        "topics": _keyed([(one.key, one.text(spoken)) for one in v.topics]),
    }


def _row(line: SheetLine, shows_full_names: bool) -> dict[str, Any]:
    name = line.name if shows_full_names or not line.name else mask_name(line.name)
    return {"n": str(line.position), "door": line.door, "place": line.unit_name, "name": name}


def _sheet(sheet: SheetFacts, lines: Sequence[SheetLine], shows_full_names: bool) -> dict[str, Any]:
    return {
        "number": sheet.number, "steward": sheet.steward_name, "place": sheet.unit_name,
        "day": document_day(clock.local(sheet.made_at).date()),
        "qr": segno.make(sheet.number, error="m").svg_inline(border=1),
        "round": sheet.round_name, "rows": [_row(line, shows_full_names) for line in lines],
        "questions": [{"text": one.text, "kind": one.kind, "options": one.options} for one in sheet.questions],
    }  # fmt: skip


def visit_sheets_pdf(scheme: Scheme, office: str, sheets: Sequence[tuple[SheetFacts, Sequence[SheetLine]]]) -> bytes:
    """An A4 page a sheet, fonts embedded."""
    said = choices(scheme)
    words = {
        "title": t("Visit sheet"), "steward": steward_title(scheme), "printed": t("Printed on"), "door": t("Door and head"),
        "day": t("Day of the visit"), "note": t("In a word:"),
        "how": t("Put a tick into the box. Leave the row empty where nobody went."),
        "groups": [t("How it went"), t("Form of visit"), t("What it was about")],
    }  # fmt: skip
    content = {
        "lang": "zh" if language().startswith("zh") else "en", "office": office, "words": words,
        "boxes": [[[word, key] for _, word, key in said[group]] for group in ("outcome", "form", "topics")],
        "sheets": [_sheet(sheet, lines, scheme.visiting.shows_full_names) for sheet, lines in sheets],
    }  # fmt: skip
    return compiled("visits/sheet.typ", content)
