"""The three sizes of large text, for whoever wants to read."""

import streamlit as st

from components.ui import state
from components.wording.markdown import plainly
from components.wording.words import t
from db.office.commands.users import TEXT_SIZES
from db.office.sessions import LARGE


def present() -> int:
    """Of large text, in pixels."""
    return int(state.kept("text_size") or LARGE)


def choose(key: str) -> int | None:
    """Buttons side by side; the present size is the one that is marked."""
    names = dict(zip(TEXT_SIZES, (t("Text: medium"), t("Text: large"), t("Text: largest")), strict=True))
    size = present()
    chosen: int | None = st.segmented_control(
        t("Size of text"), TEXT_SIZES, default=size, format_func=plainly(names.__getitem__), key=f"{key}-{size}"
    )
    if chosen and chosen != size:
        # What an earlier choice left behind would choose again, to and fro without end.
        state.forget(f"{key}-{size}", f"{key}-{chosen}")
    return chosen
