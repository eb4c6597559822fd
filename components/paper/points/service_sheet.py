"""Paper lists of service points as PDF: a row a service, boxes for what and for whom, the number in digits and as QR."""

from collections.abc import Callable, Sequence
from typing import Any

import segno

from components.paper.pdf import compiled
from components.wording.words import document_day, language, t
from db import clock
from db.points.queries.service_sheets import ServiceSheetFacts

# The scheme's word of a key.
Say = Callable[[str], str]


def _boxes(keys: Sequence[str], say: Say) -> list[list[str]]:
    """Word and the number that is typed for its tick."""
    return [[say(key), str(n)] for n, key in enumerate(keys, 1)]


def _sheet(sheet: ServiceSheetFacts, what: Say, whom: Say) -> dict[str, Any]:
    return {
        "number": sheet.number, "point": sheet.point_name, "place": sheet.unit_name, "n_rows": sheet.n_rows,
        "day": document_day(clock.local(sheet.made_at).date()), "qr": segno.make(sheet.number, error="m").svg_inline(border=1),
        "what": _boxes(sheet.what, what), "whom": _boxes(sheet.whom, whom),
    }  # fmt: skip


def service_sheets_pdf(office: str, sheets: Sequence[ServiceSheetFacts], what: Say, whom: Say) -> bytes:
    """An A4 page a sheet, fonts embedded. `what` and `whom` say the words of the keys."""
    words = {
        "title": t("Service list"), "printed": t("Printed on"), "day": t("Day"), "what": t("What was done"),
        "whom": t("For whom"), "n": t("How many"),
        "how": t("One line for each service: a tick for what was done, one for whom, and how many people. Please no names."),
    }  # fmt: skip
    content = {
        "lang": "zh" if language().startswith("zh") else "en", "office": office, "words": words,
        "sheets": [_sheet(sheet, what, whom) for sheet in sheets],
    }  # fmt: skip
    return compiled("points/service_sheet.typ", content)
