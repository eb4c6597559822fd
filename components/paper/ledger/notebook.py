"""The contact notebook of a steward (a page per household, large type) and the sheet of a hand-over, as PDF."""

from collections.abc import Sequence
from typing import Any

from components.paper.pdf import compiled
from components.wording.scheme_terms import paper_title
from components.wording.words import language, number_text, t
from db.ledger.commands.disclosures import PrintedHousehold
from db.scheme import PaperKind, Scheme


def _households(rows: Sequence[PrintedHousehold]) -> list[dict[str, str]]:
    return [
        {
            "door": row.title or row.door, "place": row.unit_name, "name": row.name, "phone": row.phone,
            "people": number_text(row.n_people), "party": number_text(row.n_party), "care": row.care or "", "needs": row.needs,
            "contact": row.contact,
        }
        for row in rows
    ]  # fmt: skip


def _base(kind: str, title: str, rows: Sequence[PrintedHousehold]) -> dict[str, Any]:
    return {"kind": kind, "title": title, "lang": "zh" if language().startswith("zh") else "en", "households": _households(rows)}


def notebook_pdf(scheme: Scheme, steward: str, rows: Sequence[PrintedHousehold]) -> bytes:
    """A page per household, with room for visits."""
    fields = [
        ("name", t("Head or keeper")), ("phone", t("Telephone")), ("people", t("People")), ("party", t("Party members")),
        ("care", t("Special groups")), ("needs", t("Needs")), ("contact", t("To reach them")),
    ]  # fmt: skip
    words = {"fields": fields, "visits": t("Visits: day, what was said, what was promised")}
    title = paper_title(scheme, PaperKind.NOTEBOOK)
    return compiled("ledger/notebook.typ", _base("notebook", title, rows) | {"words": words, "steward": steward})


def hand_over_pdf(steward: str, rows: Sequence[PrintedHousehold]) -> bytes:
    """The list of what is handed over, with room for three signatures."""
    title = t("Hand-over of households")
    words = {
        "intro": t("{name} hands over the following {n} households.", name=steward, n=len(rows)),
        "columns": [t("Place in the list"), t("Door"), t("Head or keeper"), t("Telephone"), t("Special groups")],
        "signs": [t("Handed over by"), t("Taken over by"), t("For the community"), t("Day")],
    }
    return compiled("ledger/notebook.typ", _base("hand_over", title, rows) | {"words": words})
