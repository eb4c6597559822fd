"""A lighter load for one steward, for health or another reason."""

import streamlit as st

from components import data
from components.errors import rule_errors
from components.forms import Form
from components.words import t
from db.actor import Actor
from db.ledger.commands.assign import set_load


def load_form(actor: Actor, steward_id: int, most: int) -> None:
    form = Form(f"load-{steward_id}")
    wanted = int(st.number_input(t("At most so many"), 0, 200, most, key=form.key("most")))
    form.slot("most")
    reason = form.text("reason", t("Why? (health, family; kept sealed)"), max_chars=200)
    if st.button(t("Save"), type="primary", key=form.key("press")):
        with rule_errors(form.slots):
            with data.session() as s:
                set_load(s, actor, steward_id=steward_id, most=wanted, reason=reason)
            form.done(t("Saved. The next proposal keeps to it."))
