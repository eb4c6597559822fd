"""Charts: the finding is the title, the numbers stand in the bars. Specs are built once; a run only adds its rows."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import streamlit as st

from components.wording.scheme_terms import step_name
from components.wording.words import t
from db.scheme import Scheme
from db.vetting.queries.figures import Stage, UnitCount

RED, BLUE = "#B3202A", "#1F5FA8"


@lru_cache(maxsize=8)
def _bar_spec(colour: str) -> dict[str, Any]:
    """Horizontal bars of {name, n} in the order given, each with its number."""
    order = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=220, labelFontSize=14, ticks=False, domain=False))
    base = alt.Chart(alt.NamedData("rows")).encode(
        y=order, x=alt.X("n:Q", axis=None, scale=alt.Scale(domain={"expr": "[0, most]"}))
    )
    bars = base.mark_bar(color=colour, cornerRadiusEnd=4)
    numbers = base.mark_text(align="left", dx=4, fontSize=14).encode(text=alt.Text("n:Q", format=","))
    spec: dict[str, Any] = (bars + numbers).to_dict(validate=False)
    spec.pop("datasets", None)
    return spec


def _bars(rows: list[dict[str, Any]], colour: str, key: str, description: str) -> None:
    spec = {**_bar_spec(colour), "data": {"values": rows}, "height": max(160, 44 * len(rows))}
    most = max((row["n"] for row in rows), default=0)
    # Room at the right for the number of the longest bar.
    spec["params"] = [{"name": "most", "value": max(1, most) * 1.15}]
    st.vega_lite_chart(spec, key=key, width="stretch", alt=description)


def funnel(scheme: Scheme, stages: Sequence[Stage]) -> None:
    """How far people have come in vetting."""
    first, last = stages[0].n, stages[-1].n
    st.subheader(t("{n} in vetting or through it, {last} appointed", n=first, last=last), anchor=False)
    if not first:
        st.info(t("Nobody has registered yet. Register the first person under Applicants."))
        return
    rows = [{"name": step_name(scheme, stage.step_key), "n": stage.n} for stage in stages]
    _bars(rows, RED, "funnel", t("How many people have come to each step"))


def bars(places: Sequence[UnitCount]) -> None:
    """Stewards in service by unit."""
    empty = [place.name for place in places if not place.n]
    finding = t("{n} units have no steward yet", n=len(empty)) if empty else t("Every unit has stewards")
    st.subheader(finding if places else t("Stewards by unit"), anchor=False)
    if not places:
        st.info(t("There are no units below this one."))
        return
    _bars([{"name": place.name, "n": place.n} for place in places[:20]], BLUE, "by-unit", t("Stewards in service by unit"))
