"""Choosing a time of the day: lists by the half hour, since typing one asks for a keyboard."""

import streamlit as st

from components.points.texts import clock_time
from components.wording.markdown import plain
from components.wording.words import t
from db.points.opening import MINUTES

_STEP = 30
# Whoever opens in the evening closes at noon of the next day at the latest.
_LATEST = MINUTES + 12 * 60


def _choose(label: str, options: range, key: str, value: int) -> int:
    """A time on file that lies between the half hours can be chosen too."""
    times = sorted({*options, value})
    return int(st.selectbox(plain(label), times, index=times.index(value), format_func=clock_time, key=key, width=170))


def time_from(key: str, value: int) -> int:
    return _choose(t("Opens at"), range(0, MINUTES, _STEP), key, value)


def time_until(key: str, value: int) -> int:
    return _choose(t("Closes at"), range(_STEP, _LATEST + 1, _STEP), key, value)
