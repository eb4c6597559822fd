"""A form whose every field has a place for its own sentence, and whose press can arrive twice and count once."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Any, Literal, NoReturn, TypeVar

import streamlit as st
from sqlmodel import Session

from components.ui import database, state
from components.ui.errors import rule_errors
from components.wording.markdown import plain, plainly
from components.wording.words import t
from db.day_bounds import Bounds
from db.text import clean

T = TypeVar("T")
Kind = Literal["primary", "secondary", "tertiary"]


def _same(option: Any) -> str:
    return str(option)


class Form:
    """`id` is the press: it goes to the command as request_id. `done` ends the form; the next one is empty."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.id = state.draft(name)
        self.slots: dict[str, Any] = {}

    def key(self, field: str) -> str:
        return f"{self.name}-{field}-{self.id.hex[:8]}"

    def box(self, *, border: bool = True) -> AbstractContextManager[Any]:
        box: AbstractContextManager[Any] = st.form(self.key("form"), border=border, enter_to_submit=False)
        return box

    def slot(self, field: str) -> None:
        """The place for the field's sentence; drawn under the field."""
        self.slots[field] = st.empty()

    def text(self, field: str, label: str, value: str = "", **options: Any) -> str:
        written = st.text_input(plain(label), value, key=self.key(field), autocomplete="off", **options)
        self.slot(field)
        return clean(written or "")

    def lines(self, field: str, label: str, value: str = "", **options: Any) -> str:
        written = st.text_area(plain(label), value, key=self.key(field), **options)
        self.slot(field)
        return clean(written or "")

    def password(self, field: str, label: str, **options: Any) -> str:
        written = st.text_input(plain(label), key=self.key(field), type="password", autocomplete="new-password", **options)
        self.slot(field)
        return written or ""

    def choose(
        self, field: str, label: str, options: Sequence[T], *, shown: Callable[[T], str] = _same, value: T | None = None,
        **more: Any,
    ) -> T | None:  # fmt: skip
        """A list to pick one from; buttons side by side where there are few."""
        value = value if value in options else None
        if len(options) <= 4:
            chosen: T | None = st.segmented_control(
                plain(label), options, default=value, format_func=plainly(shown), key=self.key(field), **more
            )
        else:
            index = options.index(value) if value in options else None
            chosen = st.selectbox(
                plain(label), options, index=index, format_func=shown, key=self.key(field), placeholder=t("Please choose"), **more
            )
        self.slot(field)
        return chosen

    def day(self, field: str, label: str, within: Bounds, value: date | None = None) -> date | None:
        picked = pick_day(label, within, value, key=self.key(field))
        self.slot(field)
        return picked

    def submit(self, label: str, *, icon: str | None = None) -> bool:
        return bool(st.form_submit_button(plain(label), type="primary", icon=icon, key=self.key("submit")))

    def forget(self) -> None:
        """The next form of this name is a new, empty one."""
        state.finish(self.name)

    def save(
        self, work: Callable[[Session], T], said: str | Callable[[T], str], *, asking: AbstractContextManager[None] | None = None
    ) -> None:
        """Does what was pressed for. Refusals stand at their fields, `said` at the top afterwards.

        `asking` may turn a refusal into a question of the form.
        """
        with rule_errors(self.slots), asking or nullcontext():
            with database.session() as s:
                outcome = work(s)
            self.done(said(outcome) if callable(said) else said)

    def done(self, message: str) -> NoReturn:
        """Saved: says so at the top of the next run, with an empty form."""
        self.forget()
        state.flash(message)
        st.rerun()


def pick_day(label: str, within: Bounds, value: date | None = None, *, key: str) -> date | None:
    """A day of the calendar between the first and the last that the command takes. One on file that lies outside is shown as it
    is, for the command to refuse."""
    first, last = (min(within.first, value), max(within.last, value)) if value else (within.first, within.last)
    picked = st.date_input(plain(label), value, min_value=first, max_value=last, key=key, format="YYYY-MM-DD")
    return picked if isinstance(picked, date) else None


def search_field(name: str, hint: str) -> str:
    """What is looked for in a list, cleaned as everything that is typed; `hint` says what can be found by it."""
    return clean(st.text_input(t("Find"), key=f"{name}-search", placeholder=hint, icon=":material/search:") or "")


def later(message: str) -> NoReturn:
    """For presses without a form: says what was saved, on a fresh page."""
    state.flash(message)
    st.rerun()


def ask_once(title: str, sentence: str, act: Callable[[], None]) -> None:
    """What has an effect outside the office is asked for once more, in a drawer that says what will happen."""
    st.dialog(plain(title), width="medium")(_ask)(sentence, act)


def _ask(sentence: str, act: Callable[[], None]) -> None:
    st.markdown(plain(sentence))
    if st.button(t("Confirm"), type="primary", key="ask-once", width="stretch"):
        act()


def press(
    form: Form, title: str, work: Callable[[Session], T], said: str | Callable[[T], str], *,
    asking: AbstractContextManager[None] | None = None, kind: Kind = "primary", icon: str | None = None, disabled: bool = False,
) -> None:  # fmt: skip
    """The one button of a small form."""
    if st.button(plain(title), type=kind, icon=icon, disabled=disabled, key=form.key("press")):
        form.save(work, said, asking=asking)


def act(
    title: str,
    work: Callable[[Session], T],
    said: str | Callable[[T], str],
    *,
    key: str,
    icon: str | None = None,
    kind: Kind = "secondary",
) -> None:
    """A button that needs no form."""
    if st.button(plain(title), type=kind, icon=icon, key=key):
        with rule_errors():
            with database.session() as s:
                outcome = work(s)
            later(said(outcome) if callable(said) else said)
