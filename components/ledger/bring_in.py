"""Bringing a list of households or shops in: read beside the ledger, decided on, taken."""

import streamlit as st
from sqlmodel import Session

from components.ledger import past_lists
from components.ledger.list_diff import Decision, decide
from components.ui import spreadsheets, tables
from components.ui.background import Progress
from components.ui.forms import Form
from components.ui.import_flow import Flow, Take
from components.wording.markdown import md
from components.wording.words import t
from db.actor import Actor
from db.ledger.commands.batches import take_list
from db.ledger.compared import LedgerPreview
from db.ledger.household_import import preview_households
from db.ledger.list_columns import columns_for
from db.office.models import ListKind
from db.privacy import mask_phone
from db.scheme import Scheme

_FIRST_ROWS = 8


def draw(actor: Actor, scheme: Scheme, kind: ListKind) -> None:
    flow = Flow(
        actor,
        Form(f"list-{kind}"),
        before=lambda: _before(actor, scheme, kind),
        done=lambda _: t("The list is in the ledger. Propose stewards for it next."),
        titles=(kind, lambda s, scheme: columns_for(s, scheme, kind)),
        is_long=True,
    )
    preview = flow.read(lambda s, sheets, progress: preview_households(s, actor, kind, sheets, progress=progress))
    if preview is None:
        return
    _summary(preview)
    flow.problems(preview, named_by="name")
    decided = decide(scheme, preview)
    nothing = t("There is nothing in this list that the ledger does not have.")
    take = _taking(actor, preview, decided, spreadsheets.file_name(flow.form))
    flow.offer(preview, decided.n, t("Take {n} into the ledger", n=decided.n), take, nothing=nothing)


def _taking(actor: Actor, preview: LedgerPreview, decided: Decision, file_name: str) -> Take:
    def take(session: Session, progress: Progress) -> int:
        return take_list(
            session, actor, preview=preview, file_name=file_name, leave_out=decided.leave_out, gone=decided.gone,
            gone_people=decided.gone_people, same=decided.same, progress=progress,
        )  # fmt: skip

    return take


def _before(actor: Actor, scheme: Scheme, kind: ListKind) -> None:
    past_lists.empty_form(scheme, kind)
    past_lists.so_far(actor)


def _summary(preview: LedgerPreview) -> None:
    st.markdown(
        md(
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
