"""Bring lists of households, shops and other subjects in: looked at first, taken whole, undone while nothing builds on it."""

import streamlit as st

from components.ledger import bring_in
from components.shell import auth
from components.ui import database, layout, pieces
from components.ui.pieces import Place
from components.wording.labels import label
from components.wording.markdown import plainly
from components.wording.words import t
from db.ledger.permissions import LedgerPermission
from db.office.models import ListKind
from db.permissions import allows

actor = auth.require_page(LedgerPermission.IMPORT_HOUSEHOLDS)
scheme = database.scheme()
layout.back("ledger/households.py", t("Households and shops"))
layout.head(t("Bring lists in"))
kinds = [ListKind.HOUSEHOLDS, *([ListKind.MERCHANTS] if scheme.coverage.merchants_max else [])]
others = {one.kind: one for one in pieces.of(Place.LISTS_TO_BRING_IN) if allows(actor, one.permission)}
kinds += others
kind = st.segmented_control(
    t("What is in the list?"), kinds, default=kinds[0], required=True, format_func=plainly(label), key="list-kind"
)
if kind in others:
    others[kind].draw(actor)
else:
    bring_in.draw(actor, scheme, kind)
