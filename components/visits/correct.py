"""A visit set right by whoever may: the same choices as its entry, filled in, with a reason; or withdrawn."""

import streamlit as st

from components.ui import database
from components.ui.forms import Form, press
from components.visits.visit_fields import choices, segments
from components.wording.labels import label
from components.wording.markdown import plainly
from components.wording.words import t
from db.actor import Actor
from db.scheme import Scheme
from db.visits.commands.correct import correct_visit, withdraw_visit
from db.visits.models.visits import Outcome, VisitIn
from db.visits.queries.visit_days import visit_days
from db.visits.queries.visits import VisitFacts


def correct(actor: Actor, scheme: Scheme, facts: VisitFacts) -> None:
    """Folded away until it is wanted; folded again when it is saved."""
    form = Form(f"correct-{facts.row.id}-{facts.row.version}")
    with st.expander(t("Correct"), icon=":material/edit:", key=form.key("fold")):
        _fields(actor, scheme, facts, form)


def _fields(actor: Actor, scheme: Scheme, facts: VisitFacts, form: Form) -> None:
    row = facts.row
    st.caption(t("What it said before stays readable below."))
    written = _written(scheme, facts, form)
    reason = form.text("reason", t("Why is it corrected?"), max_chars=200)
    press(
        form, t("Save the correction"),
        lambda s: correct_visit(s, actor, visit_id=row.id, seen=row.version, visit=written, reason=reason),
        t("Corrected. What it said before is kept below."),
    )  # fmt: skip


def _written(scheme: Scheme, facts: VisitFacts, form: Form) -> VisitIn:
    row = facts.row
    with database.reading() as s:
        within = visit_days(s, row.steward_id)
    day = form.day("visited_on", t("Day of the visit"), within, row.visited_on) or row.visited_on
    outcome = segments(form, "outcome", t("Did you meet them?"), list(Outcome), row.outcome, label, required=True)
    forms, form_name = choices(scheme.visiting.forms)
    way = segments(form, "form", t("In which way?"), forms, row.form if row.form in forms else forms[0], form_name, required=True)
    occasions, occasion_name = choices((*scheme.visiting.occasions, *scheme.visiting.must_visits))
    occasion = form.choose("occasion", t("On which occasion?"), occasions, shown=occasion_name, value=row.occasion)
    keys, shown = choices(scheme.visiting.topics)
    topics = st.pills(
        t("What was it about?"), keys, default=[key for key in row.topics if key in keys], selection_mode="multi",
        format_func=plainly(shown), key=form.key("topics"),
    )  # fmt: skip
    note = form.lines("note", t("In the visitor's words"), facts.note, max_chars=500)
    return VisitIn(
        household_ids=[], visited_on=day, outcome=outcome, form=way, occasion=occasion or "",
        topics=list(topics), note=note,
    )  # fmt: skip


def withdraw(actor: Actor, facts: VisitFacts) -> None:
    form, row = Form(f"withdraw-{facts.row.id}-{facts.row.version}"), facts.row
    with st.popover(t("Withdraw this visit"), icon=":material/cancel:", width="content"):
        st.text(t("It was no visit, or one of another household: it then counts no more. It stays readable."))
        reason = form.text("reason", t("Why? (a few words)"), max_chars=200)
        press(
            form, t("Yes, withdraw it"),
            lambda s: withdraw_visit(s, actor, visit_id=row.id, seen=row.version, reason=reason),
            t("Withdrawn. It counts no more."),
        )  # fmt: skip
