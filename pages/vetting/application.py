"""The story of one application: facts at the left, the course of events at the right, what can be done now on top."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, query_params
from components.ui.errors import rule_errors
from components.ui.query_params import asked
from components.vetting import application, application_opinions
from components.vetting.decide_bar import Chosen, bar, why_not
from components.vetting.texts import due_text, story_lines
from components.wording.labels import badge
from components.wording.markdown import joined
from components.wording.scheme_terms import step_name
from components.wording.words import t
from db import clock
from db.calendar import work_calendar
from db.scheme import StepKind
from db.vetting.models.applications import Status
from db.vetting.permissions import VettingPermission
from db.vetting.queries.applications import application_facts, story
from db.vetting.queries.cases import find_case
from db.vetting.queries.reviewers import why_not_decide

actor = auth.require_page(VettingPermission.SEE_APPLICATIONS)
if query_params.key("from", ["queue"]):
    layout.back("vetting/queue.py", t("Waiting for me"))
else:
    layout.back("vetting/applications.py", t("Applicants"))
facts = None
with rule_errors(), database.reading() as s:
    facts = application_facts(s, actor, asked("application"))
    case, lines, calendar = find_case(s, actor, facts.id), story(s, actor, facts.id), work_calendar(s)
if facts is None:
    st.stop()

scheme = database.scheme_of(facts.scheme_version_id)
until = t(" · due {day}", day=due_text(calendar, facts.due_on, clock.today())) if facts.due_on else ""
where = step_name(scheme, facts.step_key) if facts.step_key else ""
layout.head(facts.name, joined(" ", [badge(facts.status), f"{where}{until}"]))

reason = why_not_decide(actor, case)
if facts.status is Status.WAITING and case.kind is StepKind.OPINIONS:
    application_opinions.opinions(actor, scheme, facts)
if reason is None:
    bar(actor, scheme, facts.step_key, [Chosen(facts.id, facts.version, facts.name)])
elif reason not in ("not_waiting", "not_your_step"):
    why_not(reason, facts.name)
application.more(actor, facts, case.unit_path, can_declare_kin=reason is None)

left, right = layout.halves(2, 3)
with left:
    st.subheader(t("Particulars"), anchor=False)
    application.particulars(scheme, facts)
    application.numbers(actor, facts)
with right:
    st.subheader(t("Course of events"), anchor=False)
    layout.course(story_lines(scheme, lines))
