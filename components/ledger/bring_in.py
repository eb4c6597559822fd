"""Bringing a list of households, shops or stewards in: read in the background, looked at, taken, undone."""

from collections.abc import Callable

import streamlit as st

from components.ledger.list_diff import Decision
from components.ui import background, database, spreadsheets, tables
from components.wording.words import t
from db.actor import Actor
from db.ledger.commands.batches import take_list
from db.ledger.compared import LedgerPreview
from db.ledger.household_import import preview_households
from db.office.models import ListKind
from db.privacy import mask_phone
from db.spreadsheets import read_sheets

_FIRST_ROWS = 8


def look(
    actor: Actor, kind: ListKind, content: bytes, replaced: dict[str, str]
) -> Callable[[background.Progress], LedgerPreview]:
    """The work of reading and comparing, for a job."""

    def work(progress: background.Progress) -> LedgerPreview:
        read = read_sheets(content)
        with database.reading() as s:
            return preview_households(s, actor, kind, read, replaced=replaced, progress=progress)

    return work


def take(actor: Actor, preview: LedgerPreview, file_name: str, decided: Decision) -> Callable[[background.Progress], int]:
    """The work of writing, for a job: one transaction, all of it or nothing."""

    def work(progress: background.Progress) -> int:
        with database.door_session() as s:
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
    spreadsheets.problems(preview.table, preview.problems[:500], named_by="name")
    if preview.problem_rows:
        spreadsheets.report_button(preview.table, preview.problem_rows, preview.problems, key="list-report")
