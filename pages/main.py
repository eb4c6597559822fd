"""The hall, run on every rerun: who is here, which office, the menu, then the page."""

import streamlit as st

from components.shell import current_user, daily_run, frame, navigation, routes, strangers, warm_up
from components.ui import database, layout, moves, state, tabs
from components.wording.words import t
from db.office.queries import office_at_a_glance

state.speak()
with database.reading() as s:
    office, user = office_at_a_glance(s), current_user.look_up_user(s)
if office is None:
    st.set_page_config(page_title=t("Red Steward"), page_icon=routes.ICON, layout="wide")
    layout.dress()
    layout.flashes()
    st.navigation([st.Page(moves.PAGES / "public/set_up.py", title=t("Set-up"))], position="hidden").run()
    st.stop()

scheme = database.scheme_of(office.scheme_version_id)
state.remember_title(scheme.steward.zh)
daily_run.run_once_a_day()
if user:
    current_user.note_presence(user)
state.remember_user(user)
tabs.note(user.session_id if user else None)
strangers.note(is_signed_in=user is not None)
state.speak()
state.enlarge_page(False)
asked, address = navigation.asked_page()
page = navigation.navigate(asked, address)
st.set_page_config(page_title=f"{page.title} · {t('Red Steward')}", page_icon=routes.ICON, layout="wide")
layout.dress()
frame.banners(office.is_demo)
if user:
    frame.around(user, scheme, asked)
layout.flashes()
warm_up.note_visit()
page.run()
