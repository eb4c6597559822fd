"""Files to take along, made when somebody asks for them."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from components.ui import database, state
from components.wording.words import t

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def button(label: str, build: Callable[[], bytes], *, file_name: str, mime: str, **options: Any) -> None:
    """A button that makes the file on the press. The press arrives outside the page's run: who asked, and in which language,
    is remembered here, and whether it is still so is asked again."""
    who, language = state.user(), state.language()

    def made() -> bytes:
        state.speak(language)
        database.require_still(who)
        return build()

    options.setdefault("icon", ":material/download:")
    st.download_button(label, data=made, file_name=file_name, mime=mime, on_click="ignore", **options)


def export(n_rows: int, build: Callable[[bool], bytes], *, file_name: str) -> None:
    """A list taken along as a workbook: masked, or with full numbers where the command allows it; recorded."""
    if not n_rows:
        return
    with st.popover(t("Export"), icon=":material/download:"):
        is_full = st.toggle(t("With full ID numbers and telephones"), key=f"full-{file_name}")
        st.caption(t("This is recorded in the journal."))
        button(t("Download {n} rows (Excel)", n=n_rows), lambda: build(is_full), file_name=file_name, mime=XLSX)
