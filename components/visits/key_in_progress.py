"""What stays from row to row while a sheet is keyed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import streamlit as st

from components.ui import database, state
from components.ui.forms import pick_day
from components.wording.words import t
from db import clock
from db.actor import Actor
from db.visits.commands.paper_sheets import finish_sheet
from db.visits.queries.paper_sheets import SheetFacts, SheetLine, sheet_lines
from db.visits.queries.visit_days import visit_days


@dataclass(frozen=True)
class Kept:
    """What stays from row to row: the day, the row that was asked for; and what was refused, to be mended."""

    day: date
    asked: int = 0
    n_refused: int = 0
    text: str = ""
    note: str = ""
    said: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)


def kept(sheet: SheetFacts) -> Kept:
    return state.noted(f"keying-{sheet.id}") or Kept(clock.today())


def keep(sheet: SheetFacts, values: Kept) -> None:
    state.note(f"keying-{sheet.id}", values)


def due_line(sheet: SheetFacts, lines: Sequence[SheetLine]) -> SheetLine | None:
    """The row that was asked for, else the first that is open."""
    asked = next((line for line in lines if line.position == kept(sheet).asked and line.visit is None), None)
    return asked or next((line for line in lines if line.is_open), None)


def finish_if_done(actor: Actor, sheet: SheetFacts) -> None:
    with database.reading() as s:
        is_open = any(line.is_open for line in sheet_lines(s, actor, sheet.id))
    if not is_open:
        with database.session() as s:
            finish_sheet(s, actor, sheet_id=sheet.id)


def day_of_visits(sheet: SheetFacts) -> None:
    """One day for all rows until another is chosen or typed."""
    before = kept(sheet)
    with database.reading() as s:
        within = visit_days(s, sheet.steward_id)
    day = pick_day(t("Day of the visit"), within, before.day, key=f"day-{sheet.id}-{before.day}")
    if day and day != before.day:
        keep(sheet, replace(before, day=day))
        st.rerun()
