"""Home: what waits for me, with numbers that open the lists."""

import streamlit as st

from components.home.home import sentence_for, tasks_for
from components.shell import auth
from components.ui import database, layout, state
from components.wording.labels import role_title
from components.wording.words import t
from db.office.permissions import OfficePermission
from db.office.queries import unit_names

actor = auth.require_page(OfficePermission.SEE_HOME)

with database.reading() as s:
    place = unit_names(s, [actor.unit_path])[actor.unit_path]
    tasks = tasks_for(s, actor)
layout.head(t("Hello, {name}", name=actor.name), f"{place} · {role_title(actor.role, database.scheme(), state.language())}")

waiting = [task for task in tasks if task.n]
if not waiting:
    st.info(sentence_for(actor.role), icon=":material/done_all:")
for task in waiting:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"task-{task.key}"):
        st.markdown(task.sentence, width="stretch")
        if st.button(t("Open"), key=f"open-{task.key}", type="primary" if task is waiting[0] else "secondary"):
            st.switch_page(task.page, query_params=task.params)
for task in tasks:
    if task.link and not task.n:
        st.page_link(task.page, label=task.link, icon=f":material/{task.icon}:")
