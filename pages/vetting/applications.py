"""Everybody who registered, whatever became of it."""

import streamlit as st
from sqlmodel import Session

from components.shell import auth
from components.ui import database, layout, moves, paged_list, query_params
from components.ui.forms import search_field
from components.vetting import registration_round
from components.vetting.applications import table_row
from components.wording.labels import label
from components.wording.markdown import md, plainly
from components.wording.words import t
from db.permissions import allows
from db.vetting.models.applications import Status
from db.vetting.permissions import VettingPermission
from db.vetting.queries.applications import ApplicationRow, applications, count_by_status, count_entries

actor = auth.require_page(VettingPermission.SEE_APPLICATIONS)

with database.reading() as s:
    counts = count_by_status(s, actor)
    n_entries = count_entries(s, actor)
layout.head(t("Applicants"), md("**{n}** people", n=sum(counts.values())))

with st.container(horizontal=True):
    if st.button(t("Register an applicant"), icon=":material/person_add:", type="primary"):
        moves.go("vetting/register.py")
    if allows(actor, VettingPermission.IMPORT_APPLICANTS) and st.button(t("Bring in a list"), icon=":material/upload_file:"):
        moves.go("vetting/bring_in.py")
    if allows(actor, VettingPermission.SEE_CANDIDATES) and st.button(t("Candidates"), icon=":material/person_search:"):
        moves.go("vetting/candidates.py")
    if allows(actor, VettingPermission.CONFIRM_ENTRY) and st.button(
        md("Self-registrations: {n}", n=n_entries), icon=":material/how_to_reg:"
    ):
        moves.go("vetting/entries.py")
    if allows(actor, VettingPermission.IMPORT_APPLICANTS):
        registration_round.corner(actor)

status, search = None, ""
if counts:
    ways = {"": t("All {n}", n=sum(counts.values()))} | {s.value: f"{label(s)} {counts[s]}" for s in Status if s in counts}
    asked = query_params.key("status", ways)
    picked = st.pills(
        t("Where it stands"),
        list(ways),
        default=asked,
        required=True,
        format_func=plainly(ways.__getitem__),
        key=f"applications-status-{asked}",
    )
    status = Status(picked) if picked else None
    search = search_field("applications", t("Name, pinyin initials or building"))


def find(s: Session, **page: int) -> tuple[list[ApplicationRow], int]:
    n = count_by_status(s, actor, search=search) if search else counts
    rows = applications(s, actor, status=status, search=search, **page)
    return rows, n.get(status, 0) if status else sum(n.values())


found = paged_list.read(f"applications-{status}-{search}", find)
chosen = found.pick(
    table_row,
    mark=lambda row: (row.id, row.moved_at),
    empty=t("Nobody fits this search.") if search else t("Nobody has registered yet. Register the first person above."),
)
if len(chosen) == 1:
    title = t("Open {name}", name=chosen[0].name)
    paged_list.open_button(title, "vetting/application.py", kind="secondary", application=chosen[0].id)
elif found.rows and not paged_list.is_of_cards():
    st.caption(t("Tick one person to open the story."))
