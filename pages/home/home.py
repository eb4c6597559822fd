"""Home: what waits for me, the number first, with a press that opens it."""

import streamlit as st

from components.home.cards import cards
from components.home.home import remember, sentence_for, tasks_for
from components.shell import auth
from components.ui import database, layout, moves, state
from components.wording.labels import role_title
from components.wording.markdown import plain
from components.wording.words import full_day, t
from db import clock
from db.office.permissions import OfficePermission
from db.office.queries import unit_names

actor = auth.require_page(OfficePermission.SEE_HOME)

with database.reading() as s:
    place = unit_names(s, [actor.unit_path])[actor.unit_path]
    tasks = tasks_for(s, actor)
remember(actor, tasks)
waiting = [task for task in tasks if task.n and (task.waits or task.late)]
glance = [task for task in tasks if task.n and not task.waits and not task.late]
hello = t("{name}, {n} things wait for you", name=actor.name, n=len(waiting)) if waiting else t("Hello, {name}", name=actor.name)
role = role_title(actor.role, database.scheme(), state.language())
layout.head(hello, f"{place} · {role} · {full_day(clock.today(), with_year=False)}")

if waiting:
    cards(waiting, "waiting")
elif not glance:
    st.info(plain(sentence_for(actor.role)), icon=":material/done_all:")
if glance:
    st.subheader(t("At a glance"), anchor=False)
    cards(glance, "glance")
with st.container(horizontal=True):
    for task in tasks:
        if task.link and not task.n:
            moves.link(task.page, task.link, task.icon)
