"""Tables and cards, each with an empty state that says what to do next."""

import zlib
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import streamlit as st

from components.ui import state
from components.ui.cells import Row, card_row, table_row
from components.wording.markdown import plain
from components.wording.words import t


def row_height() -> int:
    return 56 if state.has_large_text() else 38


def _height(n_rows: int, most: int) -> int:
    """With the header, which grows with the text; few enough rows that the actions below stay on the screen."""
    return min(n_rows, most) * row_height() + (60 if state.has_large_text() else 40)


def table(rows: Sequence[Row], *, marks: Sequence[Hashable], key: str, empty: str, mode: Any = "multi-row") -> list[int]:
    """Draws the rows and returns the indexes of those that are ticked.

    `marks` say which row is whose, in which version: ticks belong to the rows that were on the screen, and are lost, with a
    word, when somebody changes them meanwhile.
    """
    key, lost = _of_these_rows(key, marks)
    if lost:
        st.warning(t("The list has changed meanwhile. Please look again and tick anew."), icon=":material/sync:")
    if not rows:
        st.info(plain(empty))
        return []
    shown = st.dataframe(
        [table_row(row) for row in rows], key=key, hide_index=True, row_height=row_height(), selection_mode=mode,
        on_select="rerun", height=_height(len(rows), 8),
    )  # fmt: skip
    return [index for index in shown.selection.rows if index < len(rows)]


def _of_these_rows(key: str, marks: Sequence[Hashable]) -> tuple[str, bool]:
    """The key of a table of just these rows, and whether ticks in the rows before are lost."""
    now = f"{key}-{zlib.crc32(repr(list(marks)).encode()):08x}"
    before = state.noted(f"table-{key}")
    state.note(f"table-{key}", now)
    had = state.widget(before) if before and before != now else None
    return now, bool(had and had.selection.rows)


def listing(rows: Sequence[Mapping[str, Any]], *, key: str, empty: str) -> None:
    """A table to read only."""
    if not rows:
        st.info(plain(empty))
        return
    st.dataframe(list(rows), key=key, hide_index=True, row_height=row_height(), height=_height(len(rows), 15))


def cards(rows: Sequence[Row], *, marks: Sequence[Hashable], key: str, empty: str, action: str) -> int | None:
    """One card a row for large text: the first value is its title. Returns the index of the one that is pressed."""
    if not rows:
        st.info(plain(empty))
        return None
    for index, (row, mark) in enumerate(zip(rows, marks, strict=True)):
        title, *rest = card_row(row)
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"{key}-card-{index}"):
            with st.container():
                st.text(title)
                st.text(" · ".join(rest))
            if st.button(plain(action), key=f"{key}-open-{mark}", type="primary"):
                return index
    return None
