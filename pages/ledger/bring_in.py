"""Bring lists of households, shops and stewards in office in: looked at first, taken whole, undone while nothing builds on it."""

import streamlit as st

from components.ledger import bring_in
from components.shell import auth
from components.ui import database, layout
from components.ui.forms import Form
from components.vetting import steward_import
from components.wording.labels import label
from components.wording.words import t
from db.ledger.permissions import LedgerPermission
from db.office.models import ListKind
from db.permissions import allows
from db.vetting.permissions import VettingPermission

actor = auth.require_page(LedgerPermission.IMPORT_HOUSEHOLDS)
scheme = database.scheme()
layout.back("ledger/households.py", t("Households and shops"))
layout.head(t("Bring lists in"))
kinds = [ListKind.HOUSEHOLDS, *([ListKind.MERCHANTS] if scheme.coverage.merchants_max else [])]
kinds += [ListKind.STEWARDS] if allows(actor, VettingPermission.IMPORT_STEWARDS) else []
kind = st.segmented_control(t("What is in the list?"), kinds, default=kinds[0], required=True, format_func=label, key="list-kind")
if kind is ListKind.STEWARDS:
    steward_import.draw(actor, Form(f"list-{kind}"))
else:
    bring_in.draw(actor, scheme, kind)
