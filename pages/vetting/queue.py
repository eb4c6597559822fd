"""Who waits for me, since when and until when; open one, or decide on many at once."""

import streamlit as st
from sqlmodel import Session

from components.shell import auth
from components.ui import database, layout, paged_list
from components.ui.cells import Cell
from components.ui.forms import search_field
from components.vetting.decide_bar import Chosen, bar
from components.vetting.texts import due_cell, waiting_cell
from components.wording.markdown import joined, md, plainly
from components.wording.scheme_terms import category_name, step_name
from components.wording.words import t
from db import clock
from db.calendar import work_calendar
from db.vetting.permissions import VettingPermission
from db.vetting.queries.queue import QueueRow, count_waiting, queue_counts, waiting_steps

actor = auth.require_page(VettingPermission.DECIDE_STEP)
today = clock.today()

with database.reading() as s:
    counts, calendar = queue_counts(s, actor, today), work_calendar(s)
scheme = database.scheme()
late = md(" · :red[**{n}** overdue]", n=counts.n_overdue) if counts.n_overdue else ""
layout.head(t("Waiting for me"), joined("", [md("**{n}** people", n=counts.n_all), late]))

step, search = "", ""
if counts.n_all:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(counts.steps) > 1:
            ways = {"": t("All {n}", n=counts.n_all)} | {key: f"{step_name(scheme, key)} {n}" for key, n in counts.steps.items()}
            step = st.segmented_control(
                t("Step"), list(ways), default="", required=True, format_func=plainly(ways.__getitem__), key="queue-step"
            )
        search = search_field("queue", t("Name, pinyin initials or building"))


def find(s: Session, **page: int) -> tuple[list[QueueRow], int]:
    known = counts.steps.get(step, 0) if step else counts.n_all
    n = count_waiting(s, actor, step_key=step, search=search) if search else known
    return waiting_steps(s, actor, step_key=step, search=search, **page), n


def shown(row: QueueRow) -> dict[str, str | Cell]:
    own = database.scheme_of(row.scheme_version_id)
    said = {
        t("Name"): row.name,
        t("Place"): row.unit_name,
        t("Due"): due_cell(calendar, row.due_on, today),
        t("Since"): waiting_cell(row.entered_at),
        t("Category"): category_name(own, row.category),
        t("Recommended by"): Cell(row.recommender),
    }
    return said if step or len(counts.steps) < 2 else said | {t("Step"): step_name(own, row.step_key)}


found = paged_list.read(f"queue-{step}-{search}", find)
chosen = found.pick(
    shown,
    mark=lambda row: (row.application_id, row.version),
    empty=t("Nobody fits this search.") if search else t("Nothing waits for you. New applications appear here."),
)
if len(chosen) == 1:
    more = {"application": chosen[0].application_id, "from": "queue"}
    paged_list.open_button(t("Open {name}", name=chosen[0].name), "vetting/application.py", kind="secondary", **more)
steps = {row.step_key for row in chosen}
own_scheme = database.scheme_of(chosen[0].scheme_version_id) if chosen else scheme
bar(actor, own_scheme, steps.pop() if len(steps) == 1 else "", [Chosen(r.application_id, r.version, r.name) for r in chosen])
if found.rows and not chosen:
    st.caption(t("Tick one or more people to decide on them."))
