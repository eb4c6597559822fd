"""A form that comes back: read in the background, looked at, taken in."""

from collections.abc import Callable

import streamlit as st

from components.ui import background, database, spreadsheets
from components.wording.labels import LABELS, label
from components.wording.words import t
from db.actor import Actor
from db.spreadsheets import read_sheets
from db.visits.commands.visit_file import take_visits
from db.visits.models.visits import Outcome
from db.visits.queries.visit_file import VisitFilePreview, preview_visits


def look(actor: Actor, content: bytes) -> Callable[[background.Progress], VisitFilePreview]:
    """The work of reading, for a job. A form may have been made in either language."""
    words = {word: one for one in Outcome for word in (label(one), LABELS[Outcome, one].text, one.value)}

    def work(progress: background.Progress) -> VisitFilePreview:
        read = read_sheets(content)
        with database.reading() as s:
            return preview_visits(s, actor, read, words=words, progress=progress)

    return work


def take(actor: Actor, preview: VisitFilePreview) -> Callable[[background.Progress], int]:
    """The work of writing, for a job: one transaction, all of it or nothing."""

    def work(progress: background.Progress) -> int:
        with database.door_session() as s:
            return take_visits(s, actor, preview=preview, progress=progress)

    return work


def looked_at(preview: VisitFilePreview) -> None:
    st.markdown(
        t(
            "{n} rows: **{new}** visits to take in, {known} on file already, {empty} not filled in, **{wrong}** need correcting",
            n=preview.n_rows, new=len(preview.ready), known=preview.n_known, empty=preview.n_empty,
            wrong=len(preview.problem_rows),
        )
    )  # fmt: skip
    spreadsheets.problems(preview.table, preview.problems[:500], named_by="door")
    if preview.problem_rows:
        spreadsheets.report_button(preview.table, preview.problem_rows, preview.problems, key="visits-report")
