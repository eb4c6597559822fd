"""Turns refusals into sentences at their field; anything unexpected is logged with a number and shown as that number."""

import logging
import secrets
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

import streamlit as st
from sqlalchemy.exc import DBAPIError

from components.wording.markdown import marked, plain
from components.wording.refusals import say_refusal
from components.wording.words import t
from db.errors import Invalid, RuleError
from db.faults import known_fault

log = logging.getLogger("red_steward")


class Slot(Protocol):
    """A place under a field."""

    def markdown(self, body: str) -> Any: ...


def _show(error: RuleError, slots: Mapping[str, Slot]) -> None:
    problems = error.all if isinstance(error, Invalid) else (error,)
    for problem in problems:
        sentence = say_refusal(problem)
        if slot := slots.get(problem.field or ""):
            slot.markdown(marked(":red[:material/error: {sentence}]", sentence=sentence))
        else:
            st.error(plain(sentence))
    if len(problems) > 1 or (error.field and error.field in slots):
        st.error(t("Nothing was saved yet: please look at what is marked above."))


def _logged(error: BaseException) -> str:
    """The number under which the way to the error lies in the log. Not the error's own text: a database puts the row's content
    into it, names and numbers of people included."""
    number = secrets.token_hex(3).upper()
    way = "".join(traceback.format_tb(error.__traceback__))
    log.error("unexpected %s: %s\n%s", number, type(error).__name__, way)
    return number


@contextmanager
def logged_by_number() -> Iterator[None]:
    """For what runs outside a page, where the framework would write the error's own text into the log. `page.js` tells the
    person that there is no file."""
    try:
        yield
    except Exception as error:  # whatever it is, its text stays here
        raise RuntimeError(f"no file: {_logged(error)}") from None


def show_unexpected(error: BaseException) -> None:
    """A known fault of the database has its sentence; of anything else the person can tell the number to whoever helps."""
    if fault := known_fault(error):
        log.error("database: %s", fault.code)
        st.error(plain(say_refusal(fault)))
        return
    number = _logged(error)
    sentence = t(
        "This did not work, and it is not your fault. Please try again; if it stays so, tell number {number} to "
        "whoever looks after the program.",
        number=number,
    )
    st.error(plain(sentence))


@contextmanager
def rule_errors(slots: Mapping[str, Slot] | None = None) -> Iterator[None]:
    """Around one command: a RuleError becomes a sentence, at its field where the form has a slot for it."""
    try:
        yield
    except RuleError as error:
        _show(error, slots or {})
    except (DBAPIError, OSError) as error:
        fault = known_fault(error)
        if fault is None:
            raise
        log.error("database: %s", fault.code)
        _show(fault, {})
