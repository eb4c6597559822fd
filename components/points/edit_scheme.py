"""Service points in the editor of the scheme."""

from typing import Any

import streamlit as st

from components.points.kinds import OFFERS
from components.ui.forms import Form
from components.ui.part_table import part_table
from components.wording.markdown import plain
from components.wording.words import t


def draw(form: Form, content: dict[str, Any]) -> None:
    """Points and their log name what stands here: none is taken out."""
    with st.expander(t("Service points")):
        kind = {"offers": _offers()}
        content["point_kinds"] = part_table(form, "point_kinds", content["point_kinds"], kind, changes="add")
        parts = {"stations": t("What stations offer"), "posts": t("Posts"), "served_groups": t("Whom they serve")}
        for part, title in parts.items():
            st.caption(plain(title))
            content[part] = part_table(form, part, content[part], {}, changes="add")
        _rules(form, content["points"])


def _offers() -> Any:
    return st.column_config.SelectboxColumn(
        t("Offers"), options=list(OFFERS), format_func=lambda offers: t(OFFERS[str(offers)]), required=True, default="stations",
    )  # fmt: skip


def _rules(form: Form, rules: dict[str, Any]) -> None:
    days, names = t("Days for which gaps of rosters are looked for"), t("Name on the public page who is on duty")
    n_days = st.number_input(plain(days), 1, 31, rules["looks_ahead_days"], key=form.key("looks_ahead"))
    rules["looks_ahead_days"] = int(n_days)
    rules["shows_names"] = st.toggle(plain(names), rules["shows_names"], key=form.key("shows_names"))
