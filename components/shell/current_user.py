"""Whose session this browser carries, asked of the database at every run; and leaving it."""

from functools import partial

import streamlit as st
from sqlmodel import Session

from components.shell import browser
from components.shell.routes import COOKIE, DEVICE_COOKIE, KNOWN_COOKIE
from components.ui import database, state
from db import clock
from db.faults import faults_passed
from db.office.commands.devices import DEVICE_SEEN_EVERY, note_device_seen
from db.office.commands.sign_in import note_seen, sign_out
from db.office.devices import DeviceRow, find_device
from db.office.guards import Place
from db.office.known_browsers import place_of
from db.office.sessions import SignedInUser, signed_in_user


def _cookie(name: str) -> str | None:
    cookie = st.context.cookies.get(name)
    # Under Streamlit's own test harness there is no browser and no text here.
    return cookie if isinstance(cookie, str) else None


def _token() -> str | None:
    if token := state.token():
        return token
    return None if state.kept("has_left") else _cookie(COOKIE)


def place_to_sign_in(login: str) -> Place:
    """Where a wrong password counts."""
    return place_of(_cookie(KNOWN_COOKIE) or "", login, browser.address())


def shared_tablet() -> DeviceRow | None:
    """The shared tablet that this browser is, or None."""
    token = _cookie(DEVICE_COOKIE)
    if token is None:
        return None
    with database.reading() as s:
        device = find_device(s, token)
    if device and clock.now() - device.seen_at > DEVICE_SEEN_EVERY:
        database.in_passing(partial(note_device_seen, device=device))
    return device


def look_up_user(s: Session) -> SignedInUser | None:
    """Asks the database who this browser is; the hall does so at every run."""
    token = _token()
    return signed_in_user(s, token) if token else None


def note_presence(user: SignedInUser) -> None:
    """Now and then: a session that is used stays open."""
    if clock.now() - user.seen_at > user.seen_every:
        database.in_passing(partial(note_seen, token=token_in_use()))


def leave() -> None:
    """Signs out: the session's row ends, and nothing of the person stays in this browser's session.

    On a shared tablet `page.js` then opens the wall anew: nothing stays in the page's own memory either.
    """
    if token := _token():
        # Whoever leaves a shared tablet must not stay on its screen because the disk is full.
        with faults_passed(), database.door_session() as s:
            sign_out(s, token)
    state.keep("is_shared", shared_tablet() is not None)
    state.wipe()


def become_shared(ticket: str) -> None:
    """The administrator has made this browser a shared tablet: signed out, its cookie fetched, the wall opened."""
    leave()
    state.keep("ticket", ticket)
    state.keep("is_shared", True)


# On a shared tablet the same act under the name that people know it by.
hand_over = leave


def token_in_use() -> str:
    """The token of the signed-in browser, for switching the role it wears."""
    return _token() or ""
