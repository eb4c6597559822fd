"""Paper lists of service points: made, printed, those that are out, and what can be done about them."""

from collections.abc import Sequence

import streamlit as st

from components.paper.points.service_sheet import service_sheets_pdf
from components.points.services import what_text, whom_text
from components.ui import database, downloads, moves, paged_list, state
from components.ui.cells import Cell
from components.ui.errors import rule_errors
from components.ui.forms import Form, ask_once, later
from components.wording.markdown import md, plain
from components.wording.words import short_day, t
from db import clock
from db.actor import Actor
from db.points.commands.service_sheets import lose_service_sheet, make_service_sheets
from db.points.queries.service_sheets import ServiceSheetFacts, count_service_sheets_out, service_sheets_of, service_sheets_out
from db.points.queries.services import LogPoint
from db.scheme import Scheme

MADE = "service-sheets-made"


def make(actor: Actor, points: Sequence[LogPoint]) -> None:
    """For the points that are chosen, a page each."""
    form, names = Form("make-service-sheets"), {point.id: point.name for point in points}
    chosen = st.multiselect(
        t("For which service points?"), list(names), format_func=names.__getitem__, key=form.key("points"),
        placeholder=t("Please choose"),
    )  # fmt: skip
    form.slot("points")
    with st.container(horizontal=True):
        is_asked = st.button(t("Make the lists"), type="primary", icon=":material/note_add:", key=form.key("make"))
        is_for_all = (
            st.button(plain(t("One for each of the {n}", n=len(names))), key=form.key("all")) if len(names) > 1 else False
        )
    if is_asked or is_for_all:
        with rule_errors(form.slots):
            with database.session() as s:
                made = make_service_sheets(s, actor, point_ids=list(names) if is_for_all else chosen, request_id=form.id)
            state.note(MADE, made)
            form.forget()
            st.rerun()


def just_made(actor: Actor, scheme: Scheme) -> None:
    made: list[int] = state.noted(MADE) or []
    if not made:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(md("**{n}** lists are made.", n=len(made)))
        print_button(actor, scheme, made, t("Print them (PDF)"), key="print-service-sheets", type="primary")
        if st.button(t("Put away"), key="service-sheets-done"):
            state.finish(MADE)
            st.rerun()


def print_button(actor: Actor, scheme: Scheme, sheet_ids: Sequence[int], title: str, *, key: str, **options: str) -> None:
    def made() -> bytes:
        with database.reading() as s:
            sheets = service_sheets_of(s, actor, sheet_ids)
        return service_sheets_pdf(
            database.office().name, sheets, lambda one: what_text(scheme, one), lambda one: whom_text(scheme, one)
        )

    with database.reading() as s:
        printed = [sheet.point_name for sheet in service_sheets_of(s, actor, sheet_ids)]
    downloads.pdf(title, made, what=t("Service list"), printed=printed, icon=":material/print:", key=key, **options)


def that_are_out(actor: Actor, scheme: Scheme) -> None:
    found = paged_list.read(
        "service-sheets-out", lambda s, **page: (service_sheets_out(s, actor, **page), count_service_sheets_out(s, actor))
    )
    st.subheader(md("{n} lists not returned yet", n=found.n_rows), anchor=False)
    chosen = found.table(
        _row, mark=lambda sheet: (sheet.id, sheet.n_keyed),
        empty=t("Every list is back. New ones appear here when they are made."),
    )  # fmt: skip
    if chosen:
        with st.container(horizontal=True):
            _acts(actor, scheme, chosen)


def _row(sheet: ServiceSheetFacts) -> dict[str, str | Cell]:
    return {
        t("Number"): Cell(sheet.number), t("Service point"): sheet.point_name, t("Belongs to"): sheet.unit_name,
        t("Printed on"): Cell(short_day(clock.local(sheet.made_at).date())), t("Days out"): Cell(sheet.days_out),
        t("Keyed in"): Cell(t("{n} rows", n=sheet.n_keyed)),
    }  # fmt: skip


def _acts(actor: Actor, scheme: Scheme, chosen: Sequence[ServiceSheetFacts]) -> None:
    ids = [sheet.id for sheet in chosen]
    if len(chosen) == 1 and st.button(t("Key it in"), type="primary", icon=":material/keyboard:"):
        moves.go("points/key_in.py", {"number": chosen[0].number})
    print_button(actor, scheme, ids, t("Print again"), key="print-service-sheets-again")
    if st.button(t("It is lost"), icon=":material/delete:", key="service-sheet-lost"):
        said = t("{n} lists leave this list. Should one turn up, it can still be keyed in.", n=len(ids))
        ask_once(t("Lists that will not come back"), said, lambda: _lose(actor, ids))


def _lose(actor: Actor, sheet_ids: Sequence[int]) -> None:
    with rule_errors():
        with database.session() as s:
            for sheet_id in sheet_ids:
                lose_service_sheet(s, actor, sheet_id=sheet_id)
        later(t("{n} lists are written off as lost.", n=len(sheet_ids)))
