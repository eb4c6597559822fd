"""Files to take along, made when somebody asks for them."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components import data, state


def button(label: str, build: Callable[[], bytes], *, file_name: str, mime: str, **options: Any) -> None:
    """A button that makes the file on the press. The press arrives outside the page's run: who asked, and in which language,
    is remembered here, and whether it is still so is asked again."""
    who, language = state.user(), state.language()

    def made() -> bytes:
        state.speak(language)
        data.require_still(who)
        return build()

    options.setdefault("icon", ":material/download:")
    st.download_button(label, data=made, file_name=file_name, mime=mime, on_click="ignore", **options)
