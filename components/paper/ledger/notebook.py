"""The contact notebook of a steward (a page per household, large type) and the sheet of a hand-over, as PDF."""

from collections.abc import Sequence
from typing import Any

from components.paper.pdf import compiled
from components.wording.scheme_terms import members_by_name, paper_title
from components.wording.words import language, number_text, t
from db.ledger.commands.disclosures import PrintedHousehold, PrintedNamed
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


def _people(word: str, rows: Sequence[PrintedNamed]) -> list[dict[str, str]]:
    return [
        {
            "door": row.door, "place": f"{row.unit_name} · {word}", "name": row.name, "phone": row.phone, "needs": row.need,
            "care": word,
        }
        for row in rows
    ]  # fmt: skip


def _base(kind: str, title: str, rows: Sequence[PrintedHousehold], people: Sequence[dict[str, str]]) -> dict[str, Any]:
    spoken = "zh" if language().startswith("zh") else "en"
    return {"kind": kind, "title": title, "lang": spoken, "households": _households(rows), "people": people}


def notebook_pdf(
    scheme: Scheme, steward: str, rows: Sequence[PrintedHousehold], people: Sequence[PrintedNamed] = ()
) -> bytes:  # fmt: skip
    """A page per household, and one per person looked after by name, with room for visits."""
    fields = [
        ("name", t("Head or keeper")), ("phone", t("Telephone")), ("people", t("People")), ("party", t("Party members")),
        ("care", t("Special groups")), ("needs", t("Needs")), ("contact", t("To reach them")),
    ]  # fmt: skip
    fields_of_people = [("name", t("Name")), ("phone", t("Telephone")), ("needs", t("What they need"))]
    visits = t("Visits: day, what was said, what was promised")
    words = {"fields": fields, "fields_of_people": fields_of_people, "visits": visits}
    title, persons = paper_title(scheme, PaperKind.NOTEBOOK), _people(members_by_name(scheme), people)
    return compiled("ledger/notebook.typ", _base("notebook", title, rows, persons) | {"words": words, "steward": steward})


def hand_over_pdf(
    steward: str, rows: Sequence[PrintedHousehold], people: Sequence[PrintedNamed] = (), *, word: str = ""
) -> bytes:  # fmt: skip
    """The list of what is handed over, with room for three signatures. `word` is what the programme calls the people."""
    title = t("Hand-over of households")
    intro = [t("{name} hands over the following {n} households.", name=steward, n=len(rows))] if rows else []
    if people:
        intro.append(t("{name} hands over by name: {n} {word}.", name=steward, n=len(people), word=word))
    words = {
        "intro": "\n".join(intro),
        "columns": [t("Place in the list"), t("Door"), t("Head or keeper"), t("Telephone"), t("Special groups")],
        "signs": [t("Handed over by"), t("Taken over by"), t("For the community"), t("Day")],
    }
    return compiled("ledger/notebook.typ", _base("hand_over", title, rows, _people(word, people)) | {"words": words})
