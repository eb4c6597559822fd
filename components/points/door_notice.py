"""The notice for the door, to print or to change in Word."""

import streamlit as st

from components.paper.points.notice import Notice, notice_address, notice_docx, notice_pdf, printed
from components.points.kinds import finds_text, kind_text
from components.shell.browser import web_address
from components.ui import database, downloads
from components.wording.markdown import md
from components.wording.words import t
from db.actor import Actor
from db.office.models import Office
from db.points.opening import Opening
from db.points.queries.opening import opening_of
from db.points.queries.points import PointRow
from db.scheme import Scheme


def draw(actor: Actor, point: PointRow) -> None:
    with database.reading() as s:
        opening = opening_of(s, actor, point.id)
    office, scheme = database.office(), database.scheme()
    address = office.web_address or web_address()
    notice = notice_of(point, opening, office, scheme, address)
    if not office.web_address:
        st.warning(
            md(
                "The QR codes will point to **{address}**. If the program is reached under another address, the administrator "
                "writes it in the office settings first.",
                address=address,
            )
        )
    what = t("Notice for the door")
    with st.container(horizontal=True):
        downloads.pdf(t("Notice for the door (PDF)"), lambda: notice_pdf(notice), what=what, printed=printed(notice),
                      icon=":material/print:", key="notice-pdf")  # fmt: skip
        downloads.button(t("Notice for the door (Word)"), lambda: notice_docx(notice), what=what, kind=downloads.WORD,
                         key="notice-docx")  # fmt: skip


def notice_of(point: PointRow, opening: Opening, office: Office, scheme: Scheme, address: str) -> Notice:
    return Notice(
        name=point.name, kind=kind_text(scheme, point.kind), office=office.name, place=point.place,
        finds=finds_text(scheme, point.kind, point.offers, point.finds), phone=point.phone, opening=opening,
        address=notice_address(address, point.id),
    )  # fmt: skip
