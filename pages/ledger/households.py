"""Households and shops: find one, open it, take the list along. A steward sees those that were given to them."""

import streamlit as st

from components.ledger import households
from components.shell import auth
from components.ui import database, downloads, layout, moves, paged_list
from components.wording.labels import label
from components.wording.markdown import joined, md, plain
from components.wording.scheme_terms import members_by_name
from components.wording.words import t
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import count_households, find_households
from db.permissions import allows

actor = auth.require_page(LedgerPermission.SEE_HOUSEHOLDS)
scheme = database.scheme()
aside = st.empty()
with st.container(horizontal=True):
    if allows(actor, LedgerPermission.EDIT_HOUSEHOLDS) and st.button(t("Write one down"), icon=":material/edit_note:"):
        moves.go("ledger/write_down.py")
    if allows(actor, LedgerPermission.IMPORT_HOUSEHOLDS) and st.button(t("Bring lists in"), icon=":material/upload_file:"):
        moves.go("ledger/bring_in.py")
    if allows(actor, LedgerPermission.ASSIGN) and st.button(t("Propose stewards"), icon=":material/auto_awesome:"):
        moves.go("ledger/proposal.py")
    if (word := members_by_name(scheme)) and st.button(plain(word), icon=":material/elderly:"):
        moves.go("ledger/named_members.py")
wanted = households.ask(actor, scheme)
found = paged_list.read(
    f"ledger-{hash(wanted)}",
    lambda s, **page: (find_households(s, actor, wanted, **page), count_households(s, actor, wanted)),
)
with aside.container():
    layout.head(t("Households and shops"), joined(" · ", [label(wanted.kind), md("**{n}** entries", n=found.n_rows)]))
chosen = found.pick(
    lambda row: households.table_row(scheme, row),
    mark=lambda row: (row.id, row.version),
    empty=households.empty_sentence(actor, wanted),
)
with st.container(horizontal=True):
    if len(chosen) == 1:
        paged_list.open_button(t("Open {name}", name=chosen[0].door), "ledger/household.py", household=chosen[0].id)
    if allows(actor, LedgerPermission.EXPORT_HOUSEHOLDS):
        export = lambda full: households.export(actor, scheme, wanted, with_full_data=full)  # noqa: E731
        downloads.export(found.n_rows, export, what=t("Ledger of {list}", list=label(wanted.kind)))
