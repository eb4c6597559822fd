"""Bringing a spreadsheet in: the upload, what was understood of it, and the rows to correct."""

import hashlib
from collections.abc import Sequence
from typing import Any

import streamlit as st

from components.paper.workbooks import problem_report
from components.ui import downloads, state, tables
from components.ui.forms import Form
from components.wording.labels import label
from components.wording.markdown import plain
from components.wording.sheet_problems import say_problem
from components.wording.words import t
from db.spreadsheets import ABOUT_THE_FILE, Choice, Problem, Row, Severity, Sheet, Table, read_sheets

# The formats of WPS are refused by our own sentence, which says how to save the list: the frame speaks only English.
_TAKEN = ["xlsx", "xls", "xlsm", "csv", "txt", "et", "ett"]


def chosen_file(form: Form) -> Any:
    """What Streamlit holds of the chosen file, or None."""
    return st.file_uploader(t("Spreadsheet (.xlsx, .xls or .csv)"), type=_TAKEN, key=form.key("file"))


def file_name(form: Form) -> str:
    file = state.widget(form.key("file"))
    return file.name if file else ""


def sheets_of(form: Form, file: Any) -> list[Sheet]:
    """The sheets of the chosen file, read once. Raises `Invalid` for what is no sound spreadsheet."""
    content = file.getvalue()
    digest, known = hashlib.sha256(content).hexdigest(), state.noted(form.name)
    if not known or known[0] != digest:
        with st.spinner(t("Reading the file")):
            known = (digest, read_sheets(content, file.name))
        state.note(form.name, known)
    sheets: list[Sheet] = known[1]
    return sheets


def ask_choice(form: Form, table: Table, choice: Choice) -> Choice:
    """Where a file has several lists or hidden rows: which list is meant, and whether what is hidden stays out."""
    sheets = sorted({table.sheet, *table.other_sheets})
    sheet, without = choice.sheet, choice.without_hidden_rows
    if len(sheets) > 1:
        label = t("Which sheet of the file is the list?")
        sheet = st.selectbox(plain(label), sheets, index=sheets.index(table.sheet), key=form.key(f"sheet-{table.sheet}"))
    if table.hidden_rows or without:
        label = t("Leave out the rows that are hidden in the file")
        without = st.checkbox(plain(label), value=without, key=form.key(f"hidden-{without}"))
    return Choice(sheet if sheet != table.sheet else choice.sheet, without)


def problems(table: Table, found: Sequence[Problem], *, named_by: str) -> None:
    """First what is said of the whole file, then by cell, errors before warnings; `named_by` is the column of whose row it is."""
    for one in (problem for problem in found if problem.code in ABOUT_THE_FILE):
        st.info(plain(say_problem(one)), icon=":material/visibility_off:")
    names = {row.number: row.text(named_by) for row in table.rows}
    of_cells = (problem for problem in found if problem.code not in ABOUT_THE_FILE)
    ordered = sorted(of_cells, key=lambda p: (p.severity is not Severity.ERROR, p.row))
    if ordered:
        tables.listing(
            [
                {
                    t("Cell"): p.address,
                    t("Whose"): names.get(p.row, ""),
                    t("Kind"): label(p.severity),
                    t("What is wrong"): say_problem(p),
                }
                for p in ordered
            ],
            key="sheet-problems",
            empty="",
        )


def report_button(table: Table, rows: Sequence[Row], found: Sequence[Problem], *, key: str) -> None:
    downloads.button(
        t("Download the {n} rows to correct", n=len(rows)), lambda: problem_report(table, rows, found),
        what=t("Rows to correct"), kind=downloads.EXCEL, key=key,
    )  # fmt: skip
