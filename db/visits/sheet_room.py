"""How many households a sheet of paper has room for: A4 across, in type that older people read. No database."""

from collections.abc import Sequence
from math import ceil

from db.visits.models.rounds import Question

# As many rows as an A4 page has in large type.
ROWS_A_SHEET = 10
# Millimetres: what a page has for its rows, what a row takes for its boxes and its line, and a line of a question.
_PAGE, _ROW, _LINE = 152.0, 15.1, 8.2
# Chinese characters on a line of a question, and what a box or the room for a number takes of them.
_A_LINE, _BOX, _NUMBER = 46, 2.5, 10


def _width(text: str) -> float:
    return sum(1 if ord(sign) > 0x2E7F else 0.55 for sign in text)


def n_lines(question: Question) -> int:
    """Words take a line of their own, to be written on."""
    width = 2 + _width(question.text) + sum(_BOX + _width(option) for option in question.options)
    return ceil((width + _NUMBER * (question.kind == "number")) / _A_LINE) + (question.kind == "text")


def rows_a_sheet(questions: Sequence[Question] = ()) -> int:
    """One at least, however much is asked."""
    height = _ROW + _LINE * sum(n_lines(question) for question in questions)
    return max(min(int(_PAGE / height), ROWS_A_SHEET), 1)
