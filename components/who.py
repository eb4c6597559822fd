"""Whose session this browser carries, asked of the database at every run; and leaving it."""

import streamlit as st

from components import data, state
from components.door import COOKIE
from db import clock
from db.office.commands.sign_in import note_seen, sign_out
from db.office.sessions import SEEN_EVERY, SignedInUser, signed_in_user


def _token() -> str | None:
    if token := state.token():
        return token
    if state.has_left():
        return None
    cookie = st.context.cookies.get(COOKIE)
    # Under Streamlit's own test harness there is no browser and no text here.
    return cookie if isinstance(cookie, str) else None


def look_up_user() -> SignedInUser | None:
    """Asks the database who this browser is; the hall does so at every run."""
    token = _token()
    if token is None:
        return None
    with data.reading() as s:
        user = signed_in_user(s, token)
    if user and clock.now() - user.seen_at > SEEN_EVERY:
        with data.door_session() as s:
            note_seen(s, token)
    return user


def leave() -> None:
    """Signs out: the session's row ends, and nothing of the person stays in this browser's session."""
    if token := _token():
        with data.door_session() as s:
            sign_out(s, token)
    state.wipe()


# On a shared tablet the same act under the name that people know it by.
hand_over = leave


def token_in_use() -> str:
    """The token of the signed-in browser, for switching the role it wears."""
    return _token() or ""
