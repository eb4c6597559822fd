"""Must-visits: households that must be visited until a day; asked for by hand, taken off with a reason."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout
from components.visits import must_visit_new, must_visits
from components.wording.markdown import joined, md
from components.wording.words import t
from db import clock
from db.permissions import allows
from db.visits.permissions import VisitsPermission
from db.visits.queries.must_visits import MustFilter, Which, count_must_visits

actor = auth.require_page(VisitsPermission.SEE_VISITS)
scheme = database.scheme()
with database.reading() as s:
    n_open = count_must_visits(s, actor, MustFilter(), clock.today())
    n_late = count_must_visits(s, actor, MustFilter(Which.OVERDUE), clock.today())
late = md(":red[**{n}** overdue]", n=n_late) if n_late else ""
layout.head(t("Must-visits"), joined(" · ", [md("**{n}** households to be visited", n=n_open), late]))
if allows(actor, VisitsPermission.PLAN_VISITS) and scheme.visiting.must_visits:
    with st.popover(t("Ask for a must-visit"), icon=":material/add:"):
        must_visit_new.ask_form(actor, scheme)
must_visits.draw(actor, scheme, must_visits.ask(actor, scheme))
