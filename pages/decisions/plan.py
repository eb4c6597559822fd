"""A meeting is planned, or one that is planned is corrected."""

import streamlit as st

from components.decisions import plan
from components.shell import auth
from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.ui.query_params import asked, is_given
from components.wording.words import t
from db.decisions.commands.meetings import change_meeting, plan_meeting
from db.decisions.permissions import DecisionsPermission
from db.decisions.queries.meetings import as_planned, own_meeting

actor = auth.require_page(DecisionsPermission.HOLD_MEETINGS)
layout.back("decisions/meetings.py", t("Meetings"))
row, known = None, None
if is_given("meeting"):
    with rule_errors(), database.reading() as s:
        row = own_meeting(s, actor, asked("meeting"))
        known = as_planned(s, actor, row.id)
    if row is None:
        st.stop()
layout.head(t("Correct {name}", name=row.title) if row else t("Plan a meeting"))
form = Form(f"meeting-{row.id}-{row.version}" if row else "meeting")
given = plan.fields(form, actor, database.scheme(), known)
if st.button(t("Save"), type="primary", key=form.key("press")):
    with rule_errors(form.slots):
        with database.session() as s:
            if row:
                change_meeting(s, actor, meeting_id=row.id, seen=row.version, meeting=given)
            meeting_id = row.id if row else plan_meeting(s, actor, meeting=given, request_id=form.id)
        form.forget()
        said = t("The corrections are saved.") if row else t("Planned. Now its agenda, and who is asked.")
        layout.flash_and_go(said, "decisions/meeting.py", meeting=str(meeting_id))
