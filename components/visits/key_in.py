"""Keying one row of a sheet in. All of it is typed into one field and Enter saves it: nothing runs between two keys, and the
cursor stays where it is for the next row. Whoever would rather click ticks the same boxes below."""

from dataclasses import replace
from datetime import date

import streamlit as st

from components.paper.visits.sheet import choices
from components.ui import database, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.visits.key_in_progress import Kept, finish_if_done, keep, kept
from components.visits.round_questions import answered, ask
from components.wording.markdown import marked, md, plainly
from components.wording.refusals import say_code, say_refusal
from components.wording.words import t
from db import clock
from db.actor import Actor
from db.errors import Invalid
from db.redaction import has_number
from db.scheme import Scheme
from db.visits.commands.paper_sheets import blank_row, key_row
from db.visits.models.visits import Outcome, VisitIn
from db.visits.queries.paper_sheets import SheetFacts, SheetLine, sheet_lines
from db.visits.row_shorthand import read_ticks


def key_in(actor: Actor, scheme: Scheme, sheet: SheetFacts, line: SheetLine) -> None:
    st.markdown(marked("**{line}**", line=f"{line.position}　{line.door}　{line.name}"))
    _since_printing(line)
    before = kept(sheet)
    key = f"{sheet.id}-{before.n_refused}"
    with st.form(f"keying-{key}", clear_on_submit=True):
        _fields(scheme, before, key)
        ask(_answers_form(key), sheet.round_id, sheet.questions, before.answers)
        st.caption(
            t("Type the digits or press the words. 0: nobody went there; 20/1+25: on the 20th, about 2 and 5. Enter saves.")
        )
        # Done before the page is drawn anew, with the row that was on the screen: whoever types ahead loses nothing.
        drawn = (actor, scheme, sheet, line, key)
        st.form_submit_button(t("Save and go on"), type="primary", key=f"save-{key}", on_click=_take, args=drawn)
    st.button(t("Not visited"), key=f"blank-{sheet.id}", icon=":material/remove:", on_click=_leave, args=(actor, sheet, line))


def _since_printing(line: SheetLine) -> None:
    """What became of the household while the paper was out."""
    if line.has_left:
        st.warning(t("This household has moved away since the sheet was printed. Please go on with “Not visited”."))
    elif not line.is_here:
        st.warning(t("This household is no longer on file here. Please go on with “Not visited”."))
    elif line.now:
        st.info(md("This entry is one with **{now}** now: the visit is written there.", now=line.now), icon=":material/merge:")


def _fields(scheme: Scheme, before: Kept, key: str) -> None:
    said = choices(scheme)
    shown: dict[str, str] = {k: f"{digit} {word}" for group in said.values() for k, word, digit in group}
    keys = {group: [k for k, _, _ in words] for group, words in said.items()}
    left, right = st.columns([2, 3])
    left.text_input(t("Ticks, in digits"), before.text, key=f"ticks-{key}", autocomplete="off", placeholder="1+25")
    right.text_input(t("In a word"), before.note, key=f"note-{key}", autocomplete="off", max_chars=500)
    if before.said:
        st.markdown(marked(":red[:material/error: {said}]", said=before.said))
    show = shown.__getitem__
    st.segmented_control(t("How it went"), keys["outcome"], format_func=plainly(show), key=f"outcome-{key}")
    first = keys["form"][0]
    st.segmented_control(t("Form of visit"), keys["form"], default=first, format_func=plainly(show), key=f"form-{key}")
    st.pills(t("What it was about"), keys["topics"], selection_mode="multi", format_func=plainly(show), key=f"topics-{key}")


def _answers_form(key: str) -> Form:
    """The questions of the sheet's round, below what is ticked."""
    return Form(f"answers-{key}")


def _written(sheet: SheetFacts, key: str) -> tuple[str, VisitIn]:
    """What stands in the fields of the form that was sent."""
    went, answers = state.widget(f"outcome-{key}"), _answers_form(key)
    said = answered(answers, sheet.round_id, sheet.questions)
    given = VisitIn(
        household_ids=[], outcome=Outcome(went) if went else None, form=state.widget(f"form-{key}") or "",
        topics=list(state.widget(f"topics-{key}") or []), note=state.widget(f"note-{key}") or "",
        answers={sheet.round_id: said} if said else {},
    )  # fmt: skip
    return (state.widget(f"ticks-{key}") or "").strip(), given


def _take(actor: Actor, scheme: Scheme, sheet: SheetFacts, line: SheetLine, key: str) -> None:
    typed, given = _written(sheet, key)
    if not (typed or given.outcome or given.topics or given.note or given.answers):
        return
    before = kept(sheet)
    with rule_errors():
        try:
            visit = _visit(scheme, before.day, typed, given)
            _save(actor, sheet, line, visit)
        except Invalid as refusal:
            said, n = say_refusal(refusal), before.n_refused + 1
            told = given.answers.get(sheet.round_id, {})
            keep(sheet, replace(before, n_refused=n, text=typed, note=given.note, said=said, answers=told))
            return
        day = visit.visited_on if visit else None
        keep(sheet, Kept(day or before.day, n_refused=before.n_refused + bool(before.said)))
        if visit and has_number(visit.note):
            state.flash(say_code("visit_note_has_id"), "warning")


def _save(actor: Actor, sheet: SheetFacts, line: SheetLine, visit: VisitIn | None) -> None:
    """None where nobody went. What was typed for a row that has its visit already is given back, never dropped."""
    press = Form(f"row-{sheet.id}-{line.position}").id
    with database.session() as s:
        if any(row.visit for row in sheet_lines(s, actor, sheet.id) if row.position == line.position):
            raise Invalid("row_keyed", "ticks")
        if visit is None:
            blank_row(s, actor, sheet_id=sheet.id, position=line.position)
        else:
            key_row(s, actor, sheet_id=sheet.id, position=line.position, visit=visit, request_id=press)
    finish_if_done(actor, sheet)


def _leave(actor: Actor, sheet: SheetFacts, line: SheetLine) -> None:
    with rule_errors():
        _save(actor, sheet, line, None)
        keep(sheet, Kept(kept(sheet).day, n_refused=kept(sheet).n_refused + bool(kept(sheet).said)))


def _visit(scheme: Scheme, day: date, typed: str, given: VisitIn) -> VisitIn | None:
    """None where nobody went."""
    if not typed:
        return given.model_copy(update={"visited_on": day})
    ticks = read_ticks(typed, scheme, clock.today())
    if ticks.outcome is None:
        return None
    told = {"outcome": ticks.outcome, "form": ticks.form or given.form, "topics": [*given.topics, *ticks.topics]}
    return given.model_copy(update={**told, "visited_on": ticks.day or day})
