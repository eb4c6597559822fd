"""Cards of stewards as PDF sheets: work card, contact card, and the notice-board sheet of a building."""

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby
from typing import Any

import segno

from components.paper.pdf import compiled
from components.wording.scheme_terms import category_name, paper_name, paper_title, steward_title
from components.wording.words import language, t
from db.scheme import PaperKind, Scheme
from db.vetting.queries.stewards import CardRow

# As many groups of duties as a contact card has room for.
_DUTIES_ON_CARDS = 5


class CardKind(StrEnum):
    WORK = "work"
    CONTACT = "contact"
    BOARD = "board"


def card_address(web_address: str, token: str) -> str:
    """What the QR code says."""
    return f"{web_address}/card?c={token}"


def _card(row: CardRow, scheme: Scheme, office: str, web_address: str) -> dict[str, str]:
    return {
        "title": steward_title(scheme), "office": office, "name": row.name, "number": row.number, "place": row.unit_name,
        "category": category_name(scheme, row.category), "speciality": row.speciality, "phone": row.phone,
        "term": f"{row.term_from:%Y.%m.%d}—{row.term_to:%Y.%m.%d}",
        "qr": segno.make(card_address(web_address, row.card_token), error="m").svg_inline(border=1),
    }  # fmt: skip


def _words(scheme: Scheme) -> dict[str, str]:
    return {
        "number": t("No."), "place": t("Place"), "category": t("Category"), "term": t("Term"),
        "scan": t("Scan to check"), "contact_card": paper_name(scheme, PaperKind.CONTACT_CARD),
        "work_card": paper_name(scheme, PaperKind.WORK_CARD), "door": t("For"), "separator": t("; "),
    }  # fmt: skip


def cards_pdf(
    kind: CardKind, rows: Sequence[CardRow], scheme: Scheme, *, office: str, web_address: str, doors: Sequence[str] = ("",)
) -> bytes:
    """A PDF of A4 pages, fonts embedded. `rows` stand in the order of their units; each has a card for every door."""
    is_chinese = language().startswith("zh")
    cards = [_card(row, scheme, office, web_address) | {"door": door} for row in rows for door in doors]
    duties = scheme.duties if kind is CardKind.BOARD else scheme.duties[:_DUTIES_ON_CARDS]
    content: dict[str, Any] = {
        "kind": kind.value, "lang": "zh" if is_chinese else "en", "words": _words(scheme), "cards": cards,
        "title": paper_title(scheme, PaperKind.NOTICE_BOARD),
        "promise": scheme.steward.promise_zh if is_chinese else scheme.steward.promise_en,
        "duties": [
            {"name": group.text(language()), "items": [item.text(language()) for item in group.items]} for group in duties
        ],
        "boards": [
            {"place": place, "cards": list(group)} for place, group in groupby(cards, key=lambda card: card["place"])
        ],
    }  # fmt: skip
    return compiled("vetting/cards.typ", content)
