"""One meeting: its agenda with the minutes, who is asked and who came, its papers; for others the version without persons."""

import streamlit as st

from components.decisions import agenda, meeting, papers, people
from components.shell import auth
from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.query_params import asked
from components.wording.labels import badge
from components.wording.markdown import plainly
from components.wording.words import t
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.meetings import find_meeting

actor = auth.require_page(DecisionsPermission.SEE_MEETINGS)
layout.back("decisions/meetings.py", t("Meetings"))
row, scheme = None, database.scheme()
with rule_errors(), database.reading() as s:
    row = find_meeting(s, actor, asked("meeting"))
if row is None:
    st.stop()
layout.head(row.title, badge(row.status))
meeting.acts(actor, row)
meeting.particulars(scheme, row)
if not row.is_whole:
    if row.is_public:
        meeting.public(actor, row)
    else:
        agenda.draw(actor, scheme, row)
    st.stop()
part = st.segmented_control(
    t("View"), list(meeting.PARTS), default="agenda", required=True, key=f"meeting-part-{row.id}", label_visibility="collapsed",
    format_func=plainly(lambda key: t(meeting.PARTS[key])),
)  # fmt: skip
if part == "agenda":
    agenda.draw(actor, scheme, row)
elif part == "people":
    people.draw(actor, scheme, row)
else:
    papers.offer(actor, scheme, row)
    st.subheader(t("How it came about"), anchor=False)
    meeting.course(actor, scheme, row)
