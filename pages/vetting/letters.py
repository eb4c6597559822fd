"""Departments on paper: a letter to each, and the stamped reply recorded."""

import streamlit as st

from components.paper.vetting.letters import reference
from components.shell import auth
from components.ui import database, downloads, layout, tables
from components.vetting.letters import printed, reply, reply_by, write
from components.wording.markdown import marked, md, plain
from components.wording.scheme_terms import named
from components.wording.words import day, t
from db import clock
from db.vetting.permissions import VettingPermission
from db.vetting.queries.opinions import department_states, letters

actor = auth.require_page(VettingPermission.ASK_DEPARTMENTS)
scheme, office = database.scheme(), database.office()


with database.reading() as s:
    states, written = department_states(s, actor, clock.today()), letters(s, actor)
layout.head(t("Departments' opinions"), md("**{n}** open", n=sum(state.n_pending for state in states)))
if not states:
    st.info(t("This scheme asks no departments."))
for state in states:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        late = md(" · :red[{n} overdue]", n=state.n_overdue) if state.n_overdue else ""
        waits = t("{n} people open", n=state.n_pending) if state.n_pending else t("nobody open")
        whose = named(scheme.departments, state.department)
        st.markdown(marked("**{whose}** · {waits}{late}", whose=whose, waits=waits, late=late), width="stretch")
        asks = t("Write a letter ({n})", n=state.n_without_letter)
        if state.n_without_letter and st.button(plain(asks), key=f"write-{state.department}", icon=":material/mail:"):
            write(actor, state.department)
if written:
    st.subheader(t("Letters"), anchor=False)
rows = [
    {
        t("Reference"): reference(office, row.year, row.number),
        t("Department"): named(scheme.departments, row.department),
        t("Written"): day(row.written_on),
        t("Reply by"): reply_by(row),
        t("People"): str(row.n_people),
        t("Not yet answered"): str(row.n_pending),
    }
    for row in written
]
if written and (ticked := tables.table(rows, marks=[row.id for row in written], key="letters", mode="single-row", empty="")):
    letter = written[ticked[0]]
    downloads.button(
        t("Download the letter (Word; recorded)"), lambda: printed(actor, office, scheme, letter), kind=downloads.WORD,
        what=reference(office, letter.year, letter.number),
    )  # fmt: skip
    reply(actor, scheme, letter)
