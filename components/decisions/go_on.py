"""How a decision goes on: said in a sentence, done, put off, or not followed up."""

import streamlit as st

from components.ui import database, layout
from components.ui.forms import Form, press
from components.wording.labels import icon, label
from components.wording.markdown import marked, md
from components.wording.words import day, t
from db import clock
from db.actor import Actor
from db.day_bounds import Bounds
from db.decisions.checks import last_day
from db.decisions.commands.decisions import MOST_SAID, go_on
from db.decisions.models.decisions import DecisionStatus
from db.decisions.queries.decisions import DecisionRow, decision_steps

_S = DecisionStatus
_CHOICES = {_S.OPEN: "Goes on", _S.DONE: "Is done", _S.DROPPED: "Is not followed up"}


def one(actor: Actor, row: DecisionRow) -> None:
    """A decision with what was done about it."""
    with st.container(border=True):
        late = md(":red[:material/error: The day has passed.]") if row.is_overdue else label(row.status)
        st.markdown(marked("{icon} **{text}**", icon=icon(row.status), text=row.text))
        st.caption(md("{owner} · by {day} · {late}", owner=row.owner, day=day(row.due_on), late=late))
        with database.reading() as s:
            steps = decision_steps(s, actor, row.id)
        layout.course([
            (step.at, icon(step.new), md("{what}, by {name}", what=label(step.new), name=step.by), step.said) for step in steps
        ])  # fmt: skip
        if row.is_led or row.is_followed and row.status is not _S.DROPPED:
            _step(actor, row)


def _choices(row: DecisionRow) -> list[DecisionStatus]:
    """Only whoever holds the meeting lets a decision go."""
    return [one for one in _CHOICES if row.is_led or one is not _S.DROPPED]


def _step(actor: Actor, row: DecisionRow) -> None:
    form = Form(f"decision-{row.id}-{row.status.value}")
    with st.popover(t("Say how it goes on"), icon=":material/edit_note:"):
        if row.status is _S.OPEN:
            status = form.choose(
                "status", t("How does it stand?"), _choices(row), shown=lambda one: t(_CHOICES[one]), value=_S.OPEN
            )
        else:
            st.caption(t("It has ended. With a reason it is opened again."))
            status = _S.OPEN
        said = form.lines("said", t("What was done, or why?"), max_chars=MOST_SAID)
        due = None
        if status is _S.OPEN and row.is_led:
            within = Bounds(clock.today(), last_day(), "due_past", "decision_due")
            due = form.day("due_on", t("A new day (may stay empty)"), within)
        work = lambda s: go_on(  # noqa: E731
            s, actor, decision_id=row.id, said=said, status=status or _S.OPEN, due_on=due, request_id=form.id
        )
        press(form, t("Save"), work, t("Recorded."))
