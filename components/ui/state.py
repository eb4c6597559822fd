"""The only module that names session keys: who, which words, which draft. Nothing of an office's data is kept here."""

from contextvars import ContextVar
from typing import Any
from uuid import UUID, uuid4

import streamlit as st

from components.wording import words
from db.office.sessions import SignedInUser


def token() -> str | None:
    return st.session_state.get("rs_token")


def begin(token: str, ticket: str) -> None:
    """A person has signed in. The ticket lets the browser fetch its cookie once."""
    st.session_state["rs_token"] = token
    keep("ticket", ticket)


def keep(name: str, value: Any) -> None:
    """What belongs to this browser and to no person: `wipe` leaves it."""
    st.session_state[f"rs_kept_{name}"] = value


def kept(name: str) -> Any:
    return st.session_state.get(f"rs_kept_{name}")


def wipe() -> None:
    """Everything of the person goes; a mark stays: the cookie of this very connection is not read again."""
    for key in [key for key in st.session_state if not str(key).startswith("rs_kept_")]:
        del st.session_state[key]
    keep("has_left", True)


def remember_user(user: SignedInUser | None) -> None:
    """Said by the hall at every run, from the database. What somebody leaves behind whose session ended goes with them."""
    if user is None and st.session_state.get("rs_user"):
        wipe()
    st.session_state["rs_user"] = user
    if user and st.session_state.get("rs_looks_of") != user.user_id:
        st.session_state["rs_looks_of"] = user.user_id
        set_looks(user.language, user.has_large_text, user.text_size)


def user() -> SignedInUser | None:
    return st.session_state.get("rs_user")


def set_looks(language: str, has_large_text: bool, size: int | None = None) -> None:
    for name, value in (("language", language), ("has_large_text", has_large_text), ("text_size", size or kept("text_size"))):
        keep(name, value)
    _spoken.set(language)


def language() -> str:
    return kept("language") or words.CHINESE


def has_large_text() -> bool:
    return bool(kept("has_large_text") or st.session_state.get("rs_is_large_page"))


def enlarge_page(is_large: bool) -> None:
    """For this page only: public pages are large for everybody who is not signed in."""
    st.session_state["rs_is_large_page"] = is_large


def keep_of_person(name: str, value: Any) -> None:
    """What is worth keeping until the person leaves."""
    st.session_state[f"rs_own_{name}"] = value


def kept_of_person(name: str) -> Any:
    return st.session_state.get(f"rs_own_{name}")


def has_flashes() -> bool:
    return bool(st.session_state.get("rs_flash"))


def flash(message: str, kind: str = "success") -> None:
    """Shown once, at the top of the next run: a message before `st.rerun()` would be lost."""
    st.session_state.setdefault("rs_flash", []).append((kind, message))


def take_flashes() -> list[tuple[str, str]]:
    return list(st.session_state.pop("rs_flash", []))


def draft(key: str) -> UUID:
    """The id of the form that is being filled in: one press, one id. `finish` makes the next form a new one."""
    return UUID(str(st.session_state.setdefault("rs_drafts", {}).setdefault(key, uuid4())))


def resume(key: str, press: UUID) -> None:  # a form that was begun elsewhere goes on under its own id
    st.session_state.setdefault("rs_drafts", {})[key] = press


def finish(key: str) -> None:
    st.session_state.get("rs_drafts", {}).pop(key, None)
    st.session_state.get("rs_notes", {}).pop(key, None)


def note(key: str, value: Any) -> None:  # what a form must remember until it is finished: look-alikes, a preview
    st.session_state.setdefault("rs_notes", {})[key] = value


def noted(key: str) -> Any:
    return st.session_state.get("rs_notes", {}).get(key)


def shown_before(kind: str, row_id: int, version: int) -> int:
    """The version that stood on the screen when something was pressed: this run has read the row anew, and a change by somebody
    else in between must not pass for seen. Asked once a run."""
    key = f"{kind}-{row_id}-shown"
    seen: int = noted(key) or version
    note(key, version)
    return seen


def forget(*keys: str) -> None:
    for key in keys:
        st.session_state.pop(key, None)


def widget(key: str) -> Any:  # what a widget holds before it is drawn in this run
    return st.session_state.get(key)


# Asked for every word of a page: the hall says it once a run; a drawer, which runs without it, asks the session.
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def speak(chosen: str | None = None) -> None:  # `chosen` by whoever works outside a page's run
    _spoken.set(chosen or language())


# As with the language: a programme's own title of its stewards.
_title: ContextVar[str | None] = ContextVar("title", default=None)


def call_stewards(title: str) -> None:
    _title.set(title)


def remember_title(title: str) -> None:  # said by the hall at every run
    keep("title", title)
    call_stewards(title)


words.speak_through(lambda: _spoken.get() or language())
words.call_stewards_through(lambda: _title.get() or kept("title") or words.STEWARD)
