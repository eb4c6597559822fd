"""The story of one application: facts at the left, the course of events at the right, what can be done now on top."""

import streamlit as st

from components import application_acts, auth, data, layout, opinion_acts
from components.address import number
from components.decisions import Chosen, bar, why_not
from components.errors import rule_errors
from components.labels import badge
from components.vetting import due_text, step_name, story_lines
from components.words import t
from db import clock
from db.calendar import work_calendar
from db.permissions import Permission
from db.scheme import StepKind
from db.vetting.models.applications import Status
from db.vetting.queries.applications import application_facts, story
from db.vetting.queries.cases import find_case, why_not_decide

actor = auth.require_page(Permission.SEE_APPLICATIONS)
if st.query_params.get("from") == "queue":
    layout.back("vetting/queue.py", t("Waiting for me"))
else:
    layout.back("vetting/applications.py", t("Applicants"))
wanted = st.query_params.get("id", "")
facts = None
with rule_errors(), data.reading() as s:
    facts = application_facts(s, actor, number(wanted))
    case, lines, calendar = find_case(s, actor, facts.id), story(s, actor, facts.id), work_calendar(s)
if facts is None:
    st.stop()

scheme = data.scheme_of(facts.scheme_version_id)
until = t(" · due {day}", day=due_text(calendar, facts.due_on, clock.today())) if facts.due_on else ""
where = step_name(scheme, facts.step_key) if facts.step_key else ""
layout.head(facts.name, f"{badge(facts.status)} {where}{until}")

reason = why_not_decide(actor, case)
if facts.status is Status.WAITING and case.kind is StepKind.OPINIONS:
    opinion_acts.opinions(actor, scheme, facts)
if reason is None:
    bar(actor, scheme, facts.step_key, [Chosen(facts.id, facts.version, facts.name)])
elif reason not in ("not_waiting", "not_your_step"):
    why_not(reason, facts.name)
application_acts.more(actor, facts, case.unit_path, can_declare_kin=reason is None)

left, right = layout.halves(2, 3)
with left:
    st.subheader(t("Particulars"), anchor=False)
    application_acts.particulars(scheme, facts)
    application_acts.full_numbers(actor, facts)
with right:
    st.subheader(t("Course of events"), anchor=False)
    layout.course(story_lines(scheme, lines))
