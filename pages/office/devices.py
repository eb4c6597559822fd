"""Shared tablets: this browser becomes one, and those that there are."""

import streamlit as st

from components.office.devices import make_shared, shown
from components.shell import auth
from components.ui import database, layout
from components.wording.markdown import md
from components.wording.words import t
from db.office.devices import shared_devices
from db.office.permissions import OfficePermission

actor = auth.require_page(OfficePermission.MANAGE_DEVICES)
with database.reading() as s:
    devices = shared_devices(s, actor)
layout.head(t("Shared tablets"), md("**{n}** tablets", n=len(devices)))
for tablet in devices:
    shown(actor, tablet)
if not devices:
    st.info(t("No tablet is shared yet. Please sign in on the tablet itself and fill in the form below."))
make_shared(actor)
