"""What can be done with one household, each act with its own small form."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st
from sqlmodel import Session

from components.ledger import write_down
from components.ledger.merge import merge_form
from components.ledger.steward_picker import pick_steward
from components.ui import full_numbers, moves, state
from components.ui.forms import Form, press
from components.ui.unit_picker import pick_unit
from components.wording.words import t
from db.actor import Actor
from db.ledger.commands.assign import declare_steward_kin, give
from db.ledger.commands.households import confirm_household, show_numbers
from db.ledger.commands.reshape import come_back, leave, move_household
from db.ledger.models.households import HouseholdStatus
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import HouseholdFacts
from db.permissions import allows
from db.scheme import Scheme

Work = Callable[[Any], object]


def acts(actor: Actor, scheme: Scheme, facts: HouseholdFacts) -> None:
    """Only those that the present state and the role allow."""
    h = replace(facts.row, version=state.shown_before("household", facts.row.id, facts.row.version))
    facts = replace(facts, row=h)
    if facts.status is HouseholdStatus.GONE and allows(actor, LedgerPermission.RESHAPE_HOUSEHOLDS):
        form = Form(f"back-{h.id}")
        press(form, t("Here again"), lambda s: come_back(s, actor, household_id=h.id, seen=h.version), t("Saved."))
    if facts.status is not HouseholdStatus.HERE or not allows(actor, LedgerPermission.EDIT_HOUSEHOLDS):
        return
    with st.container(horizontal=True):
        if st.button(t("Change"), icon=":material/edit:", type="primary"):
            moves.go("ledger/write_down.py", {"household": str(h.id)})
        form = Form(f"confirm-{h.id}")
        confirm = lambda s: confirm_household(s, actor, household_id=h.id, seen=h.version)  # noqa: E731
        press(form, t("All as it stands"), confirm, t("Confirmed today."), kind="secondary", icon=":material/check_circle:")
        for title, icon, draw in _POPOVERS:
            with st.popover(t(title), icon=icon):
                draw(actor, scheme, facts)


def _steward(actor: Actor, scheme: Scheme, facts: HouseholdFacts) -> None:
    h, form = facts.row, Form(f"give-{facts.row.id}")
    chosen = pick_steward(actor, scheme, h.kind, facts.unit_path, key=form.key("steward"))
    if chosen:
        work = lambda s: give(s, actor, household_id=h.id, steward_id=chosen, seen=h.steward_id)  # noqa: E731
        press(form, t("Give to this steward"), work, t("The household is given."))
        kin = Form(f"kin-steward-{h.id}")
        declare = lambda s: declare_steward_kin(s, actor, household_id=h.id, steward_id=chosen)  # noqa: E731
        press(kin, t("Is kin: never propose"), declare, t("Recorded: kin is not proposed."))


def _move(actor: Actor, scheme: Scheme, facts: HouseholdFacts) -> None:
    h, form = facts.row, Form(f"move-{facts.row.id}")
    unit = pick_unit(actor.unit_path, scheme, key=form.key("unit"), optional=True, chosen_path=facts.unit_path)
    door = form.text("door", t("New door"), h.door, max_chars=80)
    why = write_down.reason(form)
    if unit:
        work = lambda s: move_household(  # noqa: E731
            s, actor, household_id=h.id, seen=h.version, unit_id=unit.id, door=door, reason=why
        )
        press(form, t("Move"), work, t("Moved. It can be undone below."), asking=write_down.asked(form))


def _leave(actor: Actor, _scheme: Scheme, facts: HouseholdFacts) -> None:
    h, form = facts.row, Form(f"leave-{facts.row.id}")
    reason = form.text("reason", t("Why? (moved away, pulled down, closed)"), max_chars=200)
    work = lambda s: leave(s, actor, household_id=h.id, seen=h.version, reason=reason)  # noqa: E731
    press(form, t("No longer here"), work, t("Recorded. It can be undone below."))


def _numbers(actor: Actor, _scheme: Scheme, facts: HouseholdFacts) -> None:
    people = {"": facts.row.name} | {f" {member.id}": member.name for member in facts.members}

    def opened(s: Session, reason: str) -> list[str]:
        full = show_numbers(s, actor, household_id=facts.row.id, reason=reason)
        return ["　".join((name, full[f"id_number{mark}"], full[f"phone{mark}"])) for mark, name in people.items()]

    full_numbers.form(actor, f"household-{facts.row.id}", opened, with_reason=True)


_POPOVERS: tuple[tuple[str, str, Callable[[Actor, Scheme, HouseholdFacts], None]], ...] = (
    ("Give to a steward", ":material/badge:", _steward),
    ("Move", ":material/moving:", _move),
    ("Merge", ":material/merge:", merge_form),
    ("No longer here", ":material/logout:", _leave),
    ("Full numbers", ":material/visibility:", _numbers),
)
