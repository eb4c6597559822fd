"""A list of people that a department answers, on its own screen or from its stamped letter."""

from collections.abc import Sequence

import streamlit as st

from components.paper.vetting.letters import person_value
from components.ui import tables
from components.ui.forms import Form
from components.wording.labels import label
from components.wording.words import day, t
from db.scheme import Scheme
from db.vetting.commands.opinions import Answer
from db.vetting.models.opinions import OpinionStatus
from db.vetting.queries.opinions import AskedPerson


def people_table(scheme: Scheme, people: Sequence[AskedPerson], *, key: str, empty: str) -> list[AskedPerson]:
    """Only the fields that the department may see; returns who is ticked."""
    rows = [
        {label(field): person_value(scheme, field, value) for field, value in person.values.items()}
        | {t("Due"): day(person.due_on)}
        for person in people
    ]
    return [people[index] for index in tables.table(rows, marks=[person.opinion_id for person in people], key=key, empty=empty)]


def answers(
    form: Form, people: Sequence[AskedPerson], ticked: Sequence[AskedPerson], rest_may_be: Sequence[OpinionStatus]
) -> list[Answer]:
    """Ticked people are objected to, each with its reason; for everybody else one answer is chosen in so many words."""
    rest = [person for person in people if person not in ticked]
    given = []
    for person in ticked:
        reason = form.text(f"reason-{person.opinion_id}", t("Why do you object to {name}?", name=person.name), max_chars=500)
        given.append(Answer(person.opinion_id, OpinionStatus.OBJECTION, reason))
    form.slots["reason"] = st.empty()
    if rest:
        chosen = form.choose(
            "rest",
            t("The other {n} people", n=len(rest)),
            [*rest_may_be, None],
            shown=lambda s: label(s) if s else t("No answer yet"),
        )
        if chosen:
            given += [Answer(person.opinion_id, chosen) for person in rest]
    return given


def summary(given: Sequence[Answer]) -> str:
    """`38 without objection, 2 with an objection`: what is about to be sent."""
    counted = {status: sum(answer.status is status for answer in given) for status in OpinionStatus}
    said = {
        OpinionStatus.NO_OBJECTION: t("{n} without objection", n=counted[OpinionStatus.NO_OBJECTION]),
        OpinionStatus.OBJECTION: t("{n} with an objection", n=counted[OpinionStatus.OBJECTION]),
        OpinionStatus.NOT_REPLIED: t("{n} without a reply", n=counted[OpinionStatus.NOT_REPLIED]),
    }
    return t(", ").join(text for status, text in said.items() if counted[status])
