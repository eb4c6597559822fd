"""For an address that no page has: what to do instead, in the person's language."""

import streamlit as st

from components.shell import auth
from components.ui import layout, moves
from components.wording.words import t

auth.public_page()
layout.head(t("There is no such page"))
st.info(t("The address may have been mistyped, or it is from an older version. Everything can be reached from the home page."))
moves.link(moves.HOME, t("Home"), "home")
