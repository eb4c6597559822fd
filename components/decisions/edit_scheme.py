"""Meetings in the editor of the scheme."""

from typing import Any

import streamlit as st

from components.ui.forms import Form
from components.ui.part_table import part_table, some_of
from components.wording.words import t
from db.actor import Role
from db.decisions.permissions import DecisionsPermission
from db.scheme import About


def draw(form: Form, content: dict[str, Any]) -> None:
    """Meetings on record name their kind: none is taken out. Who is asked to a kind of meeting stays as it is."""
    nobody = frozenset(Role) - DecisionsPermission.SEE_MEETINGS.roles
    kind = {
        "readers": some_of(t("May read the whole minutes"), Role, but=nobody),
        "is_public": st.column_config.CheckboxColumn(t("A version for everybody"), default=True),
        "is_monthly": st.column_config.CheckboxColumn(t("Every month"), default=False),
    }
    with st.expander(t("Meetings")):
        content["meetings"] = part_table(form, "meetings", content["meetings"], kind, changes="add")
        st.caption(t("What is always talked over"))
        about = {"about": some_of(t("Is about"), About, but=frozenset({About.NOTHING, About.OTHER}))}
        content["talk_over"] = part_table(form, "talk_over", content["talk_over"], about, changes="add")
