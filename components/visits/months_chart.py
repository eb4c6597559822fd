"""Visits month by month, with what they say as the title."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import streamlit as st

from components.ui import database
from components.ui.charts import BLUE
from components.visits.month_picker import month_text, short_month
from components.wording.markdown import plain
from components.wording.words import t
from db import clock
from db.actor import Actor
from db.settings import settings
from db.visits.checks import month_of
from db.visits.queries.overview import MonthVisits, by_month

MONTHS = 6
_STILL_RUNS = "#9DB8D6"


@lru_cache(maxsize=1)
def _spec() -> dict[str, Any]:
    """Upright bars of {name, n, colour} in the order given, each with its number."""
    axis = alt.Axis(labelFontSize=13, labelAngle=0, ticks=False, domain=False, labelExpr="split(datum.label, '\\n')")
    height = alt.Y("n:Q", axis=None, scale=alt.Scale(domain={"expr": "[0, most]"}))
    base = alt.Chart(alt.NamedData("rows")).encode(
        x=alt.X("name:N", sort=None, title=None, axis=axis),
        y=height,
    )
    bars = base.mark_bar(cornerRadiusEnd=4).encode(color=alt.Color("colour:N", scale=None))
    numbers = base.mark_text(baseline="bottom", dy=-4, fontSize=13).encode(text=alt.Text("n:Q", format=","))
    spec: dict[str, Any] = (bars + numbers).to_dict(validate=False)
    spec.pop("datasets", None)
    return spec


def _finding(rows: Sequence[MonthVisits], this: int) -> str:
    """The last month that is over, against the one before it."""
    over = [row for row in rows if row.month < this][-2:]
    if len(over) < 2 or not over[0].n_visits:
        return t("Visits by month")
    before, last = over
    name, percent = month_text(last.month), round(abs(last.n_visits - before.n_visits) * 100 / before.n_visits)
    if percent < 1:
        return t("{month}: {n} visits, as many as in the month before", month=name, n=last.n_visits)
    if last.n_visits > before.n_visits:
        return t("{month}: {n} visits, {percent}% more than in the month before", month=name, n=last.n_visits, percent=percent)
    return t("{month}: {n} visits, {percent}% fewer than in the month before", month=name, n=last.n_visits, percent=percent)


# Adds up the units of half a year: a minute old is new enough for a picture of the whole.
@st.cache_data(ttl=60, show_spinner=False)
def _months(database_url: str, actor: Actor, month: int, path: str) -> list[MonthVisits]:
    with database.reading() as s:
        return by_month(s, actor, month, path, n_months=MONTHS)


def draw(actor: Actor, path: str) -> None:
    """Months before the first visit are left out; the one that still runs is paler and says so."""
    this = month_of(clock.today())
    rows = _months(settings().database_url, actor, this, path)
    first = next((index for index, row in enumerate(rows) if row.n_visits), len(rows))
    st.subheader(plain(_finding(rows, this)), anchor=False)
    shown = [{"name": _short(row.month, this), "n": row.n_visits, "colour": _STILL_RUNS if row.month == this else BLUE}
             for row in rows[first:]]  # fmt: skip
    if not shown:
        st.info(t("No visit has been written down yet. The months appear here with the first."))
        return
    # Room above for the number of the highest bar.
    most = {"name": "most", "value": max(1, *(row.n_visits for row in rows)) * 1.15}
    spec = {**_spec(), "data": {"values": shown}, "height": 240, "params": [most]}
    st.vega_lite_chart(spec, key="visits-by-month", width="stretch", alt=t("Visits by month"))


def _short(month: int, this: int) -> str:
    """11月; in a second line that it still runs, or the year where it is not this one."""
    year, this_year = month // 100, this // 100
    below = t("so far") if month == this else t("year {year}", year=str(year)) if year != this_year else ""
    return f"{short_month(month)}\n{below}"
