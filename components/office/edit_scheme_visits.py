"""What an administrator sets about visits: writing them down, what they are about, what must be visited, shared tablets."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.ui.forms import Form
from components.ui.part_table import one_of, part_table, some_of
from components.wording.markdown import plain
from components.wording.words import t
from db.scheme import About, Cause, Suits


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
        edited[field] = int(st.number_input(plain(title), least, most, known[field], key=form.key(field)))
    for field, title in switches:
        edited[field] = st.toggle(plain(title), known[field], key=form.key(field))
    return edited


def visiting_tables(form: Form, known: Mapping[str, Any]) -> dict[str, Any]:
    """What the program must know of a topic, an occasion, a must-visit is chosen beside its name."""
    st.caption(t("A topic calls for the must-visits, and makes matters of the kind, that are about the same."))
    topic = {"about": one_of(t("Is about"), About, About.OTHER)}
    occasion = {"suits": one_of(t("Is proposed for"), Suits, Suits.ANY)}
    rule = {
        "arises": some_of(t("Arises by itself"), Cause),
        "about": some_of(t("Arises after a visit about"), About, but=frozenset({About.NOTHING, About.OTHER})),
        "days": st.column_config.NumberColumn(t("Working days"), min_value=1, max_value=60, step=1, required=True, default=3),
    }
    # Visits and must-visits that are on record name their occasion and rule: none is taken out.
    return {
        "topics": part_table(form, "topics", known["topics"], topic),
        "occasions": part_table(form, "occasions", known["occasions"], occasion, changes="add"),
        "must_visits": part_table(form, "must_visits", known["must_visits"], rule, changes="add"),
    }
