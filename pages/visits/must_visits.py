"""Must-visits: households that must be visited until a day; asked for by hand, taken off with a reason."""

import streamlit as st

from components import auth, data, layout, must_ask, must_list
from components.words import t
from db import clock
from db.permissions import Permission, allows
from db.visits.queries.must_visits import MustFilter, Which, count_must_visits

actor = auth.require_page(Permission.SEE_VISITS)
scheme = data.scheme()
with data.reading() as s:
    n_open = count_must_visits(s, actor, MustFilter(), clock.today())
    n_late = count_must_visits(s, actor, MustFilter(Which.OVERDUE), clock.today())
late = " · " + t(":red[**{n}** overdue]", n=n_late) if n_late else ""
layout.head(t("Must-visits"), t("**{n}** households to be visited", n=n_open) + late)
if allows(actor, Permission.PLAN_VISITS) and scheme.visiting.must_visits:
    with st.popover(t("Ask for a must-visit"), icon=":material/add:"):
        must_ask.ask_form(actor, scheme)
must_list.draw(actor, scheme, must_list.ask(actor, scheme))
