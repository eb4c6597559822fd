"""The people of a household beside its head."""

import streamlit as st

from components.ledger import write_down
from components.ledger.split import split_form
from components.ui import database
from components.ui.forms import Form, press
from components.wording.labels import label
from components.wording.words import t
from db.actor import Actor
from db.ledger.commands.households import add_member, change_member, member_left
from db.ledger.models.households import HouseholdStatus, MemberIn, MemberStatus
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import HouseholdFacts, MemberRow
from db.permissions import allows


def members(actor: Actor, facts: HouseholdFacts) -> None:
    """The people beside the head; who left stays named."""
    may_edit = allows(actor, LedgerPermission.EDIT_HOUSEHOLDS) and facts.status is HouseholdStatus.HERE
    for m in facts.members:
        left = "" if m.status is MemberStatus.HERE else label(m.status)
        told = (m.name, m.relation, label(m.sex) if m.sex else "", t("Party member") if m.is_party else "", m.phone, left)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text("　".join(filter(None, told)), width="stretch")
            if may_edit and m.status is MemberStatus.HERE:
                with st.popover(t("Change"), key=f"member-{m.id}"):
                    _change_member(actor, facts, m)
                with st.popover(t("Left"), key=f"left-{m.id}"):
                    _left(actor, facts, m)
    if may_edit:
        with st.popover(t("Add a person"), icon=":material/person_add:"):
            _add_member(actor, facts)
        with st.popover(t("Split"), icon=":material/call_split:"):
            split_form(actor, database.scheme(), facts)


def _left(actor: Actor, facts: HouseholdFacts, m: MemberRow) -> None:
    form, version = Form(f"left-{m.id}"), facts.row.version
    how = form.choose("how", t("What happened?"), [MemberStatus.MOVED, MemberStatus.DIED], shown=label)
    if how:
        work = lambda s: member_left(  # noqa: E731
            s, actor, household_id=facts.row.id, seen=version, member_id=m.id, status=how
        )
        press(form, t("Record"), work, t("Recorded."))


def _fields(form: Form, known: MemberRow | None) -> MemberIn:
    """Numbers on file are not shown: left empty, they stay."""
    name, relation, note = (known.name, known.relation, known.note) if known else ("", "", "")
    id_mask, phone_mask = (known.id_number, known.phone) if known else ("", "")
    return MemberIn(
        name=form.text("name", t("Name"), name, max_chars=50),
        relation=form.text("relation", t("Relation to the head"), relation, max_chars=20),
        id_number=write_down.number_kept(form, "id_number", t("ID number (may stay empty)"), id_mask),
        phone=write_down.number_kept(form, "phone", t("Telephone (may stay empty)"), phone_mask),
        is_party=st.checkbox(t("Party member"), known.is_party if known else False, key=form.key("is_party")), note=note,
    )  # fmt: skip


def _change_member(actor: Actor, facts: HouseholdFacts, m: MemberRow) -> None:
    h, form = facts.row, Form(f"member-{m.id}")
    given = _fields(form, m)
    work = lambda s: change_member(s, actor, household_id=h.id, seen=h.version, member_id=m.id, member=given)  # noqa: E731
    press(form, t("Save"), work, t("Saved."))


def _add_member(actor: Actor, facts: HouseholdFacts) -> None:
    h, form = facts.row, Form(f"member-of-{facts.row.id}")
    given = _fields(form, None)
    why = write_down.reason(form)
    work = lambda s: add_member(  # noqa: E731
        s, actor, household_id=h.id, seen=h.version, member=given, override=why
    )
    press(form, t("Add"), work, t("{name} is added.", name=given.name), asking=write_down.asked(form))
