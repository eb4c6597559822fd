"""The round of registration that runs, and opening the next one."""

import streamlit as st

from components.ui import database
from components.ui.forms import act
from components.wording.markdown import plain
from components.wording.words import day, t
from db.actor import Actor
from db.vetting.commands.registration_rounds import open_round
from db.vetting.queries.registration_rounds import rounds


def corner(actor: Actor) -> None:
    """Which round it is; the next one is opened where somebody means it."""
    with database.reading() as s:
        known = rounds(s)
    if not known:
        return
    now = known[0]
    name = t("Round {number} of {year}", number=str(now.number), year=str(now.year))
    with st.popover(plain(name), icon=":material/event_repeat:"):
        st.text(t("Open since {day}. The same person registers once in a round.", day=day(now.opened_on)))
        st.text(t("A new round closes this one; what is under way goes on."))
        act(t("Open a new round"), lambda s: open_round(s, actor), t("A new round is open."), key="open-round")
