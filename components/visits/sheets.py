"""Sheets that are out: whose, for how long, and what can be done about them."""

import streamlit as st

from components.ui import database, moves, paged_list
from components.ui.cells import Cell
from components.ui.errors import rule_errors
from components.ui.forms import ask_once, later
from components.visits.sheet_files import print_button
from components.wording.markdown import md
from components.wording.words import short_day, t
from db import clock
from db.actor import Actor
from db.scheme import Scheme
from db.visits.commands.paper_sheets import lose_sheet
from db.visits.queries.paper_sheets import SheetFacts, count_sheets_out, sheets_out


def sheets_that_are_out(actor: Actor, scheme: Scheme) -> None:
    found = paged_list.read("sheets-out", lambda s, **page: (sheets_out(s, actor, **page), count_sheets_out(s, actor)))
    st.subheader(md("{n} sheets not returned yet", n=found.n_rows), anchor=False)
    chosen = found.pick(
        _row,
        mark=lambda sheet: (sheet.id, sheet.n_open),
        empty=t("Every sheet is back. New ones appear here when they are made."),
    )
    if chosen:
        _acts(actor, scheme, chosen)


def _row(sheet: SheetFacts) -> dict[str, str | Cell]:
    printed, done = short_day(clock.local(sheet.made_at).date()), sheet.n_rows - sheet.n_open
    return {
        t("Number"): Cell(sheet.number, t("Sheet {number}", number=sheet.number)), t("Steward"): Cell(sheet.steward_name),
        t("Belongs to"): sheet.unit_name,
        t("Printed on"): Cell(printed, t("printed {day}", day=printed)),
        t("Days out"): Cell(sheet.days_out, t("out for {n} days", n=sheet.days_out)),
        t("Keyed in"): Cell(f"{done} / {sheet.n_rows}", t("{done} of {n} households keyed in", done=done, n=sheet.n_rows)),
    }  # fmt: skip


def _acts(actor: Actor, scheme: Scheme, chosen: list[SheetFacts]) -> None:
    ids = [sheet.id for sheet in chosen]
    with st.container(horizontal=True):
        if len(chosen) == 1 and st.button(t("Key it in"), type="primary", icon=":material/keyboard:"):
            moves.go("visits/key_in.py", {"number": chosen[0].number})
        print_button(actor, scheme, ids, t("Print again"), key="print-again")
        if st.button(t("It is lost"), icon=":material/delete:", key="lost"):
            said = t("{n} sheets leave this list. Should one turn up, it can still be keyed in.", n=len(ids))
            ask_once(t("Sheets that will not come back"), said, lambda: _lose(actor, ids))


def _lose(actor: Actor, sheet_ids: list[int]) -> None:
    with rule_errors():
        with database.session() as s:
            for sheet_id in sheet_ids:
                lose_sheet(s, actor, sheet_id=sheet_id)
        later(t("{n} sheets are written off as lost.", n=len(sheet_ids)))
