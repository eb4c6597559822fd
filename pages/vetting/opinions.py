"""For a department: the list that waits for it, answered whole on one page."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, state
from components.ui.errors import rule_errors
from components.ui.forms import Form, press
from components.vetting.opinions import answers, people_table, summary
from components.wording.markdown import joined, md, plain
from components.wording.refusals import say_code
from components.wording.scheme_terms import named
from components.wording.words import t
from db.vetting.commands.disclosures import show_department_list
from db.vetting.commands.opinions import answer_opinions
from db.vetting.models.opinions import OpinionStatus
from db.vetting.permissions import VettingPermission
from db.vetting.queries.opinions import count_for_department, waiting_for_department
from db.vetting.queries.reviewers import why_not_answer

AT_ONCE = 200

actor = auth.require_page(VettingPermission.ANSWER_OPINION)
scheme, form = database.scheme(), Form("opinions")
with database.reading() as s:
    n_waiting = count_for_department(s, actor)
    everybody = state.noted(form.name) or waiting_for_department(s, actor, offset=0, limit=AT_ONCE)
    aside = why_not_answer(s, actor, [person.application_id for person in everybody])
people = [person for person in everybody if person.application_id not in aside]
department = named(scheme.departments, actor.department or "")
layout.head(t("Opinions asked of us"), joined(" · ", [department, md("**{n}** people", n=n_waiting)]))

for person in everybody:
    if why := aside.get(person.application_id):
        st.info(plain(say_code(why, name=person.name)), icon=":material/info:")
if people:
    st.text(t("Tick whoever you object to; for all others one answer is enough. Nobody is answered for by silence."))
ticked = people_table(
    scheme, people, key=form.key("people"), empty=t("Nobody waits for your department's opinion. New lists appear here.")
)
is_masked = state.noted(form.name) is None
if people and is_masked and st.button(t("Show full ID numbers (recorded)"), icon=":material/visibility:"):
    with rule_errors():
        with database.session() as s:
            shown = show_department_list(s, actor, offset=0, limit=AT_ONCE)
        state.note(form.name, shown)
        st.rerun()
given = answers(form, people, ticked, [OpinionStatus.NO_OBJECTION]) if people else []
if given:
    work = lambda s: answer_opinions(s, actor, answers=given, request_id=form.id)  # noqa: E731
    title = t("Send: {summary}", summary=summary(given))
    press(form, title, work, lambda n: t("{n} opinions are sent. Thank you.", n=n))
