"""What a card's QR code opens: valid, suspended or ended, and nothing more. No sign-in."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, query_params
from components.wording.labels import shown
from components.wording.words import full_day, t
from db import clock
from db.vetting.queries.stewards import card_state

auth.public_page()
office = database.office()
layout.head(t("Check a card"), office.name)
with database.reading() as s:
    state = card_state(s, query_params.code("c"), clock.today())
st.title(shown(state), anchor=False)
st.text(t("As of {day}.", day=full_day(clock.today())))
