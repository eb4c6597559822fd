"""Empty slips for residents, to be printed."""

import streamlit as st

from components.paper.points.slip import slip_docx, slip_pdf
from components.ui import database, downloads
from components.wording.words import t
from db.actor import Actor, Role


def offer(actor: Actor) -> None:
    """Not for a steward's tablet: it prints nothing."""
    if actor.role is Role.STEWARD:
        return
    office, scheme = database.office().name, database.scheme()
    with st.popover(t("Slips for residents"), icon=":material/print:"):
        st.caption(t("Two on a page. What comes back is keyed in under “Wish for one”."))
        what = t("Slip for a service point")
        downloads.pdf(t("Slip (PDF)"), lambda: slip_pdf(scheme, office), what=what, printed=[office])
        downloads.button(t("Slip (Word)"), lambda: slip_docx(scheme, office), what=what, kind=downloads.WORD)
