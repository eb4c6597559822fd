"""Service points: open now or when next, where, and what one finds there. No sign-in."""

import streamlit as st

from components.points import public, wish
from components.points.public_known import known
from components.shell import auth, welcome
from components.ui import database, layout, moves, query_params, state
from components.wording.words import t

auth.public_page()
office, scheme = database.office(), database.scheme()
now = known(shows_names=scheme.points.shows_names)
layout.head(t("Rest your feet, get things done, close by"), office.name)
if asked := query_params.asked("p"):
    if own := now.point(asked):
        public.own_card(scheme, now, own)
    else:
        st.info(t("This service point is not open at present. The others are here:"))
    moves.link("public/points.py", t("All service points"), "storefront")
if not now.points:
    st.info(t("No service point is open yet. They appear here with their opening hours."))
    wish.button()
    wish.form(scheme)
else:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        said = st.container(width="content")
        here = public.choose_area(scheme, now)
        wish.button()
    public.headline(said, now, here)
    wish.form(scheme)
    public.cards(scheme, now, public.choose_which(scheme, here))
st.caption(t("In an emergency please call the community. The browser can enlarge the page, and our staff will read it to you."))
if state.user() is None:
    welcome.languages()
