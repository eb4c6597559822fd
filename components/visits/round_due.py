"""The households of a round that are still to be met, by their doors; taken along for the next way."""

import streamlit as st

from components.paper.workbooks import workbook
from components.ui import database, downloads, paged_list
from components.wording.labels import label
from components.wording.words import document_day, short_day, t
from db.actor import Actor
from db.ledger.permissions import LedgerPermission
from db.permissions import allows
from db.privacy import mask_name
from db.visits.commands.rounds import exported_due_households
from db.visits.models.rounds import RoundStatus
from db.visits.queries.round_facts import DueHousehold, due_households
from db.visits.queries.rounds import RoundRow


def listed(actor: Actor, row: RoundRow) -> None:
    st.subheader(t("Not met") if row.status is RoundStatus.CLOSED else t("Still to meet"), anchor=False)
    n_due = row.progress.n_due
    found = paged_list.read(f"round-due-{row.id}", lambda s, **page: (due_households(s, actor, row.id, **page), n_due))
    found.listing(_line, empty=t("Every household has been met."))
    if allows(actor, LedgerPermission.EXPORT_HOUSEHOLDS):
        export = lambda full: _export(actor, row.id, with_full_data=full)  # noqa: E731
        downloads.export(n_due, export, what=t("Households still to meet"))


def _line(household: DueHousehold) -> dict[str, str]:
    return {
        t("Belongs to"): household.unit_name,
        t("Door"): household.door,
        t("Head or keeper"): household.title or household.name,
        t("Steward"): household.steward_name or t("nobody"),
        t("Last tried"): f"{short_day(household.tried_on)} {label(household.outcome)}"
        if household.tried_on and household.outcome
        else "",
    }


def _export(actor: Actor, round_id: int, *, with_full_data: bool) -> bytes:
    with database.session() as s:
        households = exported_due_households(s, actor, round_id=round_id, with_full_data=with_full_data)
    titles = [
        t("Belongs to"),
        t("Door"),
        t("Head or keeper"),
        t("Telephone"),
        t("Steward"),
        t("Last tried"),
        t("What came of it"),
    ]
    lines = [
        [
            h.unit_name, h.door, h.title or (h.name if with_full_data else mask_name(h.name)), h.phone, h.steward_name,
            document_day(h.tried_on) if h.tried_on else "", label(h.outcome) if h.outcome else "",
        ]
        for h in households
    ]  # fmt: skip
    return workbook(titles, lines, name=t("Still to meet"), wide=[0])
