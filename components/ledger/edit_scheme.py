"""The ledger's part of the editor of the scheme."""

from typing import Any

import streamlit as st

from components.ledger.field_names import NAMES, OPTIONAL
from components.ui.forms import Form
from components.wording.markdown import plainly
from components.wording.words import t


def draw(form: Form, content: dict[str, Any]) -> None:
    """Optional fields that this office does not ask for: they leave the forms, what was written stays."""
    with st.expander(t("Fields of the ledger")):
        chosen = st.pills(
            t("Not asked for"), OPTIONAL, default=content["ledger"]["hidden"], selection_mode="multi",
            format_func=plainly(lambda field: t(NAMES[field])), key=form.key("hidden"),
        )  # fmt: skip
    content["ledger"]["hidden"] = list(chosen or [])
