"""Cards as PDF sheets: work cards, contact cards, the notice-board sheet of each building."""

import streamlit as st

from components.paper.vetting.cards import CardKind, cards_pdf
from components.shell import auth
from components.shell.browser import web_address
from components.ui import database, downloads, layout
from components.ui.errors import rule_errors
from components.ui.unit_picker import pick_unit
from components.wording.markdown import md, plainly
from components.wording.scheme_terms import paper_name
from components.wording.words import t
from db.scheme import PaperKind
from db.vetting.commands.disclosures import cards_to_print
from db.vetting.permissions import VettingPermission
from db.vetting.queries.stewards import StewardFilter, find_stewards

actor = auth.require_page(VettingPermission.MANAGE_STEWARDS)
scheme, office = database.scheme(), database.office()
layout.back("vetting/stewards.py", t("Directory of stewards"))
layout.head(t("Print cards"))

kinds = {
    CardKind.WORK: t("{paper}, ten a sheet", paper=paper_name(scheme, PaperKind.WORK_CARD)),
    CardKind.CONTACT: t("{paper} with duties and promise, four a sheet", paper=paper_name(scheme, PaperKind.CONTACT_CARD)),
    CardKind.BOARD: t("Notice-board sheet, one a building"),
}
papers = {
    CardKind.WORK: paper_name(scheme, PaperKind.WORK_CARD),
    CardKind.CONTACT: paper_name(scheme, PaperKind.CONTACT_CARD),
    CardKind.BOARD: paper_name(scheme, PaperKind.NOTICE_BOARD),
}
kind = st.segmented_control(
    t("What should be printed?"),
    list(kinds),
    default=CardKind.WORK,
    required=True,
    format_func=plainly(kinds.__getitem__),
    key="kind",
)
unit = pick_unit(actor.unit_path, scheme, key="cards-unit", optional=True)
with database.reading() as s:
    everybody = find_stewards(s, actor, StewardFilter(unit_path=unit.path if unit else ""), limit=2000)
names = {row.id: f"{row.name} · {row.unit_name}" for row in everybody}
some = st.multiselect(md("Only these (empty: all {n})", n=len(names)), list(names), format_func=names.__getitem__, key="some")
chosen = some or list(names)

address = office.web_address or web_address()
if not office.web_address:
    st.warning(md("The QR codes will point to **{address}**. If the program is reached under another address, the administrator "
                 "writes it in the office settings first.", address=address))  # fmt: skip


def pdf() -> bytes:
    with database.session() as s:
        rows = cards_to_print(s, actor, kind=kind, steward_ids=chosen)
    return cards_pdf(kind, rows, scheme, office=office.name, web_address=address)


if not everybody:
    st.info(t("There are no stewards in service here yet."))
else:
    with rule_errors():
        downloads.pdf(
            t("Make the PDF for {n} stewards (recorded)", n=len(chosen)), pdf, what=papers[kind],
            printed=[row.name for row in everybody if row.id in chosen], type="primary", icon=":material/print:",
        )  # fmt: skip
