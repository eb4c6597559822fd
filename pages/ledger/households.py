"""Households and shops: find one, open it, take the list along. A steward sees those that were given to them."""

import streamlit as st

from components.ledger import households
from components.shell import auth
from components.ui import database, downloads, layout, tables
from components.wording.labels import label
from components.wording.words import t
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import count_households, find_households
from db.permissions import allows

actor = auth.require_page(LedgerPermission.SEE_HOUSEHOLDS)
scheme = database.scheme()
aside = st.empty()
with st.container(horizontal=True):
    if allows(actor, LedgerPermission.EDIT_HOUSEHOLDS) and st.button(t("Write one down"), icon=":material/edit_note:"):
        st.switch_page("ledger/write_down.py")
    if allows(actor, LedgerPermission.IMPORT_HOUSEHOLDS) and st.button(t("Bring lists in"), icon=":material/upload_file:"):
        st.switch_page("ledger/bring_in.py")
    if allows(actor, LedgerPermission.ASSIGN) and st.button(t("Propose stewards"), icon=":material/auto_awesome:"):
        st.switch_page("ledger/proposal.py")
wanted = households.ask(actor, scheme)
key = f"ledger-{hash(wanted)}"
with database.reading() as s:
    rows = find_households(s, actor, wanted, offset=tables.offset(key), limit=tables.per_page())
    n_rows = count_households(s, actor, wanted)
with aside.container():
    layout.head(t("Households and shops"), f"{label(wanted.kind)} · " + t("**{n}** entries", n=n_rows))
ticked = tables.pick(
    [households.table_row(scheme, row) for row in rows],
    marks=[(row.id, row.version) for row in rows],
    key=key,
    empty=households.empty_sentence(actor, wanted),
)
tables.pager(key, n_rows)
chosen = [rows[index] for index in ticked]
with st.container(horizontal=True):
    if len(chosen) == 1 and (
        tables.is_card_list() or st.button(t("Open {name}", name=chosen[0].door), icon=":material/open_in_full:", type="primary")
    ):
        st.switch_page("ledger/household.py", query_params={"id": str(chosen[0].id)})
    if allows(actor, LedgerPermission.EXPORT_HOUSEHOLDS) and n_rows:
        export = lambda full: households.export(actor, scheme, wanted, with_full_data=full)  # noqa: E731
        downloads.export(n_rows, export, what=t("Ledger of {list}", list=label(wanted.kind)))
