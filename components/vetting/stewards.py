"""The filters of the directory, its rows, and its export."""

import streamlit as st

from components.paper.workbooks import workbook
from components.ui import database
from components.ui.cells import Cell
from components.ui.forms import search_field
from components.ui.unit_picker import pick_unit
from components.wording.labels import label
from components.wording.markdown import plainly
from components.wording.scheme_terms import category_name, named
from components.wording.words import document_day, t
from db import clock
from db.actor import Actor
from db.id_numbers import age_on
from db.scheme import Scheme
from db.text import clean
from db.vetting.commands.disclosures import exported_stewards
from db.vetting.models.stewards import StewardStatus
from db.vetting.queries.stewards import StewardFilter, StewardRow


def ask(actor: Actor, scheme: Scheme) -> StewardFilter:
    """Draws the filters; the search stands open, the rest folds away."""
    statuses = {"": t("All")} | {s.value: label(s) for s in StewardStatus}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = search_field("stewards", t("Name, pinyin initials or building"))
        status = st.segmented_control(
            t("State"), list(statuses), default=StewardStatus.ACTIVE.value, required=True, key="stewards-status",
            format_func=plainly(statuses.__getitem__),
        )  # fmt: skip
    with st.expander(t("More filters")):
        category = st.selectbox(
            t("Category"), ["", *(c.key for c in scheme.categories)], key="stewards-category",
            format_func=lambda k: named(scheme.categories, k) if k else t("All"),
        )  # fmt: skip
        speciality = st.text_input(t("Speciality"), key="stewards-speciality")
        unit = pick_unit(actor.unit_path, scheme, key="stewards-unit", optional=True)
    return StewardFilter(
        search=search, status=StewardStatus(status) if status else None, category=category or "", speciality=clean(speciality),
        unit_path=unit.path if unit else "",
    )  # fmt: skip


def table_row(scheme: Scheme, row: StewardRow) -> dict[str, str | Cell]:
    is_over = row.status is StewardStatus.ACTIVE and row.term_to < clock.today()
    until = document_day(row.term_to)
    return {
        t("Name"): row.name,
        t("Place"): row.unit_name,
        t("Category"): category_name(scheme, row.category),
        t("Speciality"): Cell(row.speciality),
        t("No."): Cell(row.number),
        t("State"): t("Term over") if is_over else label(row.status),
        t("Until"): Cell(until, t("term until {day}", day=until)),
    }


def export(actor: Actor, scheme: Scheme, wanted: StewardFilter, *, with_full_data: bool) -> bytes:
    """Everybody whom the filter finds, as a workbook; recorded. Numbers are masked unless full ones are asked for."""
    with database.session() as s:
        rows = exported_stewards(s, actor, wanted, with_full_data=with_full_data)
    titles = [
        t("No."), t("Name"), t("Sex"), t("Age"), t("ID number"), t("Telephone"), t("Category"), t("Speciality"), t("Place"),
        t("Term from"), t("Term to"), t("State"),
    ]  # fmt: skip
    today = clock.today()
    lines = [
        [
            r.number, r.name, label(r.sex), str(age_on(r.birth_date, today)), id_number, phone,
            category_name(scheme, r.category), r.speciality, r.unit_name, r.term_from.isoformat(), r.term_to.isoformat(),
            label(r.status),
        ]
        for r, id_number, phone in rows
    ]  # fmt: skip
    return workbook(titles, lines, name=t("Directory"), wide=[8])
