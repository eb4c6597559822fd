"""A header that the program does not know: the clerk says once which column is which."""

from collections.abc import Callable, Sequence

import streamlit as st
from sqlmodel import Session

from components.ui import database
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.wording.words import t
from db.actor import Actor
from db.office.commands.column_titles import map_titles
from db.office.models import ListKind
from db.scheme import Scheme
from db.sheet_tables import likely_titles
from db.spreadsheets import Column, Sheet

Columns = Callable[[Session, Scheme], list[Column]]


def ask(actor: Actor, kind: ListKind, sheets: Sequence[Sheet], columns_of: Columns) -> bool:
    """Draws the form; True once the columns are remembered and the file can be read anew."""
    form, scheme = Form(f"titles-{kind}"), database.scheme()
    with database.reading() as s:
        columns = columns_of(s, scheme)
    titles = likely_titles(sheets, columns)
    known = {key: title for title, key in titles.items() if key}
    st.warning(t("Some columns are not known by these titles. Which is which? The next list will be understood at once."))
    with form.box():
        chosen = {column.key: _choose(form, column, list(titles), known.get(column.key)) for column in columns}
        pressed = form.submit(t("Remember and read again"))
    if not pressed:
        return False
    with rule_errors(form.slots):
        with database.session() as s:
            map_titles(
                s, actor, kind=kind, mapping={title: key for key, title in chosen.items() if title and known.get(key) != title}
            )
        form.forget()
        return True
    return False


def _choose(form: Form, column: Column, titles: list[str], known: str | None) -> str | None:
    label = column.titles[0] + ("" if column.is_needed else t(" (may stay open)"))
    return form.choose(column.key, label, titles, value=known)
