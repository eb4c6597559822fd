"""The hall, run on every rerun: who is here, which office, the menu, then the page."""

import streamlit as st

from components import daily, data, hall, layout, menu, state, who
from components.words import t

st.set_page_config(page_title=t("Red Steward"), page_icon=str(menu.PAGES.parent / "components" / "icon.png"), layout="wide")

state.speak()
office = data.office_or_none()
if office is None:
    layout.dress()
    layout.flashes()
    st.navigation([st.Page(menu.PAGES / "public/set_up.py", title=t("Set-up"))], position="hidden").run()
    st.stop()

daily.run_once_a_day()
user = who.look_up_user()
state.remember_user(user)
state.enlarge_page(False)
page = menu.navigate(user.actor if user else None, data.scheme_of(office.scheme_version_id) if user else None)
layout.dress()
hall.banners(office)
if user:
    hall.corner(user)
layout.flashes()
page.run()
