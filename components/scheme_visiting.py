"""What an administrator sets about writing visits down, and about shared tablets."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.forms import Form
from components.words import t


def visiting_rules(form: Form, known: Mapping[str, Any]) -> dict[str, Any]:
    """Draws the fields and returns them as edited."""
    numbers = (
        ("correct_within_days", t("Days in which one corrects one's own visit"), 0, 60),
        ("festival_days_before", t("Working days before a festival on which must-visits appear"), 1, 30),
        ("idle_seconds", t("Seconds without a touch until a shared tablet locks"), 30, 900),
    )
    switches = (
        ("shows_full_names", t("Show names of residents in full on tablets and sheets")),
        ("allows_photos", t("Allow a picture with a visit (never required)")),
    )
    edited: dict[str, Any] = {}
    for field, title, least, most in numbers:
        edited[field] = int(st.number_input(title, least, most, known[field], key=form.key(field)))
    for field, title in switches:
        edited[field] = st.toggle(title, known[field], key=form.key(field))
    return edited
