"""Sheets about a steward's households, made on a press and recorded."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from components.paper.ledger.notebook import hand_over_pdf, notebook_pdf
from components.ui import database, downloads, pieces
from components.ui.forms import Form, press
from components.ui.pieces import Place
from components.wording.markdown import plain, plainly
from components.wording.scheme_terms import members_by_name, paper_name
from components.wording.words import language, listed, t
from db.actor import Actor
from db.ledger.commands.assign import set_load
from db.ledger.commands.disclosures import PrintedHousehold, PrintedNamed, households_to_print, named_to_print
from db.ledger.household_import import shown_care
from db.ledger.queries.households import HouseholdRow
from db.ledger.queries.named import NamedRow
from db.scheme import PaperKind, Scheme
from db.vetting.queries.stewards import StewardRow


def _printed(actor: Actor, scheme: Scheme, rows: Sequence[HouseholdRow]) -> list[PrintedHousehold]:
    with database.session() as s:
        found = households_to_print(s, actor, household_ids=[row.id for row in rows])
    return [replace(one, care=shown_care(scheme, one.care, language())) for one in found]


def _people(actor: Actor, scheme: Scheme, member_ids: Sequence[int]) -> list[PrintedNamed]:
    """Nothing is read, nor recorded, where nobody is looked after by name."""
    if not member_ids or not members_by_name(scheme):
        return []
    with database.session() as s:
        return named_to_print(s, actor, member_ids=member_ids)


def papers(
    actor: Actor, scheme: Scheme, steward: StewardRow, rows: Sequence[HouseholdRow], chosen: Sequence[HouseholdRow],
    people: Sequence[NamedRow], going: Sequence[int],
) -> None:  # fmt: skip
    """The sheet of what is chosen and who goes along; notebook and cards of all of the steward's households and persons."""
    sheet = lambda: hand_over_pdf(  # noqa: E731
        steward.name, _printed(actor, scheme, chosen), _people(actor, scheme, going), word=members_by_name(scheme)
    )
    downloads.pdf(
        t("Hand-over sheet (PDF; recorded)"), sheet, what=t("Hand-over sheet"), printed=_texts(steward, rows, people),
        icon=":material/print:",
    )  # fmt: skip
    notebook = paper_name(scheme, PaperKind.NOTEBOOK)
    make_notebook = lambda: notebook_pdf(  # noqa: E731
        scheme, steward.name, _printed(actor, scheme, rows), _people(actor, scheme, [row.id for row in people])
    )
    title = t("{paper} (PDF; recorded)", paper=notebook)
    downloads.pdf(title, make_notebook, what=notebook, printed=(), icon=":material/menu_book:")
    if rows:
        pieces.draw(Place.HAND_OVER_PAPERS, actor, steward.id, [row.title or f"{row.unit_name} {row.door}" for row in rows])


def _texts(steward: StewardRow, rows: Sequence[HouseholdRow], people: Sequence[NamedRow]) -> list[str]:
    """Said once for all these papers, which stand beside each other."""
    households = (text for row in rows for text in (row.name, row.title, row.door))
    return [steward.name, *households, *(text for row in people for text in (row.name, row.door, row.need))]


def along(form: Form, scheme: Scheme, people: Sequence[NamedRow], *, for_good: bool) -> list[int]:
    """Ids of those looked after by name who go with the households: all, unless one is taken out. Until a day they stay."""
    word, names = members_by_name(scheme), {row.id: row.name for row in people}
    if not word or not names:
        return []
    if not for_good:
        said = t("{word} stay with their steward meanwhile: {names}. To hand them over too, choose “For good”.", word=word,
                 names=listed(list(names.values())))  # fmt: skip
        st.warning(plain(said), icon=":material/elderly:")
        return []
    return st.pills(
        plain(t("Go along: {word}", word=word)), list(names), default=list(names), selection_mode="multi",
        format_func=plainly(names.__getitem__), key=form.key("members"),
    )  # fmt: skip


def load_form(actor: Actor, steward_id: int, most: int) -> None:
    form = Form(f"load-{steward_id}")
    wanted = int(st.number_input(t("At most so many"), 0, 200, most, key=form.key("most")))
    form.slot("most")
    reason = form.text("reason", t("Why? (health, family; kept sealed)"), max_chars=200)
    work = lambda s: set_load(s, actor, steward_id=steward_id, most=wanted, reason=reason)  # noqa: E731
    press(form, t("Save"), work, t("Saved. The next proposal keeps to it."))
