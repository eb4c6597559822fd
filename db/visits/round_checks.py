"""Checks a round before it is made and answers before they are kept; days of knocking on doors. No database."""

import calendar
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from db import day_bounds
from db.errors import Invalid, raise_all
from db.redaction import has_number
from db.scheme import ActivityDay, Scheme
from db.text import clean
from db.visits.models.rounds import Question, RoundIn

LEAST_NAME, MOST_NAME = 2, 60
MOST_QUESTIONS, MOST_QUESTION, MOST_OPTION, MOST_ANSWER = 5, 80, 30, 200
OPTIONS = range(2, 9)
_MOST_NUMBER = 10**9


def _tidy(question: Question, n: int) -> Question:
    options = [clean(option) for option in question.options if clean(option)]
    kept = list(dict.fromkeys(options)) if question.kind == "choice" else []
    return Question(key=f"q{n}", text=clean(question.text), kind=question.kind, options=kept)


def _problems(given: RoundIn, today: date) -> Iterator[Invalid]:
    if not LEAST_NAME <= len(given.name) <= MOST_NAME:
        yield Invalid("round_name", "name", least=LEAST_NAME, most=MOST_NAME)
    if has_number(given.name):
        yield Invalid("number_in_text", "name")
    if given.unit_id is None:
        yield Invalid("round_unit", "unit")
    if given.until is None:
        yield Invalid("round_until_missing", "until")
    yield from day_bounds.round_start(today).wrong(given.from_on, "from_on")
    yield from day_bounds.round_end(today, given.from_on).wrong(given.until, "until")
    if len(given.questions) > MOST_QUESTIONS:
        yield Invalid("round_questions", "questions", most=MOST_QUESTIONS)
    texts = [question.text for question in given.questions]
    if len(set(texts)) < len(texts):
        yield Invalid("question_twice", "questions")
    for question in given.questions:
        yield from _wrong_in(question)


def _wrong_in(question: Question) -> Iterator[Invalid]:
    if not 2 <= len(question.text) <= MOST_QUESTION:
        yield Invalid("question_text", "questions", least=2, most=MOST_QUESTION)
    if question.kind == "choice" and len(question.options) not in OPTIONS:
        yield Invalid("question_options", "questions", name=question.text, least=OPTIONS[0], most=OPTIONS[-1])
    if any(len(option) > MOST_OPTION for option in question.options):
        yield Invalid("question_option_long", "questions", name=question.text, most=MOST_OPTION)


def check_round(given: RoundIn, today: date) -> RoundIn:
    """The round, tidied: from today where no day was said, questions named q1, q2... Raises `Invalid` with every problem."""
    tidy = given.model_copy(
        update={
            "name": clean(given.name), "from_on": given.from_on or today,
            "questions": [_tidy(question, n) for n, question in enumerate(given.questions, 1)],
        }
    )  # fmt: skip
    raise_all(list(_problems(tidy, today)))
    return tidy


def _number(said: Any) -> int | float | None:
    if isinstance(said, bool):
        return None
    try:
        number = float(said)
    except (TypeError, ValueError, OverflowError):
        return None
    if not math.isfinite(number) or abs(number) > _MOST_NUMBER:
        return None
    return int(number) if number.is_integer() else number


def _read(question: Question, said: Any) -> Any:
    """The answer as it is kept; None when it is none to this question."""
    if question.kind == "number":
        return _number(said)
    text = clean(said) if isinstance(said, str) else ""
    is_right = text in question.options if question.kind == "choice" else 0 < len(text) <= MOST_ANSWER
    return text if is_right else None


def check_answers(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by the question's key; what was left empty and what nobody asked are left out.

    Raises `Invalid('answer_wrong')` with the text of each question that was answered with something else.
    """
    asked = {question.key: question for question in questions}
    told = {key: said for key, said in answers.items() if key in asked and said is not None and str(said).strip()}
    kept = {key: _read(asked[key], said) for key, said in told.items()}
    raise_all([Invalid("answer_wrong", "answers", name=asked[key].text) for key, said in kept.items() if said is None])
    return kept


def _falls_on(rule: ActivityDay, day: date) -> bool:
    """A month without a 31st has it on its last day."""
    if rule.rule == "monthly":
        return day.day == min(rule.day or 1, calendar.monthrange(day.year, day.month)[1])
    if day.isoweekday() != rule.weekday:
        return False
    return rule.rule == "weekly" or (day.day - 1) // 7 + 1 == rule.nth


def next_knock_days(scheme: Scheme, today: date) -> list[tuple[ActivityDay, date]]:
    """The next day of each of the scheme's days of knocking on doors, today counted: the 20th of every month, for one."""
    rules = [rule for rule in scheme.activity_days if rule.is_knock_day]
    ahead = [today + timedelta(days=n) for n in range(63)]
    return [(rule, next(day for day in ahead if _falls_on(rule, day))) for rule in rules]
