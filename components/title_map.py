"""A header that the program does not know: the clerk says once which column is which."""

import streamlit as st

from components import data
from components.errors import rule_errors
from components.forms import Form
from components.words import t
from db.actor import Actor
from db.ledger.commands.batches import map_titles
from db.ledger.household_sheet import columns_for
from db.ledger.models.batches import BatchKind
from db.sheets import likely_titles, read_sheets


def ask(actor: Actor, kind: BatchKind, content: bytes) -> bool:
    """Draws the form; True once the columns are remembered and the file can be read anew."""
    form, scheme = Form(f"titles-{kind}"), data.scheme()
    titles = likely_titles(read_sheets(content))
    with data.reading() as s:
        columns = columns_for(s, scheme, kind)
    st.warning(t("Some columns are not known by these titles. Which is which? The next list will be understood at once."))
    with form.box():
        chosen = {
            column.key: form.choose(column.key, column.titles[0] + ("" if column.is_needed else t(" (may stay open)")), titles)
            for column in columns
        }
        pressed = form.submit(t("Remember and read again"))
    if not pressed:
        return False
    with rule_errors(form.slots):
        with data.session() as s:
            map_titles(s, actor, kind=kind, mapping={title: key for key, title in chosen.items() if title})
        form.forget()
        return True
    return False
