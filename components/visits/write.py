"""The entry of a visit: the likely answer already chosen, taps before the keyboard, kept as a draft at every tap."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from components.ui import database, state
from components.ui.forms import Form
from components.visits.round_questions import ask
from components.visits.visit_fields import choices, more, promises, segments, which_day
from components.wording.labels import label
from components.wording.markdown import marked, plainly
from components.wording.words import t
from db.actor import Actor
from db.day_bounds import Bounds
from db.redaction import has_number
from db.scheme import Scheme
from db.visits.commands.write import keep_draft
from db.visits.models.visits import Outcome, VisitIn
from db.visits.queries.day_list import HouseholdCard
from db.visits.queries.rounds import AskedRound


def resume(name: str, card: HouseholdCard) -> Form:
    """The form of this household, with the press of what had been begun on whatever tablet."""
    if card.draft_id:
        state.resume(name, card.draft_id)
    return Form(name)


def as_begun(form: Form, begun: VisitIn | None) -> VisitIn:
    """What the widgets begin with. A tap does not move it; whoever comes back to the page begins with the draft on file."""
    key = f"{form.name}-begun"
    if state.noted(key) is None or state.widget(form.key("outcome")) is None:
        state.note(key, begun or VisitIn(household_ids=[]))
        state.note(f"{form.name}-kept", begun)
    given: VisitIn = state.noted(key)
    return given


def _answers(form: Form, asked: AskedRound, given: VisitIn) -> dict[str, Any]:
    st.markdown(marked(":material/campaign: **{name}**", name=asked.name))
    return ask(form, asked.id, asked.questions, given.answers.get(asked.id, asked.answers))


def photo(form: Form, scheme: Scheme) -> bytes | None:
    """Only where the scheme has pictures, and never required."""
    if not scheme.visiting.allows_photos:
        return None
    file = st.file_uploader(t("A picture (may stay empty)"), type=["jpg", "jpeg", "png", "webp"], key=form.key("photo"))
    form.slot("photo")
    return file.getvalue() if file else None


def fields(
    form: Form,
    scheme: Scheme,
    card: HouseholdCard,
    given: VisitIn,
    others: Sequence[HouseholdCard],
    within: Bounds,
    asked: Sequence[AskedRound] = (),
) -> VisitIn:
    """Draws the entry and returns what is chosen and written, unchecked."""
    told = promises(form, card, given)
    outcome = segments(
        form, "outcome", t("Did you meet them?"), list(Outcome), given.outcome or Outcome.MET, label, required=True
    )  # fmt: skip
    visited_on = which_day(form, given.visited_on, within)
    keys, shown = choices(scheme.visiting.topics)
    topics = st.pills(
        t("What was it about?"), keys, default=[k for k in given.topics if k in keys], selection_mode="multi",
        format_func=plainly(shown), key=form.key("topics"),
    )  # fmt: skip
    form.slot("topics")
    note = form.text("note", t("One sentence more (may stay empty)"), given.note, max_chars=500,
                     placeholder=t("Tap here to write, or speak into the keyboard's microphone"))  # fmt: skip
    if has_number(note):
        st.warning(t("There is an ID number or a telephone in this sentence. Please take it out unless it is needed."))
    answers = {one.id: _answers(form, one, given) for one in asked if one.questions}
    written = VisitIn(
        household_ids=[card.household_id], visited_on=visited_on, outcome=outcome, topics=list(topics), note=note, promises=told,
        answers={round_id: said for round_id, said in answers.items() if said},
    )  # fmt: skip
    with st.expander(t("A promise, what was raised, the form, several households"), icon=":material/add:"):
        return more(form, scheme, card, given, written, others)


def keep(actor: Actor, form: Form, written: VisitIn) -> None:
    """Every tap that changes the entry is kept in the database, under the person and the household; opening it is no tap."""
    before = state.noted(f"{form.name}-kept")
    if before is not None and written != before:
        with database.session() as s:
            keep_draft(s, actor, visit=written, request_id=form.id)
    state.note(f"{form.name}-kept", written)


def forget(form: Form) -> None:
    """Saved, or begun anew: the next entry is empty."""
    form.forget()
    for key in ("kept", "begun"):
        state.finish(f"{form.name}-{key}")
