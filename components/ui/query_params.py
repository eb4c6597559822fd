"""Numbers in the address bar: what is typed there comes from anybody."""

import re

import streamlit as st


def asked(kind: str) -> int:
    """The number of the record that the address names by its kind: 30 of `?household=30`. 0 for everything that is no number of
    a row: other scripts' digits, and more digits than a database holds. A number of another kind is never taken for one."""
    return number(st.query_params.get(kind, ""))


def number(text: str) -> int:
    """0 for everything that is no number of a row."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0
