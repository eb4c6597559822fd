"""A lighter load for one steward, for health or another reason."""

import streamlit as st

from components.forms import Form
from components.press import press
from components.words import t
from db.actor import Actor
from db.ledger.commands.assign import set_load


def load_form(actor: Actor, steward_id: int, most: int) -> None:
    form = Form(f"load-{steward_id}")
    wanted = int(st.number_input(t("At most so many"), 0, 200, most, key=form.key("most")))
    form.slot("most")
    reason = form.text("reason", t("Why? (health, family; kept sealed)"), max_chars=200)
    work = lambda s: set_load(s, actor, steward_id=steward_id, most=wanted, reason=reason)  # noqa: E731
    press(form, t("Save"), work, t("Saved. The next proposal keeps to it."))
