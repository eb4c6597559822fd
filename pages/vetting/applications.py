"""Everybody who registered, whatever became of it."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, state, tables
from components.ui.cells import Cell
from components.vetting import registration_round
from components.vetting.texts import status_text
from components.wording.labels import label
from components.wording.scheme_terms import category_name
from components.wording.words import moment, t
from db.permissions import allows
from db.vetting.models.applications import Status
from db.vetting.permissions import VettingPermission
from db.vetting.queries.applications import applications, count_by_status, count_entries

actor = auth.require_page(VettingPermission.SEE_APPLICATIONS)

with database.reading() as s:
    counts = count_by_status(s, actor)
    n_entries = count_entries(s, actor)
layout.head(t("Applicants"), t("**{n}** people", n=sum(counts.values())))

with st.container(horizontal=True):
    if st.button(t("Register an applicant"), icon=":material/person_add:", type="primary"):
        st.switch_page("vetting/register.py")
    if allows(actor, VettingPermission.IMPORT_APPLICANTS) and st.button(t("Bring in a list"), icon=":material/upload_file:"):
        st.switch_page("vetting/bring_in.py")
    if allows(actor, VettingPermission.CONFIRM_ENTRY) and st.button(
        t("Self-registrations: {n}", n=n_entries), icon=":material/how_to_reg:"
    ):
        st.switch_page("vetting/entries.py")
    if allows(actor, VettingPermission.IMPORT_APPLICANTS):
        registration_round.corner(actor)

status, search, asked = None, "", st.query_params.get("status", "")
if counts:
    shown = {"": t("All {n}", n=sum(counts.values()))} | {s.value: f"{label(s)} {counts[s]}" for s in Status if s in counts}
    picked = st.pills(
        t("Where it stands"),
        list(shown),
        default=asked if asked in shown else "",
        required=True,
        format_func=shown.__getitem__,
        key=f"applications-status-{asked}",
    )
    status = Status(picked) if picked else None
    search = st.text_input(
        t("Find"), key="applications-search", placeholder=t("Name, pinyin initials or building"), icon=":material/search:"
    )

key = f"applications-{status}-{search}"
with database.reading() as s:
    rows = applications(s, actor, status=status, search=search, offset=tables.offset(key), limit=tables.per_page())
    found = count_by_status(s, actor, search=search) if search else counts
schemes = {row.scheme_version_id: database.scheme_of(row.scheme_version_id) for row in rows}
ticked = tables.pick(
    [
        {
            t("Name"): row.name,
            t("Place"): row.unit_name,
            t("Category"): category_name(schemes[row.scheme_version_id], row.category),
            t("Where it stands"): status_text(schemes[row.scheme_version_id], row.status, row.step_key),
            t("Last moved"): Cell(moment(row.moved_at)),
        }
        for row in rows
    ],
    marks=[(row.id, row.moved_at) for row in rows],
    key=key,
    empty=t("Nobody fits this search.") if search else t("Nobody has registered yet. Register the first person above."),
)
tables.pager(key, found.get(status, 0) if status else sum(found.values()))
if len(ticked) == 1:
    row = rows[ticked[0]]
    if tables.is_card_list() or st.button(t("Open {name}", name=row.name), icon=":material/open_in_full:"):
        st.switch_page("vetting/application.py", query_params={"id": str(row.id)})
elif rows and not state.has_large_text():
    st.caption(t("Tick one person to open the story."))
