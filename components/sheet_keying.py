"""Keying one row of a sheet in. All of it is typed into one field and Enter saves it: nothing runs between two keys, and the
cursor stays where it is for the next row. Whoever would rather click ticks the same boxes below."""

from dataclasses import replace
from datetime import date

import streamlit as st

from components import data, state
from components.errors import plain, rule_errors
from components.forms import Form
from components.paper.visit_sheet import choices
from components.refusals import say_code, say_refusal
from components.sheet_kept import Kept, finish_if_done, keep, kept
from components.words import t
from db import clock
from db.actor import Actor
from db.errors import Invalid
from db.scheme import Scheme
from db.visits.commands.sheets import blank_row, key_row
from db.visits.models.visits import Outcome, VisitIn
from db.visits.numbers import has_number
from db.visits.queries.sheets import SheetFacts, SheetLine
from db.visits.ticks import read_ticks


def key_in(actor: Actor, scheme: Scheme, sheet: SheetFacts, line: SheetLine) -> None:
    st.markdown(f"##### {line.position}　{plain(line.door)}　{plain(line.name)}")
    if not line.is_here:
        st.warning(t("This household is no longer on file here. Please go on with “Not visited”."))
    _day(sheet)
    before = kept(sheet)
    with st.form(f"keying-{sheet.id}-{before.n_refused}", clear_on_submit=True):
        typed, given = _fields(scheme, sheet, before)
        pressed = st.form_submit_button(t("Save and go on"), type="primary", key=f"save-{sheet.id}-{before.n_refused}")
    is_blank = st.button(t("Not visited"), key=f"blank-{sheet.id}", icon=":material/remove:")
    if is_blank or (pressed and (typed.strip() or given.outcome or given.topics or given.note)):
        with rule_errors():
            _take(actor, scheme, sheet, line, "0" if is_blank else typed, given)


def _day(sheet: SheetFacts) -> None:
    """One day for all rows until another is chosen or typed."""
    before = kept(sheet)
    day = st.date_input(
        t("Day of the visit"), before.day, max_value=clock.today(), format="YYYY-MM-DD", key=f"day-{sheet.id}-{before.day}"
    )
    if isinstance(day, date) and day != before.day:
        keep(sheet, replace(before, day=day))


def _fields(scheme: Scheme, sheet: SheetFacts, before: Kept) -> tuple[str, VisitIn]:
    key, said = f"{sheet.id}-{before.n_refused}", choices(scheme)
    shown: dict[str, str] = {k: f"{digit} {word}" for group in said.values() for k, word, digit in group}
    keys = {group: [k for k, _, _ in words] for group, words in said.items()}
    typed = st.text_input(t("Ticks"), before.text, key=f"ticks-{key}", autocomplete="off", placeholder="1+25")
    if before.said:
        st.markdown(f":red[:material/error: {plain(before.said)}]")
    st.caption(t("Or tick by hand. 0: nobody went there; 20/1+25: on the 20th, about 2 and 5. Enter saves."))
    note = st.text_input(t("In a word"), before.note, key=f"note-{key}", autocomplete="off", max_chars=500)
    show = shown.__getitem__
    outcome = st.segmented_control(t("How it went"), keys["outcome"], format_func=show, key=f"outcome-{key}")
    first = keys["form"][0]
    form = st.segmented_control(t("Form of visit"), keys["form"], default=first, format_func=show, key=f"form-{key}")
    topics = st.pills(t("What it was about"), keys["topics"], selection_mode="multi", format_func=show, key=f"topics-{key}")
    went = Outcome(outcome) if outcome else None
    return typed or "", VisitIn(household_ids=[], outcome=went, form=form or "", topics=list(topics), note=note or "")


def _take(actor: Actor, scheme: Scheme, sheet: SheetFacts, line: SheetLine, typed: str, given: VisitIn) -> None:
    before = kept(sheet)
    try:
        visit = _visit(scheme, before.day, typed, given)
        with data.session() as s:
            if visit is None:
                blank_row(s, actor, sheet_id=sheet.id, position=line.position)
            else:
                press = Form(f"row-{sheet.id}-{line.position}").id
                key_row(s, actor, sheet_id=sheet.id, position=line.position, visit=visit, request_id=press)
    except Invalid as refusal:
        said = say_refusal(refusal)
        keep(sheet, replace(before, n_refused=before.n_refused + 1, text=typed, note=given.note, said=said))
        st.rerun()
    day = visit.visited_on if visit else None
    keep(sheet, Kept(day or before.day, n_refused=before.n_refused + bool(before.said)))
    if visit and has_number(visit.note):
        state.flash(say_code("visit_note_has_id"), "warning")
    finish_if_done(actor, sheet)
    st.rerun()


def _visit(scheme: Scheme, day: date, typed: str, given: VisitIn) -> VisitIn | None:
    """None where nobody went."""
    if not typed.strip():
        return given.model_copy(update={"visited_on": day})
    ticks = read_ticks(typed, scheme, clock.today())
    if ticks.outcome is None:
        return None
    told = {"outcome": ticks.outcome, "form": ticks.form or given.form, "topics": [*given.topics, *ticks.topics]}
    return given.model_copy(update={**told, "visited_on": ticks.day or day})
