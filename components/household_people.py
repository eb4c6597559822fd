"""The people of a household beside its head."""

import streamlit as st

from components import data
from components.forms import Form
from components.household_split import split_form
from components.labels import label
from components.press import press
from components.words import t
from db.actor import Actor
from db.ledger.commands.households import add_member, member_left
from db.ledger.models.households import HouseholdStatus, MemberIn, MemberStatus
from db.ledger.queries.households import HouseholdFacts
from db.permissions import Permission, allows


def members(actor: Actor, facts: HouseholdFacts) -> None:
    """The people beside the head; who left stays named."""
    h, may_edit = facts.row, allows(actor, Permission.EDIT_HOUSEHOLDS) and facts.status is HouseholdStatus.HERE
    for m in facts.members:
        left = "" if m.status is MemberStatus.HERE else f" · {label(m.status)}"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"{m.name}　{m.relation}　{label(m.sex) if m.sex else ''}　{m.phone}{left}", width="stretch")
            if may_edit and m.status is MemberStatus.HERE:
                with st.popover(t("Left"), key=f"left-{m.id}"):
                    form = Form(f"left-{m.id}")
                    how = form.choose("how", t("What happened?"), [MemberStatus.MOVED, MemberStatus.DIED], shown=label)
                    if how:
                        work = lambda s, i=m.id, how=how: member_left(  # noqa: E731
                            s, actor, household_id=h.id, seen=h.version, member_id=i, status=how
                        )
                        press(form, t("Record"), work, t("Recorded."))
    if may_edit:
        with st.popover(t("Add a person"), icon=":material/person_add:"):
            _add_member(actor, facts)
        with st.popover(t("Split"), icon=":material/call_split:"):
            split_form(actor, data.scheme(), facts)


def _add_member(actor: Actor, facts: HouseholdFacts) -> None:
    h, form = facts.row, Form(f"member-{facts.row.id}")
    given = MemberIn(
        name=form.text("name", t("Name"), max_chars=50), relation=form.text("relation", t("Relation to the head"), max_chars=20),
        id_number=form.text("id_number", t("ID number (may stay empty)"), max_chars=24),
        phone=form.text("phone", t("Telephone (may stay empty)"), max_chars=24),
    )  # fmt: skip
    work = lambda s: add_member(s, actor, household_id=h.id, seen=h.version, member=given)  # noqa: E731
    press(form, t("Add"), work, t("{name} is added.", name=given.name))
