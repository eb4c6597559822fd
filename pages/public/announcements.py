"""What hangs on the wall: who is announced, and a way to say something about it. No sign-in."""

import streamlit as st

from components.public import receipts
from components.shell import auth
from components.ui import database, layout
from components.vetting.announcement import people_table
from components.vetting.announcement_days import calendar_said
from components.wording.markdown import plain
from components.wording.scheme_terms import steward_title
from components.wording.words import full_day, t
from db import clock
from db.vetting.queries.announcement_days import days_of
from db.vetting.queries.announcements import announced_people, public_announcements

auth.public_page()
office, scheme = database.office(), database.scheme()
with database.reading() as s:
    running = public_announcements(s, clock.today())
    posted = [(row, announced_people(s, row.id), calendar_said(row, days_of(s, row))) for row in running]
layout.head(t("Public announcement of proposed {title}", title=steward_title(scheme)), office.name)
if not posted:
    st.info(t("Nobody is announced at the moment."))
for row, people, changes in posted:
    st.subheader(plain(f"{row.unit_name} · {row.year}-{row.number}"), anchor=False)
    until = full_day(row.ends_on)
    st.text(t("Until {day}. {n} people are proposed:", day=until, n=len(people)))
    for said in changes:
        st.text(said)
    people_table(scheme, people, key=f"public-{row.id}")
    st.text(t("Where: {contact}", contact=row.contact))
if posted:
    with st.expander(t("I would like to say something about somebody"), icon=":material/edit_note:"):
        receipts.objection_form([person for _, people, _ in posted for person in people])
