"""Settings of the office: its name, its address on the network, its letters, self-registration, rounds."""

import streamlit as st

from components.office import database_file
from components.shell import auth, browser
from components.ui import database, layout
from components.ui.forms import Form
from components.wording.words import t
from db.office.commands.set_up import change_office
from db.office.permissions import OfficePermission

actor = auth.require_page(OfficePermission.MANAGE_OFFICE)
office, form = database.office(), Form("settings")
layout.head(t("Office settings"))
# What the home page sends here for, where there is anything; else nothing.
database_file.show(actor)
with form.box():
    name = form.text("name", t("Name of the office"), office.name, max_chars=60)
    web_address = form.text(
        "web_address", t("Address on the network, for QR codes"), office.web_address, placeholder="http://192.168.1.20:8501"
    )
    letter_prefix = form.text(
        "letter_prefix", t("Abbreviation in reference numbers of letters"), office.letter_prefix, max_chars=20
    )
    opened = {True: t("open to everybody"), False: t("closed for now")}
    is_open = form.choose(
        "apply", t("Registration by oneself on the public page"), [True, False], shown=opened.__getitem__,
        value=office.is_apply_open, required=True,
    )  # fmt: skip
    pressed = form.submit(t("Save"))
if pressed:
    given = {"name": name, "web_address": web_address, "letter_prefix": letter_prefix, "is_apply_open": bool(is_open)}
    form.save(lambda s: change_office(s, actor, **given), t("Saved."))
st.subheader(t("Public pages, without sign-in"), anchor=False)
here = office.web_address or browser.web_address()
st.code(f"{here}/apply\n{here}/announcements", language=None)
