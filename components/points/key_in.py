"""Keying a paper list in: a row in one field and Enter, or by pressing the same words; the day stays from row to row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from components.points.services import what_text, whom_text
from components.ui import database, state
from components.ui.errors import rule_errors
from components.ui.forms import Form, later
from components.wording.markdown import marked, md, plain, plainly
from components.wording.refusals import say_refusal
from components.wording.words import short_day, t
from db import clock
from db.actor import Actor
from db.errors import Invalid
from db.points.commands.service_sheets import finish_service_sheet, key_service_row
from db.points.commands.services import take_back
from db.points.models.services import ServiceIn, ServiceSheetStatus
from db.points.queries.service_sheets import KeyedService, ServiceSheetFacts
from db.points.row_shorthand import read_row
from db.points.service_checks import MOST_PEOPLE
from db.scheme import Scheme


@dataclass(frozen=True)
class Kept:
    """What stays from row to row: the day; and what was refused, to be mended."""

    day: date
    n_refused: int = 0
    text: str = ""
    said: str = ""


def _kept(sheet: ServiceSheetFacts) -> Kept:
    return state.noted(f"keying-list-{sheet.id}") or Kept(clock.today())


def due(sheet: ServiceSheetFacts, lines: Sequence[KeyedService]) -> int:
    """The first row that is not keyed in; 0 when all are."""
    keyed = {line.position for line in lines}
    return next((position for position in range(1, sheet.n_rows + 1) if position not in keyed), 0)


def row(actor: Actor, scheme: Scheme, sheet: ServiceSheetFacts, position: int) -> None:
    before = _kept(sheet)
    key = f"{sheet.id}-{position}-{before.n_refused}"
    st.markdown(md("Row **{n}**, day **{day}** unless another is typed", n=position, day=short_day(before.day)))
    with st.form(f"list-{key}", clear_on_submit=True):
        st.text_input(t("Ticks, in digits"), before.text, key=f"list-ticks-{key}", autocomplete="off", placeholder="2+1+3")
        if before.said:
            st.markdown(marked(":red[:material/error: {said}]", said=before.said))
        _words(scheme, sheet, key)
        st.caption(t("2+1+3: the second thing, for the first group, 3 people. 20/2+1: on the 20th, one person. Enter saves."))
        given = (actor, sheet, position, key)
        st.form_submit_button(t("Save and go on"), type="primary", key=f"list-save-{key}", on_click=_take, args=given)


def _words(scheme: Scheme, sheet: ServiceSheetFacts, key: str) -> None:
    for field, title, keys, say in (
        ("what", t("What was done"), sheet.what, what_text), ("whom", t("For whom"), sheet.whom, whom_text),
    ):  # fmt: skip
        shown = {one: f"{n} {say(scheme, one)}" for n, one in enumerate(keys, 1)}
        st.pills(plain(title), list(shown), format_func=plainly(shown.__getitem__), key=f"list-{field}-{key}")
    st.number_input(t("How many"), 1, MOST_PEOPLE, 1, key=f"list-n-{key}")


def _take(actor: Actor, sheet: ServiceSheetFacts, position: int, key: str) -> None:
    before, typed = _kept(sheet), (state.widget(f"list-ticks-{key}") or "").strip()
    pressed = ServiceIn(
        what=state.widget(f"list-what-{key}") or "", whom=state.widget(f"list-whom-{key}") or "",
        n_people=state.widget(f"list-n-{key}") or 1,
    )  # fmt: skip
    if not typed and not pressed.what and not pressed.whom:
        return
    with rule_errors():
        try:
            given = read_row(typed, sheet.what, sheet.whom, clock.today()) if typed else pressed
            day = given.on_day or before.day
            _save(actor, sheet, position, given.model_copy(update={"on_day": day}))
        except Invalid as refusal:
            kept = replace(before, n_refused=before.n_refused + 1, text=typed, said=say_refusal(refusal))
            state.note(f"keying-list-{sheet.id}", kept)
            return
        state.note(f"keying-list-{sheet.id}", Kept(day, before.n_refused + bool(before.said)))


def _save(actor: Actor, sheet: ServiceSheetFacts, position: int, service: ServiceIn) -> None:
    with database.session() as s:
        key_service_row(s, actor, sheet_id=sheet.id, position=position, service=service)
        if position == sheet.n_rows and sheet.n_keyed == sheet.n_rows - 1:
            finish_service_sheet(s, actor, sheet_id=sheet.id)


def rows(actor: Actor, scheme: Scheme, sheet: ServiceSheetFacts, lines: Sequence[KeyedService]) -> None:
    """What is in, each to be taken back where it was wrong."""
    with st.container(gap=None):
        for line in lines:
            said = f"{line.position}　{short_day(line.on_day)}　{what_text(scheme, line.what)} · {whom_text(scheme, line.whom)}"
            with st.container(horizontal=True, vertical_alignment="center"):
                n = t("{n} people", n=line.n_people)
                st.markdown(marked(":green[:material/check_circle:] {said}　{n}", said=said, n=n), width="stretch")
                if st.button(t("Take this back"), type="tertiary", icon=":material/undo:", key=f"list-back-{line.id}"):
                    _undo(actor, line)


def _undo(actor: Actor, line: KeyedService) -> None:
    with rule_errors():
        with database.session() as s:
            take_back(s, actor, service_id=line.id, request_id=Form(f"back-{line.id}").id)
        later(t("Row {n} is taken back and can be keyed in anew.", n=line.position))


def finish(actor: Actor, sheet: ServiceSheetFacts) -> None:
    """One press for the rows that stayed empty."""
    if sheet.status is ServiceSheetStatus.RETURNED:
        st.success(
            plain(t("This list is keyed in. A row that was forgotten can still be added.")), icon=":material/check_circle:"
        )
    elif st.button(t("That is all: the list is done"), icon=":material/done_all:", key=f"list-done-{sheet.id}"):
        with rule_errors():
            with database.session() as s:
                finish_service_sheet(s, actor, sheet_id=sheet.id)
            later(t("List {number} is keyed in.", number=sheet.number))
