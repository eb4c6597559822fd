"""Open browsers without a sign-in, counted by where they are: whoever opens them by the hundred is refused, and nobody else."""

from collections import defaultdict
from threading import Lock
from uuid import uuid4

import streamlit as st

# So many people behind one router may read public pages or stand before the sign-in form at once.
MOST_AT_A_PLACE = 60
# The walls put it on every connection; what a browser sends under this name is dropped.
HEADER = "x-red-steward-connection"

_lock = Lock()
_place_of: dict[str, str] = {}
_strangers: defaultdict[str, set[str]] = defaultdict(set)


def come(place: str, *, is_signed_in: bool) -> str | None:
    """The mark of a new connection; None where too many strangers are already."""
    mark = uuid4().hex
    with _lock:
        if not is_signed_in and len(_strangers[place]) >= MOST_AT_A_PLACE:
            return None
        _place_of[mark] = place
        _count(mark, is_signed_in=is_signed_in)
    return mark


def _count(mark: str, *, is_signed_in: bool) -> None:
    place = _place_of[mark]
    if is_signed_in:
        _strangers[place].discard(mark)
    else:
        _strangers[place].add(mark)
    if not _strangers[place]:
        del _strangers[place]


def note(*, is_signed_in: bool) -> None:
    """Said by the hall at every run: people sign in and out while their connection stands."""
    mark = st.context.headers.get(HEADER)
    with _lock:
        if isinstance(mark, str) and mark in _place_of:
            _count(mark, is_signed_in=is_signed_in)


def go(mark: str) -> None:
    with _lock:
        _count(mark, is_signed_in=True)
        del _place_of[mark]
