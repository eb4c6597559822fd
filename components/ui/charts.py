"""Charts: the finding is the title, the numbers stand in the bars. Specs are built once; a run only adds its rows."""

from functools import lru_cache
from typing import Any

import altair as alt
import streamlit as st

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


def bars(rows: list[dict[str, Any]], colour: str, key: str, description: str) -> None:
    """Rows of {name, n}; the description is for who does not see the chart."""
    spec = {**_bar_spec(colour), "data": {"values": rows}, "height": max(160, 44 * len(rows))}
    most = max((row["n"] for row in rows), default=0)
    # Room at the right for the number of the longest bar.
    spec["params"] = [{"name": "most", "value": max(1, most) * 1.15}]
    st.vega_lite_chart(spec, key=key, width="stretch", alt=description)
