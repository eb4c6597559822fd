"""Choosing a month of the log: this one, one of the last two years, or any time."""

import streamlit as st

from components.wording.words import month as month_name
from components.wording.words import t
from db import clock
from db.visits.checks import month_of
from db.visits.queries.overview import months_back

_N_MONTHS = 24


def month_text(month: int) -> str:
    """202611 -> 2026年11月."""
    return month_name(f"{month // 100}-{month % 100:02d}")


def pick_month(key: str, asked: int | None) -> int:
    """202611, or 0 for any time."""
    this = month_of(clock.today())
    months = [0, *months_back(this, _N_MONTHS)[::-1]]
    index = months.index(asked) if asked in months else 1
    return st.selectbox(
        t("Month"), months, index=index, format_func=lambda one: month_text(one) if one else t("Any time"), key=f"{key}-{asked}"
    )
