"""The only module that names session keys: who, which words, which draft. Nothing of an office's data is kept here."""

from contextvars import ContextVar
from typing import Any
from uuid import UUID, uuid4

import streamlit as st

from components import words
from db.office.sessions import SignedInUser


def token() -> str | None:
    return st.session_state.get("rs_token")


def begin(token: str, ticket: str) -> None:
    """A person has signed in. The ticket lets the browser fetch its cookie once."""
    st.session_state["rs_token"] = token
    st.session_state["rs_ticket"] = ticket


def ticket() -> str:
    return str(st.session_state.get("rs_ticket", ""))


def wipe() -> None:
    """Everything of the person goes; the marker stays, so that the cookie of this very connection is not read again."""
    looks = (st.session_state.get("rs_language"), st.session_state.get("rs_has_large_text"))
    for key in list(st.session_state):
        del st.session_state[key]
    st.session_state["rs_has_left"] = True
    st.session_state["rs_language"], st.session_state["rs_has_large_text"] = looks


def has_left() -> bool:
    return bool(st.session_state.get("rs_has_left"))


def remember_user(user: SignedInUser | None) -> None:
    """Said by the hall at every run, from the database."""
    st.session_state["rs_user"] = user
    if user and st.session_state.get("rs_looks_of") != user.user_id:
        st.session_state["rs_looks_of"] = user.user_id
        set_looks(user.language, user.has_large_text)


def user() -> SignedInUser | None:
    return st.session_state.get("rs_user")


def set_looks(language: str, has_large_text: bool) -> None:
    st.session_state["rs_language"] = language
    st.session_state["rs_has_large_text"] = has_large_text
    _spoken.set(language)


def language() -> str:
    return st.session_state.get("rs_language") or words.CHINESE


def has_large_text() -> bool:
    return bool(st.session_state.get("rs_has_large_text") or st.session_state.get("rs_is_large_page"))


def enlarge_page(is_large: bool) -> None:
    """For this page only: public pages are large for everybody who is not signed in."""
    st.session_state["rs_is_large_page"] = is_large


def flash(message: str, kind: str = "success") -> None:
    """Shown once, at the top of the next run: a message before `st.rerun()` would be lost."""
    st.session_state.setdefault("rs_flash", []).append((kind, message))


def take_flashes() -> list[tuple[str, str]]:
    taken: list[tuple[str, str]] = st.session_state.pop("rs_flash", [])
    return taken


def draft(key: str) -> UUID:
    """The id of the form that is being filled in: one press, one id. `finish` makes the next form a new one."""
    drafts: dict[str, UUID] = st.session_state.setdefault("rs_drafts", {})
    return drafts.setdefault(key, uuid4())


def resume(key: str, press: UUID) -> None:
    """A form that was begun elsewhere goes on under its own id."""
    st.session_state.setdefault("rs_drafts", {})[key] = press


def finish(key: str) -> None:
    st.session_state.get("rs_drafts", {}).pop(key, None)
    st.session_state.get("rs_notes", {}).pop(key, None)


def note(key: str, value: Any) -> None:
    """Something a form must remember until it is finished (look-alikes shown, a preview taken)."""
    st.session_state.setdefault("rs_notes", {})[key] = value


def noted(key: str) -> Any:
    return st.session_state.get("rs_notes", {}).get(key)


def forget(*keys: str) -> None:
    for key in keys:
        st.session_state.pop(key, None)


def widget(key: str) -> Any:
    """What a widget holds before it is drawn in this run."""
    return st.session_state.get(key)


# Asked for every word of a page: the hall says it once a run; a drawer, which runs without the hall, asks the session.
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def speak(chosen: str | None = None) -> None:
    """`chosen` by whoever works outside a page's run."""
    _spoken.set(chosen or language())


words.speak_through(lambda: _spoken.get() or language())
