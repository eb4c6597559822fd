"""Choosing a month: this one, the last one, another one, or all of them."""

from calendar import monthrange
from datetime import date

import streamlit as st
from babel.dates import format_date

from components.wording.markdown import plainly
from components.wording.words import language, t
from components.wording.words import month as month_name
from db import clock
from db.visits.checks import month_of
from db.visits.queries.overview import months_back

_THIS, _LAST, _OTHER, _ALL = "this", "last", "other", "all"
_CHOICES = {_THIS: "This month", _LAST: "Last month", _OTHER: "Another month", _ALL: "Any time"}
# As far back as the list of other months goes.
_N_MONTHS = 24


def month_text(month: int) -> str:
    """202611 -> 2026年11月."""
    return month_name(f"{month // 100}-{month % 100:02d}")


def short_month(month: int) -> str:
    """202611 -> 11月, Nov."""
    return format_date(date(month // 100, month % 100, 1), "MMM", locale=language())


def _begins_with(months: list[int], asked: int | None, *, with_all: bool) -> str:
    if asked is None:
        return _ALL if with_all else _THIS
    return _THIS if asked == months[0] else _LAST if asked == months[1] else _OTHER


def pick_month(key: str, asked: int | None, *, with_all: bool = False) -> int | None:
    """202611, or None for any time. `asked` is what another page wants to begin with; None: any time, or this month."""
    months = months_back(month_of(clock.today()), _N_MONTHS)[::-1]
    choices = [choice for choice in _CHOICES if with_all or choice != _ALL]
    begun = _begins_with(months, asked, with_all=with_all)
    chosen = st.segmented_control(
        t("Month"), choices, default=begun, required=True, key=f"{key}-{asked}", format_func=plainly(lambda c: t(_CHOICES[c])),
        label_visibility="collapsed",
    )  # fmt: skip
    if chosen != _OTHER:
        return {_THIS: months[0], _LAST: months[1], _ALL: None}[chosen]
    others = months[2:]
    index = others.index(asked) if asked in others else 0
    return st.selectbox(t("Which month?"), others, index=index, format_func=month_text, key=f"{key}-{asked}-other")


def days_of_month(month: int) -> tuple[date, date]:
    """Its first and its last day."""
    year, number = divmod(month, 100)
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])
