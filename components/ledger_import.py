"""Bringing a list of households, shops or stewards in: read in the background, looked at, taken, undone."""

from collections.abc import Callable

import streamlit as st

from components import data, jobs, sheets, tables
from components.list_compared import Decision
from components.words import t
from db.actor import Actor
from db.ledger.commands.batches import take_list
from db.ledger.compared import LedgerPreview
from db.ledger.household_sheet import preview_households
from db.office.models import ListKind
from db.privacy import mask_phone
from db.sheets import read_sheets

_FIRST_ROWS = 8


def look(actor: Actor, kind: ListKind, content: bytes, replaced: dict[str, str]) -> Callable[[jobs.Progress], LedgerPreview]:
    """The work of reading and comparing, for a job."""

    def work(progress: jobs.Progress) -> LedgerPreview:
        read = read_sheets(content)
        with data.reading() as s:
            return preview_households(s, actor, kind, read, replaced=replaced, progress=progress)

    return work


def take(actor: Actor, preview: LedgerPreview, file_name: str, decided: Decision) -> Callable[[jobs.Progress], int]:
    """The work of writing, for a job: one transaction, all of it or nothing."""

    def work(progress: jobs.Progress) -> int:
        with data.door_session() as s:
            return take_list(
                s, actor, preview=preview, file_name=file_name, leave_out=decided.leave_out, gone=decided.gone,
                gone_people=decided.gone_people, progress=progress,
            )  # fmt: skip

    return work


def summary(preview: LedgerPreview) -> None:
    st.markdown(
        t(
            "{n} rows: **{added}** new, **{changed}** changed, {same} as before, **{gone}** on file and not in the list, "
            "**{wrong}** need correcting",
            n=preview.n_rows, added=len(preview.added), changed=len(preview.changed), same=preview.n_same,
            gone=len(preview.gone), wrong=len(preview.problem_rows),
        )
    )  # fmt: skip
    first = [
        {t("Row"): str(one.row), t("Door"): one.values["door"], t("Head or keeper"): one.values["name"],
         t("Telephone"): mask_phone(one.values["phone"])}
        for one in preview.added[:_FIRST_ROWS]
    ]  # fmt: skip
    if first:
        st.caption(t("The first new ones, as they were understood"))
        tables.listing(first, key="list-first", empty="")


def problems(preview: LedgerPreview) -> None:
    sheets.problems(preview.table, preview.problems[:500], named_by="name")
    if preview.problem_rows:
        sheets.report_button(preview.table, preview.problem_rows, preview.problems, key="list-report")
