"""What meetings decided: one's own first, what is overdue on top; each is followed to its end."""

import streamlit as st

from components.decisions import go_on
from components.shell import auth
from components.ui import layout, paged_list, query_params
from components.wording.labels import label
from components.wording.markdown import md, plainly
from components.wording.words import t
from db.decisions.models.decisions import DecisionStatus
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.decisions import count_decisions, find_decisions

actor = auth.require_page(DecisionsPermission.SEE_MEETINGS)
aside = st.empty()
default = query_params.member("status", DecisionStatus.OPEN)
status = st.segmented_control(
    t("View"), list(DecisionStatus), default=default, required=True, key=f"decisions-view-{default}", format_func=plainly(label),
    label_visibility="collapsed",
)  # fmt: skip
found = paged_list.read(
    f"decisions-{status}",
    lambda s, **page: (find_decisions(s, actor, status=status, **page), count_decisions(s, actor, status=status)),
)
with aside.container():
    layout.head(t("What was decided"), md("**{n}** in all", n=found.n_rows))
if not found.rows:
    st.info(t("Nothing here. What a meeting decides stands here until it is done."))
for row in found.rows:
    go_on.one(actor, row)
found.pager()
