"""Bringing a list in, the same way for every list: a file is looked at, problems stand by cell, what is sound is taken.

A long list is read and written in the background: its page may be left meanwhile, and what was read is found again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

import streamlit as st
from sqlmodel import Session

from components.ui import background, column_titles, database, layout, spreadsheets, state
from components.ui.background import Progress
from components.ui.errors import rule_errors
from components.ui.forms import Form, later
from components.wording.markdown import plain
from components.wording.words import t
from db.actor import Actor
from db.errors import Invalid
from db.office.models import ListKind
from db.spreadsheets import Choice, Previewed, Sheet, read_sheets

P = TypeVar("P", bound=Previewed)
Look = Callable[[Session, list[Sheet], Progress], P]
Take = Callable[[Session, Progress], int]
# A table of more problems is no help; the report has all of them.
_MOST_SHOWN = 500


@dataclass(frozen=True)
class Flow:
    """What is one list's own. `before` draws what stands there until a file is chosen; `done` says how many were taken, on the
    page `then` if it is not this one; `titles` are for lists whose columns may be told by hand."""

    actor: Actor
    form: Form
    before: Callable[[], object]
    done: Callable[[int], str]
    titles: tuple[ListKind, column_titles.Columns] | None = None
    then: str = ""
    is_long: bool = False

    def read(self, look: Look[P]) -> P | None:
        """What was understood of the chosen file; None while there is nothing to show."""
        if self._is_being_written():
            return None
        file = spreadsheets.chosen_file(self.form)
        with rule_errors(), self._asking_for_titles(file):
            preview = self._in_background(file, look) if self.is_long else self._at_once(file, look)
            if preview and file:
                self._ask_choice(file, preview)
            return preview
        return None

    def _choice(self, file: Any) -> Choice:
        """What was decided about this file."""
        known = state.noted(self._choosing)
        return known[1] if known and file and known[0] == file.file_id else Choice()

    def _ask_choice(self, file: Any, preview: Previewed) -> None:
        choice = self._choice(file)
        if (wanted := spreadsheets.ask_choice(self.form, preview.table, choice)) != choice:
            state.note(self._choosing, (file.file_id, wanted))
            st.rerun()

    def problems(self, preview: Previewed, *, named_by: str) -> None:
        """By cell and in words; `named_by` is the column that tells whose row it is."""
        spreadsheets.problems(preview.table, preview.problems[:_MOST_SHOWN], named_by=named_by)

    def offer(self, preview: Previewed, n: int, title: str, take: Take, *, nothing: str = "") -> None:
        """What can be done with the list: `title` takes the `n` that are sound, wrong rows leave as a spreadsheet."""
        with st.container(horizontal=True):
            is_pressed = n and st.button(plain(title), type="primary", key=self.form.key("take"))
            if wrong := preview.problem_rows:
                spreadsheets.report_button(preview.table, wrong, preview.problems, key=self.form.key("report"))
            is_put_away = self.is_long and st.button(t("Put it away"), key=self.form.key("away"))
        if nothing and not n and not preview.problem_rows:
            st.info(plain(nothing))
        if is_put_away:
            self._finish(t("Nothing was changed."))
        if is_pressed:
            with rule_errors():
                self._write(take)

    @property
    def _reading(self) -> str:
        return f"{self.form.name}-{self.actor.user_id}"

    @property
    def _choosing(self) -> str:
        return f"{self.form.name}-choice"

    @property
    def _writing(self) -> str:
        return f"{self._reading}-take"

    def _at_once(self, file: Any, look: Look[P]) -> P | None:
        if file is None:
            self.before()
            return None
        sheets = self._choice(file).of(spreadsheets.sheets_of(self.form, file))
        with database.reading() as s:
            return look(s, sheets, _untold)

    def _in_background(self, file: Any, look: Look[P]) -> P | None:
        known = background.find(self._reading)
        choice = self._choice(file)
        if file and (known is None or known.mark != f"{file.file_id} {choice}"):
            work = _looking(file.getvalue(), file.name, choice, look)
            background.start(self._reading, t("Reading the file"), work, f"{file.file_id} {choice}")
        job = background.find(self._reading)
        if job and not job.is_over:
            background.watch(self._reading)
            return None
        if file is None and (job is None or job.error):
            background.forget(self._reading)
            self.before()
        if job and job.error:
            raise job.error
        return job.outcome if job else None

    @contextmanager
    def _asking_for_titles(self, file: Any) -> Iterator[None]:
        """Where the header is not known, a form asks which column is which; the refusal says what was missing."""
        try:
            yield
        except Invalid as refusal:
            if refusal.code in ("sheet_no_header", "sheet_titles_open") and self.titles and file:
                kind, columns = self.titles
                sheets = self._choice(file).of(spreadsheets.sheets_of(self.form, file))
                if column_titles.ask(self.actor, kind, sheets, columns):
                    background.forget(self._reading)
                    st.rerun()
            raise

    def _write(self, take: Take) -> None:
        if self.is_long:
            database.require_still(state.user())
            background.start(self._writing, t("Writing"), _taking(take))
            st.rerun()
        with database.session() as s:
            n_taken = take(s, _untold)
        self._finish(self.done(n_taken))

    def _is_being_written(self) -> bool:
        if background.find(self._writing) is None:
            return False
        job = background.show(self._writing)
        if job and job.error is None:
            self._finish(self.done(job.outcome))
        if job and st.button(t("Go back")):
            background.forget(self._writing)
            st.rerun()
        return True

    def _finish(self, message: str) -> NoReturn:
        background.forget(self._reading, self._writing)
        self.form.forget()
        if self.then:
            layout.flash_and_go(message, self.then)
        later(message)


def _untold(_n_done: int, _n_all: int) -> None:
    """Progress of work for which somebody waits."""


def _looking(content: bytes, name: str, choice: Choice, look: Look[P]) -> Callable[[Progress], P]:
    def work(progress: Progress) -> P:
        sheets = choice.of(read_sheets(content, name))
        with database.reading() as s:
            return look(s, sheets, progress)

    return work


def _taking(take: Take) -> Callable[[Progress], int]:
    """One transaction, all of it or nothing."""

    def work(progress: Progress) -> int:
        with database.door_session() as s:
            return take(s, progress)

    return work
