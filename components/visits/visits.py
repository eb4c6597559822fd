"""Filters and rows of the list of visits, and taking it along as a spreadsheet."""

import streamlit as st

from components.paper.workbooks import workbook
from components.ui import database, downloads, query_params
from components.ui.cells import Cell
from components.ui.unit_picker import pick_unit
from components.visits import texts
from components.visits.month_picker import days_of_month, pick_month
from components.wording.labels import label
from components.wording.markdown import plainly
from components.wording.scheme_terms import named
from components.wording.words import document_day, language, short_day, t
from db import clock
from db.actor import Actor, Role
from db.ledger.permissions import LedgerPermission
from db.permissions import allows
from db.scheme import Scheme
from db.visits.checks import month_of
from db.visits.commands.disclosures import exported_visits
from db.visits.models.visits import Outcome
from db.visits.queries.visits import VisitFilter, VisitRow


def ask(actor: Actor, scheme: Scheme) -> VisitFilter:
    """The month stands open, the rest folds away. A number on another page may open the list at what it counts."""
    household, steward = query_params.asked("household") or None, query_params.asked("steward") or None
    asked = query_params.month() or (None if household or steward else month_of(clock.today()))
    month = pick_month("visit-list-month", asked, with_all=True)
    first, last = days_of_month(month) if month else (None, None)
    known = {one.value: one for one in Outcome}
    given = query_params.key("outcome", known)
    with st.expander(t("More filters"), expanded=bool(given) or query_params.is_given("unit")):
        outcome = st.segmented_control(
            t("Outcome"), ["", *known], default=given, required=True, key=f"visit-list-outcome-{given}",
            format_func=plainly(lambda key: label(known[key]) if key else t("All")),
        )  # fmt: skip
        names = {topic.key: topic.text(language()) for topic in scheme.visiting.topics}
        topic = st.selectbox(
            t("Topics"), ["", *names], key="visit-list-topic", format_func=lambda key: names[key] if key else t("All")
        )
        path, with_withdrawn = _place(actor, scheme), st.toggle(t("With those that were withdrawn"), key="visit-list-withdrawn")
    return VisitFilter(
        unit_path=path, steward_id=steward, household_id=household, outcome=known.get(outcome), topic=topic or "",
        first_day=first, last_day=last, with_withdrawn=with_withdrawn,
    )  # fmt: skip


def _place(actor: Actor, scheme: Scheme) -> str:
    if actor.role is Role.STEWARD:
        return ""
    start = query_params.place(actor)
    unit = pick_unit(actor.unit_path, scheme, key=f"visit-list-unit-{start}", optional=True, chosen_path=start)
    return unit.path if unit else ""


def table_row(scheme: Scheme, row: VisitRow) -> dict[str, str | Cell]:
    day, door, by = short_day(row.visited_on), texts.door_of(row), row.steward_name or t("the office")
    return {
        t("Day"): Cell(day, t("{door}, visited {day}", door=door, day=day)),
        t("Door"): Cell(door, ""),
        t("Head"): Cell(row.name),
        t("Belongs to"): row.unit_name,
        t("Steward"): Cell(by, t("by {name}", name=by)),
        t("Outcome"): label(row.outcome),
        t("Form"): named(scheme.visiting.forms, row.form),
        t("Topics"): Cell(texts.topics(scheme, row.topics)),
        t("Remarks"): texts.remarks(row),
    }


def export(actor: Actor, scheme: Scheme, wanted: VisitFilter, n_rows: int) -> None:
    """Everything the filter finds, as a workbook; recorded. ID numbers and telephones in the words are always masked."""
    if not allows(actor, LedgerPermission.EXPORT_HOUSEHOLDS) or not n_rows:
        return
    with st.popover(t("Export"), icon=":material/download:"):
        st.caption(t("ID numbers and mobile telephones that were typed into the words are masked. This is recorded."))
        downloads.button(
            t("Download {n} visits (Excel)", n=n_rows), lambda: _book(actor, scheme, wanted), what=t("Visits so far"),
            kind=downloads.EXCEL,
        )  # fmt: skip


def _book(actor: Actor, scheme: Scheme, wanted: VisitFilter) -> bytes:
    with database.session() as s:
        found = exported_visits(s, actor, wanted)
    titles = [
        t("Day"), t("Belongs to"), t("Door"), t("Head or keeper"), t("Steward"), t("Outcome"), t("Form"), t("Occasion"),
        t("Topics"), t("In the visitor's words"), t("Raised"), t("Promised"), t("Remarks"),
    ]  # fmt: skip
    lines = [
        [
            document_day(r.visited_on), r.unit_name, texts.door_of(r), r.name, r.steward_name, label(r.outcome),
            named(scheme.visiting.forms, r.form), texts.occasion(scheme, r.occasion),
            texts.topics(scheme, r.topics), one.note, one.raised, one.promised, texts.remarks(r),
        ]
        for one in found
        for r in [one.row]
    ]  # fmt: skip
    return workbook(titles, lines, name=t("Visits"), wide=[9, 10])
