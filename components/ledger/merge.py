"""Two entries of one family or shop become one: found, shown side by side, merged."""

from collections.abc import Iterator

import streamlit as st

from components.ledger.edit_conflict import said
from components.ledger.field_names import NAMES
from components.ui import database, tables
from components.ui.forms import Form, press
from components.wording.markdown import md, plain
from components.wording.words import t
from db.actor import Actor
from db.ledger.commands.reshape import merge
from db.ledger.queries.households import HouseholdFacts, HouseholdFilter, find_households
from db.ledger.queries.merge_preview import NOBODY, CareAfter, care_after, merge_preview
from db.scheme import Scheme


def merge_form(actor: Actor, scheme: Scheme, facts: HouseholdFacts) -> None:
    h, form = facts.row, Form(f"merge-{facts.row.id}")
    search = form.text("other", t("The other entry: name or door"))
    if not search:
        return
    with database.reading() as s:
        found = find_households(s, actor, HouseholdFilter(kind=h.kind, search=search), limit=8)
    others = {row.id: row for row in found if row.id != h.id}
    chosen = form.choose("which", t("Which one?"), list(others), shown=lambda i: f"{others[i].unit_name} {others[i].door}")
    if not chosen:
        return
    _side_by_side(actor, scheme, h.id, chosen)
    with database.reading() as s:
        care = care_after(s, keep_id=h.id, other_id=chosen)
    steward_id = _who_goes_on(form, chosen, care)
    reason = form.text("reason", t("How do you know that they are one?"), max_chars=200)
    other = others[chosen]
    work = lambda s: merge(  # noqa: E731
        s, actor, keep_id=h.id, keep_seen=h.version, other_id=other.id, other_seen=other.version, reason=reason,
        steward_id=steward_id,
    )  # fmt: skip
    press(form, t("Merge"), work, t("Merged. It can be undone below."))


def _side_by_side(actor: Actor, scheme: Scheme, keep_id: int, other_id: int) -> None:
    with database.reading() as s:
        rows = merge_preview(s, actor, keep_id=keep_id, other_id=other_id)
    shown = [
        {
            t("Field"): t(NAMES[row.field]),
            t("This one"): said(scheme, row.field, row.here),
            t("The other one"): said(scheme, row.field, row.there),
            t("Afterwards"): said(scheme, row.field, row.after),
        }
        for row in rows
    ]
    st.caption(t("What is written here stays; what only the other one knows is added. The other one is closed."))
    tables.listing(shown, key=f"merge-{other_id}", empty="")


def _who_goes_on(form: Form, other_id: int, care: CareAfter) -> int | None:
    """Says what becomes of the stewards, and asks where there is something to choose."""
    stewards = {carer.steward_id: carer.name for carer in (care.here, care.there) if carer}
    if not stewards:
        return None
    for line in _about_stewards(care):
        st.markdown(plain(line))
    names = stewards | {NOBODY: t("nobody")}
    return form.choose(
        f"steward-{other_id}", t("Who looks after them afterwards?"), care.choices, shown=names.__getitem__, value=care.usual,
        required=True,
    )  # fmt: skip


def _about_stewards(care: CareAfter) -> Iterator[str]:
    here, there = care.here, care.there
    if here and there and here.steward_id != there.steward_id:
        yield md("**{name}** looks after this one, **{other}** after the other. Only one of them goes on.",
                 name=here.name, other=there.name)  # fmt: skip
    elif here and not here.is_kin:
        yield md("**{name}** goes on looking after them.", name=here.name)
    elif there and there.may_go_on:
        yield md("Nobody looks after this one. **{name}**, who looks after the other, goes on.", name=there.name)
    for name in sorted({one.name for one in (here, there) if one and one.is_kin}):
        yield md(":orange[:material/warning:] **{name}** is kin to them and cannot go on.", name=name)
    if there and not there.is_kin and not there.is_in_service:
        yield md(":orange[:material/warning:] **{name}** is not in service and cannot go on.", name=there.name)
