"""Lists that were taken into the ledger, with the way back."""

import streamlit as st

from components.paper.workbooks import workbook
from components.ui import database, downloads
from components.ui.forms import act
from components.wording.labels import badge, label
from components.wording.markdown import marked
from components.wording.words import moment, t
from db.actor import Actor
from db.ledger.commands.batches import undo_list
from db.ledger.list_columns import BESIDE_HEAD, columns_for
from db.ledger.models.batches import BatchStatus
from db.ledger.queries.batches import batches
from db.office.models import ListKind
from db.scheme import Scheme


def so_far(actor: Actor) -> None:
    """The newest first."""
    with database.reading() as s:
        rows = batches(s, actor)
    if not rows:
        return
    st.subheader(t("Lists so far"), anchor=False)
    for row in rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            said = t("{added} new, {changed} changed, {gone} gone", added=row.n_added, changed=row.n_changed, gone=row.n_gone)
            st.markdown(marked("{badge} **{kind}** {at}", badge=badge(row.status), kind=label(row.kind), at=moment(row.at)))
            st.text(f"{row.file_name}　{said}", width="stretch")
            if row.status is BatchStatus.TAKEN:
                _undo(actor, row.id or 0)


def _undo(actor: Actor, batch_id: int) -> None:
    said = t("The list is undone; the ledger is as it was before.")
    work = lambda s: undo_list(s, actor, batch_id=batch_id)  # noqa: E731
    act(t("Undo"), work, said, key=f"undo-list-{batch_id}", icon=":material/undo:")


def empty_form(scheme: Scheme, kind: ListKind) -> None:
    """A list with the usual titles and nothing in it, to fill in away from the program."""

    def made() -> bytes:
        with database.reading() as s:
            titles = [column.titles[0] for column in columns_for(s, scheme, kind) if column not in BESIDE_HEAD]
        return workbook(titles, [], name=label(kind))

    what = t("Empty form for {list}", list=label(kind))
    downloads.button(t("Download an empty form"), made, what=what, kind=downloads.EXCEL)
