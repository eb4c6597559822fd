"""Bringing a list of households, shops or stewards in: read in the background, looked at, taken, undone."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from components import data, jobs, sheets, tables
from components.household_conflict import NAMES
from components.words import language, t
from db.actor import Actor
from db.ledger.commands.batches import take_list
from db.ledger.household_sheet import Difference, LedgerPreview, preview_households, shown_care
from db.office.models import ListKind
from db.privacy import mask_id, mask_phone
from db.scheme import Scheme
from db.sheets import read_sheets

_FIRST_ROWS = 8
_SIDE_BY_SIDE = 200


def look(actor: Actor, kind: ListKind, content: bytes, replaced: dict[str, str]) -> Callable[[jobs.Progress], LedgerPreview]:
    """The work of reading and comparing, for a job."""

    def work(progress: jobs.Progress) -> LedgerPreview:
        read = read_sheets(content)
        with data.reading() as s:
            return preview_households(s, actor, kind, read, replaced=replaced, progress=progress)

    return work


def take(
    actor: Actor, preview: LedgerPreview, file_name: str, leave_out: set[int], gone: set[int]
) -> Callable[[jobs.Progress], int]:
    """The work of writing, for a job: one transaction, all of it or nothing."""

    def work(progress: jobs.Progress) -> int:
        with data.door_session() as s:
            return take_list(
                s, actor, preview=preview, file_name=file_name, leave_out=leave_out, gone=gone, progress=progress
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


def _shown(scheme: Scheme, field: str, value: Any) -> str:
    if field == "care":
        return shown_care(scheme, value, language())
    return str({"phone": mask_phone, "id_number": mask_id}.get(field, lambda v: v)(value) or "")


def changes(scheme: Scheme, preview: LedgerPreview) -> set[int]:
    """Old and new side by side. Returns the rows that are not to be taken."""
    shown: Sequence[Difference] = preview.changed[:_SIDE_BY_SIDE]
    if not shown:
        return set()
    rows = [
        {
            t("Door"): one.household.door,
            t("What"): "、".join(t(NAMES[f]) for f in one.before) or t("more people"),
            t("On file"): "；".join(_shown(scheme, f, v) for f, v in one.before.items()),
            t("In the list"): "；".join(_shown(scheme, f, one.after[f]) for f in one.before),
        }
        for one in shown
    ]
    st.caption(t("Changed: all are taken. Tick what is to stay as it is on file."))
    ticked = tables.table(rows, marks=[one.row for one in shown], key="list-changed", empty="")
    return {shown[index].row for index in ticked}


def gone(preview: LedgerPreview) -> set[int]:
    """On file and not in the list: stays, unless it is ticked as no longer here."""
    shown = preview.gone[:_SIDE_BY_SIDE]
    if not shown:
        return set()
    rows = [{t("Door"): one.door, t("Head or keeper"): one.name} for one in shown]
    st.caption(t("On file and not in the list: all stay. Tick what is no longer here."))
    ticked = tables.table(rows, marks=[one.id for one in shown], key="list-gone", empty="")
    return {shown[index].id for index in ticked}


def problems(preview: LedgerPreview) -> None:
    sheets.problems(preview.table, preview.problems[:500], named_by="name")
    if preview.problem_rows:
        sheets.report_button(preview.table, preview.problem_rows, preview.problems, key="list-report")
