"""ID number and telephone in full: asked for with a reason, and recorded."""

import streamlit as st

from components import data
from components.errors import rule_errors
from components.forms import Form
from components.words import t
from db.actor import Actor
from db.ledger.commands.households import show_numbers
from db.ledger.queries.households import HouseholdFacts
from db.permissions import Permission, allows
from db.scheme import Scheme


def full_numbers(actor: Actor, _scheme: Scheme, facts: HouseholdFacts) -> None:
    form = Form(f"numbers-{facts.row.id}")
    if not allows(actor, Permission.SEE_FULL_PERSONAL_DATA):
        st.text(t("Your role sees masked numbers only."))
        return
    reason = form.text("reason", t("What for? This is recorded."), max_chars=100)
    if st.button(t("Show full numbers (recorded)"), key=form.key("press")):
        with rule_errors(form.slots):
            with data.session() as s:
                full = show_numbers(s, actor, household_id=facts.row.id, reason=reason)
            people = {"": facts.row.name} | {f" {member.id}": member.name for member in facts.members}
            for mark, name in people.items():
                st.text("　".join((name, full[f"id_number{mark}"], full[f"phone{mark}"])))
