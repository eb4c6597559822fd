"""Minutes of one item, kept at every pause: what is typed is in the database as soon as the field is left."""

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
    typed = st.text_area(t("Minutes"), begun, key=key, max_chars=MOST_MINUTES, height=140)
    slot = st.empty()
    if typed != kept:
        with rule_errors({"minutes": slot}):
            with database.session() as s:
                seen = keep_minutes(s, actor, item_id=item.id, text=typed or "", seen=seen)
            state.note(note, (seen, begun, typed))
            slot.caption(t("Kept."))
    elif item.minutes_version != seen:
        _beside(key, item)


def _beside(key: str, item: ItemRow) -> None:
    st.warning(t("Somebody else has written here in the meantime:"))
    st.markdown(plain(item.minutes))
    if st.button(t("Go on with their text"), key=f"{key}-theirs"):
        state.forget(key)
        st.rerun()
