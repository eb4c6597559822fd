"""One press, one command."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import streamlit as st

from components import data
from components.errors import rule_errors
from components.forms import Form


def press(
    form: Form, title: str, work: Callable[[Any], object], said: str, *, asking: AbstractContextManager[None] | None = None
) -> None:
    """The button of a small form; `work` gets the session. Refusals stand at their fields, `said` at the top afterwards.

    `asking` may turn a refusal into a question of the form.
    """
    if st.button(title, type="primary", key=form.key("press")):
        with rule_errors(form.slots), asking or nullcontext():
            with data.session() as s:
                work(s)
            form.done(said)
