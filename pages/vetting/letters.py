"""Departments on paper: a letter to each, and the stamped reply recorded."""

import streamlit as st

from components import auth, data, layout, tables
from components.errors import rule_errors
from components.forms import Form, later
from components.opinions import answers, people_table, summary
from components.paper.letters import letter_docx, reference
from components.vetting import named
from components.words import day, t
from db import clock
from db.permissions import Permission
from db.vetting.commands.opinions import record_reply, write_letter
from db.vetting.commands.readings import show_letter
from db.vetting.models.opinions import OpinionStatus
from db.vetting.queries.opinions import LetterRow, department_states, letters, open_people_of_letter, without_letter

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REPLIES = [OpinionStatus.NO_OBJECTION, OpinionStatus.NOT_REPLIED]

actor = auth.require_page(Permission.ASK_DEPARTMENTS)
scheme, office = data.scheme(), data.office()


def write(department: str) -> None:
    with rule_errors():
        with data.session() as s:
            write_letter(s, actor, department=department, opinion_ids=without_letter(s, actor, department))
        later(t("The letter is written. Download and print it below."))


def printed(letter: LetterRow) -> bytes:
    with data.session() as s:
        people = show_letter(s, actor, letter_id=letter.id)
    return letter_docx(office, scheme, letter, people)


def reply(letter: LetterRow) -> None:
    form = Form(f"reply-{letter.id}")
    with data.reading() as s:
        people = open_people_of_letter(s, actor, letter.id)
    st.text(t("Tick whoever the department objects to, as the stamped reply says."))
    ticked = people_table(scheme, people, key=form.key("people"), empty=t("Everybody in this letter is answered."))
    given = answers(form, people, ticked, REPLIES) if people else []
    if given and st.button(t("Record: {summary}", summary=summary(given)), type="primary", key=form.key("record")):
        with rule_errors(form.slots):
            with data.session() as s:
                n_recorded = record_reply(s, actor, answers=given)
            form.done(t("{n} replies are recorded.", n=n_recorded))


with data.reading() as s:
    states, written = department_states(s, actor, clock.today()), letters(s, actor)
layout.head(t("Departments' opinions"), t("**{n}** open", n=sum(state.n_pending for state in states)))
if not states:
    st.info(t("This scheme asks no departments."))
for state in states:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        late = t(" · :red[{n} overdue]", n=state.n_overdue) if state.n_overdue else ""
        waits = t("{n} people open", n=state.n_pending) if state.n_pending else t("nobody open")
        st.markdown(f"**{named(scheme.departments, state.department)}** · {waits}{late}", width="stretch")
        asks = t("Write a letter ({n})", n=state.n_without_letter)
        if state.n_without_letter and st.button(asks, key=f"write-{state.department}", icon=":material/mail:"):
            write(state.department)
if written:
    st.subheader(t("Letters"), anchor=False)
rows = [
    {
        t("Reference"): reference(office, row.year, row.number),
        t("Department"): named(scheme.departments, row.department),
        t("Written"): day(row.written_on),
        t("Reply by"): day(row.reply_by),
        t("People"): str(row.n_people),
        t("Open"): str(row.n_pending),
    }
    for row in written
]
if written and (ticked := tables.table(rows, key="letters", mode="single-row", empty="")):
    letter = written[ticked[0]]
    name = f"{reference(office, letter.year, letter.number)}.docx"
    st.download_button(
        t("Download the letter (Word; recorded)"), data=lambda: printed(letter), file_name=name, mime=DOCX,
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    reply(letter)
