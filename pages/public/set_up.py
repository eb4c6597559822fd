"""The first start: set the office up, or open the demo."""

import streamlit as st

from components.public.set_up import fill_demo, preset_name, presets
from components.shell import auth
from components.ui import database, layout, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.wording.markdown import plain, plainly
from components.wording.words import t
from db.errors import Conflict, Invalid
from db.office.commands.set_up import set_up_office
from db.office.models import OfficeIn
from db.office.queries import find_office

auth.public_page()
schemes, broken = presets()


def own_office() -> None:
    form = Form("set_up")
    with form.box():
        name = form.text("name", t("Name of the office"), placeholder=t("e.g. Pine Town"))
        preset = form.choose(
            "preset", t("Which programme comes closest? It can be edited later."), list(schemes),
            shown=lambda key: preset_name(schemes[key]),
        )  # fmt: skip
        admin_name = form.text("admin_name", t("Your own name"))
        login = form.text("login", t("User name to sign in with"), placeholder="admin")
        password = form.password("password", t("Password: at least 8 characters, not digits alone"))
        again = form.password("again", t("The password once more"))
        pressed = form.submit(t("Set the office up"))
    if not pressed:
        return
    with rule_errors(form.slots):
        if password != again:
            raise Invalid("passwords_differ", "again")
        given = OfficeIn(name=name, preset=preset or "", login=login, admin_name=admin_name, password=password)
        if preset is None:
            raise Invalid("preset_missing", "preset")
        with database.session() as s:
            set_up_office(s, office=given)
        form.done(t("The office is set up. Please sign in."))


def demo() -> None:
    st.text(t("Looks around with invented people. It cannot be turned into a real office later."))
    preset = st.selectbox(t("Programme"), list(schemes), format_func=lambda key: preset_name(schemes[key]), key="demo_preset")
    if not st.button(t("Open the demo"), type="primary", key="open_demo"):
        return
    with rule_errors():
        with database.reading() as s:
            if find_office(s):
                raise Conflict("office_exists")
        bar = st.progress(0.0, text=t("Filling the demo. This takes about a minute."))
        for share in fill_demo(preset):
            bar.progress(share)
        state.flash(t("The demo is ready. Choose somebody below and sign in."))
        st.rerun()


layout.head(t("Welcome to Red Steward"))
for sentence in broken:
    st.warning(plain(sentence))
choice = st.segmented_control(
    t("What would you like to do?"), ["own", "demo"], default="own", required=True, key="set_up_choice",
    format_func=plainly(lambda key: {"own": t("Set up our office"), "demo": t("Look at the demo first")}[key]),
)  # fmt: skip
own_office() if choice == "own" else demo()
