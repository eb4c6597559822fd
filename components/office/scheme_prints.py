"""What is printed from the scheme, offered on its page."""

import streamlit as st

from components.paper.office.scheme_papers import KINDS, scheme_docx, scheme_pdf
from components.ui import downloads
from components.ui.downloads import WORD
from components.wording.scheme_terms import paper_name
from components.wording.words import t
from db.scheme import PaperKind, Scheme


def offer(scheme: Scheme, office: str) -> None:
    with st.popover(t("Print"), icon=":material/print:"):
        for kind in KINDS:
            _offer(kind, scheme, office)


def _offer(kind: PaperKind, scheme: Scheme, office: str) -> None:
    name = paper_name(scheme, kind)
    with st.container(horizontal=True):
        downloads.pdf(
            t("{paper}: PDF", paper=name), lambda: scheme_pdf(kind, scheme, office=office), what=name, printed=[office],
            key=f"{kind}-pdf",
        )  # fmt: skip
        downloads.button(
            t("{paper}: Word", paper=name), lambda: scheme_docx(kind, scheme, office=office), what=name, kind=WORD,
            key=f"{kind}-word",
        )  # fmt: skip
