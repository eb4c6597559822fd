"""Candidates as a list: what is looked for, a row, the lists they came with, and those who live where nobody serves."""

from collections.abc import Collection

import streamlit as st
from sqlmodel import Session

from components.ui import database, paged_list
from components.ui.cells import Cell
from components.ui.forms import act, search_field
from components.ui.paged_list import PagedList
from components.ui.unit_picker import pick_unit
from components.wording.labels import label
from components.wording.markdown import md, plainly
from components.wording.words import t
from db import clock
from db.actor import Actor
from db.office.queries import ids_in
from db.permissions import allows
from db.scheme import Scheme
from db.vetting.candidates import age_of
from db.vetting.commands.candidates import delete_list
from db.vetting.models.candidates import MemberKind
from db.vetting.permissions import VettingPermission
from db.vetting.queries.candidates import (
    CandidateFilter,
    CandidateRow,
    candidate_lists,
    count_candidates,
    find_candidates,
    units_of_candidates,
)


def age_text(born: str) -> str:
    """Empty where nothing is known; about so many where only year or month are."""
    age = age_of(born, clock.today())
    if age is None:
        return ""
    return str(age) if len(born) == len("1968-03-09") else t("about {n}", n=age)


def _row(row: CandidateRow) -> dict[str, str | Cell]:
    return {
        t("Name"): row.name,
        t("Age"): Cell(age_text(row.born)),
        t("Kind of party member"): label(row.kind),
        t("Speciality"): Cell(row.speciality),
        t("Lives"): f"{row.unit_name} {row.door}".strip(),
    }


def _row_with_state(row: CandidateRow) -> dict[str, str | Cell]:
    return _row(row) | {t("State"): t("Has become an applicant") if row.application_id else ""}


def ask(actor: Actor, scheme: Scheme) -> CandidateFilter:
    """Draws the filters: search and kind stand open, where they live folds away."""
    ways = {"": t("All")} | {kind.value: label(kind) for kind in MemberKind}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = search_field("candidates", t("Name, pinyin initials or building"))
        kind = st.segmented_control(
            t("Kind of party member"), list(ways), default="", required=True, format_func=plainly(ways.__getitem__),
            key="candidates-kind",
        )  # fmt: skip
    with st.expander(t("Where they live")):
        unit = pick_unit(actor.unit_path, scheme, key="candidates-unit", optional=True)
    return CandidateFilter(search, MemberKind(kind) if kind else None, unit.path if unit else "")


def read(actor: Actor, wanted: CandidateFilter, key: str) -> PagedList[CandidateRow]:
    def find(s: Session, **page: int) -> tuple[list[CandidateRow], int]:
        return find_candidates(s, actor, wanted, **page), sum(count_candidates(s, actor, wanted).values())

    return paged_list.read(f"{key}-{hash(wanted)}", find)


def open_one(found: PagedList[CandidateRow], *, empty: str, with_state: bool = True) -> None:
    """The table, and the way to the one who is ticked."""
    chosen = found.pick(_row_with_state if with_state else _row, mark=lambda row: (row.id, row.application_id), empty=empty)
    if len(chosen) == 1:
        title = t("Open {name}", name=chosen[0].name)
        paged_list.open_button(title, "vetting/candidate.py", kind="secondary", candidate=chosen[0].id)
    elif found.rows and not paged_list.is_of_cards():
        st.caption(t("Tick one person to open the entry."))


def lists(actor: Actor) -> None:
    """What was brought in and when, with the press that deletes it."""
    with database.reading() as s:
        rows = candidate_lists(s, actor) if allows(actor, VettingPermission.IMPORT_CANDIDATES) else []
    if not rows:
        return
    st.subheader(t("Lists so far"), anchor=False)
    st.caption(t("Whoever was not taken up does not stay for ever: delete a list when stewards have been chosen."))
    for row in rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            said = t("{n} on file, {taken} of them applicants", n=row.n_candidates, taken=row.n_taken_up)
            st.text(t("{day}, brought in by {who}: {said}", day=clock.local(row.at).date(), who=row.user_name, said=said))
            with st.popover(t("Delete this list"), icon=":material/delete:"):
                st.text(t("All of its candidates are deleted for good. Whoever became an applicant stays one."))
                work = lambda s, batch_id=row.batch_id: delete_list(s, actor, batch_id=batch_id)  # noqa: E731
                act(t("Delete for good"), work, t("The list is deleted."), key=f"delete-list-{row.batch_id}")


def who_live_there(actor: Actor, unit_path: str, uncovered: Collection[str]) -> None:
    """Those who live in or under units where some household has no steward, or of whom no more is known than a unit above:
    in the order of units, nobody is put first."""
    if not allows(actor, VettingPermission.SEE_CANDIDATES):
        return
    with database.reading() as s:
        homes = units_of_candidates(s, actor, unit_path)
    known = {unit_id for path in uncovered for unit_id in ids_in(path)}
    ends = {ids_in(path)[-1] for path in uncovered}
    there = frozenset(unit_id for unit_id, path in homes.items() if unit_id in known or ends & set(ids_in(path)))
    if not there:
        return
    found = read(actor, CandidateFilter(unit_path=unit_path, unit_ids=there, is_open=True), "candidates-there")
    st.subheader(md("Candidates who live where somebody has no steward: {n}", n=found.n_rows), anchor=False)
    open_one(found, empty="", with_state=False)
