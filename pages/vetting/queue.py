"""Who waits for me, since when and until when; open one, or decide on many at once."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, tables
from components.ui.cells import Cell
from components.vetting.decide_bar import Chosen, bar
from components.vetting.texts import due_cell, waiting_cell
from components.wording.scheme_terms import category_name, step_name
from components.wording.words import t
from db import clock
from db.calendar import work_calendar
from db.vetting.permissions import VettingPermission
from db.vetting.queries.queue import count_waiting, queue_counts, waiting_steps

actor = auth.require_page(VettingPermission.DECIDE_STEP)
today = clock.today()

with database.reading() as s:
    counts, calendar = queue_counts(s, actor, today), work_calendar(s)
scheme = database.scheme()
late = t(" · :red[**{n}** overdue]", n=counts.n_overdue) if counts.n_overdue else ""
layout.head(t("Waiting for me"), t("**{n}** people", n=counts.n_all) + late)

step, search = "", ""
if counts.n_all:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(counts.steps) > 1:
            shown = {"": t("All {n}", n=counts.n_all)} | {key: f"{step_name(scheme, key)} {n}" for key, n in counts.steps.items()}
            step = st.segmented_control(
                t("Step"), list(shown), default="", required=True, format_func=shown.__getitem__, key="queue-step"
            )
        search = st.text_input(
            t("Find"), key="queue-search", placeholder=t("Name, pinyin initials or building"), icon=":material/search:"
        )

key = f"queue-{step}-{search}"
with database.reading() as s:
    rows = waiting_steps(s, actor, step_key=step, search=search, offset=tables.offset(key), limit=tables.per_page())
    known = counts.steps.get(step, 0) if step else counts.n_all
    n_rows = count_waiting(s, actor, step_key=step, search=search) if search else known
schemes = {row.scheme_version_id: database.scheme_of(row.scheme_version_id) for row in rows}
ticked = tables.pick(
    [
        {
            t("Name"): row.name,
            t("Place"): row.unit_name,
            t("Due"): due_cell(calendar, row.due_on, today),
            t("Since"): waiting_cell(row.entered_at),
            t("Category"): category_name(schemes[row.scheme_version_id], row.category),
            t("Recommended by"): Cell(row.recommender),
        }
        | ({} if step or len(counts.steps) < 2 else {t("Step"): step_name(schemes[row.scheme_version_id], row.step_key)})
        for row in rows
    ],
    marks=[(row.application_id, row.version) for row in rows],
    key=key,
    empty=t("Nobody fits this search.") if search else t("Nothing waits for you. New applications appear here."),
)
tables.pager(key, n_rows)

chosen = [rows[index] for index in ticked]
if len(chosen) == 1 and (
    tables.is_card_list() or st.button(t("Open {name}", name=chosen[0].name), icon=":material/open_in_full:")
):
    st.switch_page("vetting/application.py", query_params={"id": str(chosen[0].application_id), "from": "queue"})
steps = {row.step_key for row in chosen}
own_scheme = schemes[chosen[0].scheme_version_id] if chosen else scheme
bar(actor, own_scheme, steps.pop() if len(steps) == 1 else "", [Chosen(r.application_id, r.version, r.name) for r in chosen])
if rows and not chosen:
    st.caption(t("Tick one or more people to decide on them."))
