"""A form that comes back: how it is read, and what was understood of it."""

import streamlit as st
from sqlmodel import Session

from components.ui.background import Progress
from components.ui.import_flow import Look
from components.wording.labels import LABELS, label
from components.wording.markdown import md
from db.actor import Actor
from db.spreadsheets import Sheet
from db.visits.models.visits import Outcome
from db.visits.queries.visit_file import VisitFilePreview, preview_visits


def look(actor: Actor) -> Look[VisitFilePreview]:
    """A form may have been made in either language."""
    words = {word: one for one in Outcome for word in (label(one), LABELS[Outcome, one].text, one.value)}

    def work(session: Session, sheets: list[Sheet], progress: Progress) -> VisitFilePreview:
        return preview_visits(session, actor, sheets, words=words, progress=progress)

    return work


def summary(preview: VisitFilePreview) -> None:
    st.markdown(
        md(
            "{n} rows: **{new}** visits to take in, {known} on file already, {empty} not filled in, **{wrong}** need correcting",
            n=preview.n_rows, new=len(preview.ready), known=preview.n_known, empty=preview.n_empty,
            wrong=len(preview.problem_rows),
        )
    )  # fmt: skip
