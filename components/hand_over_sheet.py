"""Sheets about a steward's households, made on a press and recorded."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from components import data, files
from components.device import web_address
from components.paper.cards import CardKind, cards_pdf
from components.paper.notebook import hand_over_pdf, notebook_pdf
from components.words import language, t
from db.actor import Actor
from db.ledger.commands.readings import PrintedHousehold, households_to_print
from db.ledger.household_sheet import shown_care
from db.ledger.queries.households import HouseholdRow
from db.permissions import Permission, allows
from db.scheme import Scheme
from db.vetting.commands.readings import cards_to_print
from db.vetting.queries.stewards import StewardRow


def _printed(actor: Actor, scheme: Scheme, rows: Sequence[HouseholdRow]) -> list[PrintedHousehold]:
    with data.session() as s:
        found = households_to_print(s, actor, household_ids=[row.id for row in rows])
    return [replace(one, care=shown_care(scheme, one.care, language())) for one in found]


def _household_cards(actor: Actor, scheme: Scheme, steward_id: int, rows: Sequence[HouseholdRow]) -> bytes:
    """The steward's contact card once for every door, to be left there."""
    office = data.office()
    with data.session() as s:
        cards = cards_to_print(s, actor, kind=CardKind.CONTACT, steward_ids=[steward_id])
    doors = [row.title or f"{row.unit_name} {row.door}" for row in rows]
    return cards_pdf(
        CardKind.CONTACT, cards, scheme, office=office.name, web_address=office.web_address or web_address(), doors=doors
    )  # fmt: skip


def papers(
    actor: Actor, scheme: Scheme, steward: StewardRow, rows: Sequence[HouseholdRow], chosen: Sequence[HouseholdRow]
) -> None:
    """The sheet of what is chosen; notebook and cards of all of the steward's households."""
    _button(t("Hand-over sheet (PDF; recorded)"), lambda: hand_over_pdf(steward.name, _printed(actor, scheme, chosen)),
            t("hand-over.pdf"), ":material/print:")  # fmt: skip
    _button(t("Contact notebook (PDF; recorded)"), lambda: notebook_pdf(steward.name, _printed(actor, scheme, rows)),
            t("contact-notebook.pdf"), ":material/menu_book:")  # fmt: skip
    if allows(actor, Permission.MANAGE_STEWARDS):
        _button(t("Contact cards, one for each household (PDF; recorded)"),
                lambda: _household_cards(actor, scheme, steward.id, rows), t("contact-cards.pdf"),
                ":material/contact_page:")  # fmt: skip


def _button(title: str, make: Callable[[], bytes], file_name: str, icon: str) -> None:
    files.button(title, make, file_name=file_name, mime="application/pdf", icon=icon)
