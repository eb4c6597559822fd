"""How much tea was drunk."""

import streamlit as st

from components.wording.markdown import plain
from components.wording.words import t


def shown(n_cups: int) -> None:
    st.metric(t("Cups so far"), plain(f"{n_cups:,}"))
