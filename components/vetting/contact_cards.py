"""A steward's contact card once for every door, to be left there."""

from collections.abc import Sequence

from components.paper.vetting.cards import CardKind, cards_pdf
from components.shell.browser import web_address
from components.ui import database, downloads
from components.wording.scheme_terms import paper_name
from components.wording.words import t
from db.actor import Actor
from db.permissions import allows
from db.scheme import PaperKind
from db.vetting.commands.disclosures import cards_to_print
from db.vetting.permissions import VettingPermission


def for_doors(actor: Actor, steward_id: int, doors: Sequence[str]) -> None:
    if not allows(actor, VettingPermission.MANAGE_STEWARDS):
        return
    # Name and doors stand on the papers beside it too, and what is missing of them is said there.
    card = paper_name(database.scheme(), PaperKind.CONTACT_CARD)
    downloads.pdf(
        t("{paper}, one for each household (PDF; recorded)", paper=card), lambda: _cards(actor, steward_id, doors),
        what=card, printed=(), icon=":material/contact_page:",
    )  # fmt: skip


def _cards(actor: Actor, steward_id: int, doors: Sequence[str]) -> bytes:
    scheme, office = database.scheme(), database.office()
    with database.session() as s:
        cards = cards_to_print(s, actor, kind=CardKind.CONTACT, steward_ids=[steward_id])
    address = office.web_address or web_address()
    return cards_pdf(CardKind.CONTACT, cards, scheme, office=office.name, web_address=address, doors=doors)
