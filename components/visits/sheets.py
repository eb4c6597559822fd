"""Sheets that are out: whose, for how long, and what can be done about them."""

import streamlit as st

from components.ui import database, tables
from components.ui.cells import Cell
from components.ui.errors import rule_errors
from components.ui.forms import ask_once, later
from components.visits.sheet_files import print_button
from components.wording.words import short_day, t
from db import clock
from db.actor import Actor
from db.scheme import Scheme
from db.visits.commands.paper_sheets import lose_sheet
from db.visits.queries.paper_sheets import SheetFacts, count_sheets_out, sheets_out

_KEY = "sheets-out"


def sheets_that_are_out(actor: Actor, scheme: Scheme) -> None:
    with database.reading() as s:
        n = count_sheets_out(s, actor)
        found = sheets_out(s, actor, offset=tables.offset(_KEY), limit=tables.per_page())
    st.subheader(t("{n} sheets not returned yet", n=n), anchor=False)
    ticked = tables.pick(
        [_row(sheet) for sheet in found], marks=[(sheet.id, sheet.n_open) for sheet in found], key=_KEY,
        empty=t("Every sheet is back. New ones appear here when they are made."),
    )  # fmt: skip
    tables.pager(_KEY, n)
    if ticked:
        _acts(actor, scheme, [found[index] for index in ticked])


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
            st.switch_page("visits/key_in.py", query_params={"number": chosen[0].number})
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
