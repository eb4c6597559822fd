"""Some of a family found a household of their own."""

import streamlit as st

from components.ledger import write_down
from components.ui.forms import Form, press
from components.ui.unit_picker import pick_unit
from components.wording.markdown import plainly
from components.wording.words import t
from db.actor import Actor
from db.ledger.commands.reshape import split
from db.ledger.models.households import HouseholdIn, MemberStatus
from db.ledger.queries.households import HouseholdFacts
from db.scheme import Scheme


def split_form(actor: Actor, scheme: Scheme, facts: HouseholdFacts) -> None:
    """Who goes, who is the new head, and to which door; the others stay."""
    h, form = facts.row, Form(f"split-{facts.row.id}")
    people = {member.id: member.name for member in facts.members if member.status is MemberStatus.HERE}
    if not people:
        st.text(t("Nobody beside the head is written down here."))
        return
    chosen = st.pills(
        t("Who moves out?"), list(people), selection_mode="multi", format_func=plainly(people.__getitem__), key=form.key("who")
    )
    form.slot("members")
    unit = pick_unit(actor.unit_path, scheme, key=form.key("unit"), optional=True, chosen_path=facts.unit_path)
    door = form.text("door", t("New door"), h.door, max_chars=80)
    head = people[chosen[0]] if chosen else ""
    given = HouseholdIn(unit_id=unit.id if unit else None, door=door, name=head, care=[])
    why = write_down.reason(form)
    work = lambda s: split(  # noqa: E731
        s, actor, household_id=h.id, seen=h.version, member_ids=list(chosen), household=given, reason=why
    )
    press(form, t("Split"), work, t("Split. It can be undone below."), asking=write_down.asked(form))
