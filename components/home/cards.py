"""Cards of the home page: four in a row on a PC, one under the other on a tablet."""

from collections.abc import Sequence

import streamlit as st

from components.home.task import Task
from components.ui import layout, moves
from components.wording.markdown import marked, plain
from components.wording.words import t

_IN_A_ROW = 4


def cards(tasks: Sequence[Task], key: str) -> None:
    """The number is large; what is overdue is said in red below it."""
    with st.container(key=f"rs-cards-{key}"):
        if layout.is_narrow():
            for task in tasks:
                _wide(task)
            return
        for start in range(0, len(tasks), _IN_A_ROW):
            for column, task in zip(st.columns(_IN_A_ROW), tasks[start : start + _IN_A_ROW], strict=False):
                with column:
                    _tall(task)


def _said(task: Task) -> None:
    st.markdown(plain(task.sentence), width="stretch")
    if task.late:
        st.markdown(marked(":red[{late}]", late=task.late))


def _open(task: Task) -> None:
    if st.button(t("Open"), key=f"open-{task.key}", type="tertiary", icon=":material/chevron_right:", icon_position="right"):
        moves.go(task.page, task.params)


def _tall(task: Task) -> None:
    with st.container(border=True, height="stretch", gap="xsmall", key=f"task-{task.key}"):
        _said(task)
        _open(task)


def _wide(task: Task) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"task-{task.key}"):
        with st.container(gap="xxsmall", width="stretch"):
            _said(task)
        _open(task)
