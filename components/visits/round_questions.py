"""The questions of a round: written when it is made, asked where a visit is written down."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from components.ui import state
from components.ui.forms import Form
from components.wording.markdown import md, plain, plainly
from components.wording.words import t
from db.visits.models.rounds import Question
from db.visits.round_checks import MOST_ANSWER, MOST_QUESTION, MOST_QUESTIONS

_BETWEEN = re.compile(r"[、，,；;/|\n]+")


def write(form: Form) -> list[Question]:
    """A line a question; the next appears when the last has its text. At most five: a visit takes less than a minute."""
    found: list[Question] = []
    for n in range(1, MOST_QUESTIONS + 1):
        question = _line(form, n)
        if question is None:
            break
        found.append(question)
    form.slot("questions")
    return found


def _kinds() -> dict[str, str]:
    return {"choice": t("Choose one"), "number": t("A number"), "text": t("In words")}


def _line(form: Form, n: int) -> Question | None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            md("Question {number}", number=str(n)), key=form.key(f"question-{n}"), max_chars=MOST_QUESTION, autocomplete="off",
            placeholder=t("For example: has the household gas alarms?") if n == 1 else None, width=420,
        )  # fmt: skip
        if not text:
            return None
        kind: Any = st.segmented_control(
            t("Answered by"), list(_kinds()), default="choice", required=True, format_func=plainly(_kinds().__getitem__),
            key=form.key(f"kind-{n}"),
        )  # fmt: skip
        options = ""
        if kind == "choice":
            options = st.text_input(
                t("Answers to choose from, with commas between"), t("yes, no"), key=form.key(f"options-{n}"), autocomplete="off",
                width="stretch",
            )  # fmt: skip
    return Question(key=f"q{n}", text=text, kind=kind, options=[one for one in _BETWEEN.split(options or "") if one.strip()])


def ask(form: Form, round_id: int, questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """What is answered, by the question's key; `answers` are those known so far. What stays empty is left out."""
    for question in questions:
        _asked(_key(form, round_id, question), question, answers.get(question.key))
    if questions:
        form.slot("answers")
    return answered(form, round_id, questions)


def answered(form: Form, round_id: int, questions: Sequence[Question]) -> dict[str, Any]:
    """What stands in the fields that `ask` has drawn."""
    told = {question.key: state.widget(_key(form, round_id, question)) for question in questions}
    return {key: said for key, said in told.items() if said not in (None, "")}


def _key(form: Form, round_id: int, question: Question) -> str:
    return form.key(f"answer-{round_id}-{question.key}")


def _asked(key: str, question: Question, known: Any) -> Any:
    text = plain(question.text)
    if question.kind == "choice":
        default = known if known in question.options else None
        return st.segmented_control(plain(text), question.options, default=default, key=key, format_func=plainly(plain))
    if question.kind == "number":
        value = known if isinstance(known, int) else None
        return st.number_input(plain(text), value=value, step=1, key=key, placeholder=t("may stay empty"))
    return st.text_input(plain(text), str(known or ""), key=key, max_chars=MOST_ANSWER, autocomplete="off")
