"""Minutes of one item, kept at every pause: `page.js` leaves the field for whoever stops typing, and what was typed is kept."""

import streamlit as st

from components.ui import database, state
from components.ui.errors import rule_errors
from components.wording.markdown import plain
from components.wording.words import t
from db.actor import Actor
from db.decisions.checks import MOST_MINUTES
from db.decisions.commands.agenda import keep_minutes
from db.decisions.queries.agenda import ItemRow


def write(actor: Actor, item: ItemRow) -> None:
    """What somebody else wrote meanwhile is shown beside; neither text is lost."""
    key, note = f"minutes-{item.id}", f"minutes-{item.id}-begun"
    if state.noted(note) is None or state.widget(key) is None:
        state.note(note, (item.minutes_version, item.minutes, item.minutes))
    seen, begun, kept = state.noted(note)
    # The field begins with what stood there when it was opened: another beginning would be another field.
    typed = st.text_area(t("Minutes"), begun, key=key, max_chars=MOST_MINUTES, height=140) or ""
    if item.minutes_version != seen and typed != item.minutes:
        _beside(actor, item, kept, typed)
    elif typed != kept:
        slot = st.empty()
        with rule_errors({"minutes": slot}):
            with database.session() as s:
                seen = keep_minutes(s, actor, item_id=item.id, text=typed, seen=seen)
            state.note(note, (seen, begun, typed))
            slot.caption(t("Kept."))


def _beside(actor: Actor, item: ItemRow, kept: str, typed: str) -> None:
    """Somebody else was faster: their text stands in the database, one's own in the field until it is said what is to be."""
    key = f"minutes-{item.id}"
    st.warning(t("Somebody else has written here in the meantime:"))
    st.markdown(plain(item.minutes))
    with st.container(horizontal=True):
        if typed != kept and st.button(t("Keep both, mine below theirs"), key=f"{key}-both", type="primary"):
            with rule_errors():
                with database.session() as s:
                    keep_minutes(s, actor, item_id=item.id, text=f"{item.minutes}\n{typed}", seen=item.minutes_version)
                state.forget(key)
                st.rerun()
        if st.button(t("Go on with their text"), key=f"{key}-theirs"):
            state.forget(key)
            st.rerun()
