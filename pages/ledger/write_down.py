"""One household or shop written down, or changed: one form, one column. Whoever was slower sees both values."""

import streamlit as st

from components.ledger import edit_conflict, write_down
from components.shell import auth
from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.ui.query_params import asked, is_given
from components.ui.unit_picker import pick_unit
from components.wording.labels import label
from components.wording.words import t
from db.errors import Stale
from db.ledger.commands.households import change_household, write_household
from db.ledger.models.households import HouseholdIn, HouseholdKind
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.form_values import household_as_written

actor = auth.require_page(LedgerPermission.EDIT_HOUSEHOLDS)
scheme = database.scheme()


def new() -> None:
    form = Form("write-down")
    layout.head(t("Write a household down"))
    kinds = list(HouseholdKind) if scheme.coverage.merchants_max else [HouseholdKind.FAMILY]
    kind = form.choose("kind", t("A household or a shop?"), kinds, shown=label, value=kinds[0]) if len(kinds) > 1 else kinds[0]
    unit = pick_unit(actor.unit_path, scheme, key=form.key("unit"), optional=True)
    form.slot("unit_id")
    with form.box():
        given = write_down.fields(form, scheme, HouseholdIn(kind=kind or kinds[0]))
        override = write_down.reason(form)
        pressed = form.submit(t("Save"))
    if pressed:
        written = given.model_copy(update={"unit_id": unit.id if unit else None, "care": given.care or []})
        work = lambda s: write_household(s, actor, household=written, override=override, request_id=form.id)  # noqa: E731
        form.save(work, t("{door} is written down.", door=written.door), asking=write_down.asked(form))


def change(household_id: int) -> None:
    form = Form(f"change-{household_id}")
    known = None
    with rule_errors(), database.reading() as s:
        version, known, masks = household_as_written(s, actor, household_id)
    if known is None:
        return
    layout.head(t("Change {door}", door=known.door))
    seen, base = edit_conflict.begin(form, version, known)
    if own := edit_conflict.mine(form):
        given = edit_conflict.choose(form, scheme, base, known, own)
        if st.button(t("Save"), type="primary", key=form.key("resolve"), disabled=given is None) and given:
            save(form, household_id, version, given)
        return
    with form.box():
        given = write_down.fields(form, scheme, base, kept=masks)
        override = write_down.reason(form)
        pressed = form.submit(t("Save"))
    if pressed:
        save(form, household_id, seen, given, override)


def save(form: Form, household_id: int, seen: int, given: HouseholdIn, override: str = "") -> None:
    with rule_errors(form.slots), write_down.asked(form):
        try:
            with database.session() as s:
                change_household(s, actor, household_id=household_id, seen=seen, household=given, override=override)
        except Stale:
            edit_conflict.keep_mine(form, given)
            st.rerun()
        edit_conflict.forget(form)
        form.forget()
        layout.flash_and_go(t("Saved."), "ledger/household.py", household=str(household_id))


with layout.halves(3, 1)[0]:
    layout.back("ledger/households.py", t("Households and shops"))
    change(asked("household")) if is_given("household") else new()
