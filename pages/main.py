"""The hall, run on every rerun: who is here, which office, the menu, then the page."""

import streamlit as st

from components.shell import current_user, daily_run, frame, menu
from components.ui import database, layout, state
from components.wording.words import t

st.set_page_config(page_title=t("Red Steward"), page_icon=menu.ICON, layout="wide")

state.speak()
office = database.office_or_none()
if office is None:
    layout.dress()
    layout.flashes()
    st.navigation([st.Page(menu.PAGES / "public/set_up.py", title=t("Set-up"))], position="hidden").run()
    st.stop()

daily_run.run_once_a_day()
user = current_user.look_up_user()
state.remember_user(user)
state.enlarge_page(False)
page = menu.navigate(user.actor if user else None, database.scheme_of(office.scheme_version_id) if user else None)
layout.dress()
frame.banners(office)
if user:
    frame.corner(user)
layout.flashes()
page.run()
