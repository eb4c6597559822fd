"""The rows of a sheet as they stand on the paper, and what has been keyed in of them."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from components.ui import database
from components.ui.errors import rule_errors
from components.visits.key_in_progress import finish_if_done, keep, kept
from components.wording.labels import label
from components.wording.markdown import joined, marked, plain
from components.wording.words import short_day, t
from db import clock
from db.actor import Actor
from db.visits.commands.paper_sheets import blank_row
from db.visits.queries.paper_sheets import SheetFacts, SheetLine


def rows(sheet: SheetFacts, lines: Sequence[SheetLine], due: SheetLine | None) -> None:
    """A press goes to a row that has no visit."""
    with st.container(gap=None):
        _rows(sheet, lines, due)


def _rows(sheet: SheetFacts, lines: Sequence[SheetLine], due: SheetLine | None) -> None:
    for line in lines:
        said = plain(f"{line.position}　{line.door}　{line.name}")
        if line.visit:
            _keyed(said, line)
        elif due and line.position == due.position:
            st.markdown(marked(":red[:material/arrow_forward: **{said}**]", said=said))
        else:
            sign = ":material/remove:" if line.is_blank else ":material/radio_button_unchecked:"
            more = marked("　:gray[{blank}]", blank=t("not visited")) if line.is_blank else ""
            if st.button(joined("", [said, more]), icon=sign, type="tertiary", key=f"row-{sheet.id}-{line.position}"):
                keep(sheet, replace(kept(sheet), asked=line.position))
                st.rerun()


def _keyed(said: str, line: SheetLine) -> None:
    if line.visit:
        at = t("saved at {time}", time=f"{clock.local(line.visit.written_at):%H:%M}")
        went = f"{label(line.visit.outcome)} · {short_day(line.visit.visited_on)} · {at}"
        st.markdown(marked(":green[:material/check_circle:] {said}　:small[:gray[{went}]]", said=said, went=went))


def leave_rest(actor: Actor, sheet: SheetFacts, lines: Sequence[SheetLine]) -> None:
    """One press for the rows that stayed empty."""
    left = [line for line in lines if line.is_open]
    title = t("The other {n} rows are empty: the sheet is done", n=len(left))
    if len(left) > 1 and st.button(plain(title), key=f"rest-{sheet.id}", icon=":material/done_all:"):
        with rule_errors():
            with database.session() as s:
                for line in left:
                    blank_row(s, actor, sheet_id=sheet.id, position=line.position)
            finish_if_done(actor, sheet)
            st.rerun()
