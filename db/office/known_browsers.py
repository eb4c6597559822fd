"""Browsers in which a person has signed in before: a signed mark says so, and the database keeps nothing of it.

What strangers try elsewhere, or on the same network, does not keep such a browser out.
"""

import hmac
import secrets

from db.office.guards import Place, plain_login
from db.privacy import keyed_hash

# An office PC is used by a few people in turn.
_MOST = 6
_BETWEEN = "~"


def _signature(nonce: str, login: str) -> str:
    return keyed_hash("known browser", f"{nonce} {plain_login(login)}")


def _nonce(marks: str, login: str) -> str | None:
    for mark in marks.split(_BETWEEN):
        nonce, _, signature = mark.partition(".")
        if nonce and hmac.compare_digest(signature.encode(), _signature(nonce, login).encode()):
            return nonce
    return None


def with_mark(marks: str, login: str) -> str:
    """The text of the cookie after this person has signed in; whoever came longest ago makes way."""
    if _nonce(marks, login):
        return marks
    nonce = secrets.token_urlsafe(16)
    kept = [mark for mark in marks.split(_BETWEEN) if mark]
    return _BETWEEN.join([f"{nonce}.{_signature(nonce, login)}", *kept][:_MOST])


def place_of(marks: str, login: str, address: str) -> Place:
    """Where an attempt counts: in this browser if the person is known in it, else at the address."""
    nonce = _nonce(marks, login)
    return Place(f"browser {nonce}", is_of_strangers=False) if nonce else Place(address)
