"""Filters and rows of the list of households and shops, and taking it along as a spreadsheet."""

from datetime import timedelta

import streamlit as st

from components.paper.workbooks import workbook
from components.ui import database, query_params, state
from components.ui.cells import Cell
from components.ui.forms import search_field
from components.ui.unit_picker import pick_unit
from components.wording.labels import label
from components.wording.markdown import plainly
from components.wording.words import document_day, language, number_text, short_day, t
from db import clock
from db.actor import Actor, Role
from db.ledger.checks import bits_of
from db.ledger.commands.disclosures import exported_households
from db.ledger.household_import import shown_care
from db.ledger.models.households import Fact, HouseholdKind
from db.ledger.queries.households import HouseholdFilter, HouseholdRow
from db.scheme import Scheme

_STATES = {"": "All", "uncovered": "Without a steward", "missing": "Something is missing", "stale": "Long not confirmed"}


def ask(actor: Actor, scheme: Scheme) -> HouseholdFilter:
    """The search stands open; the rest folds away. A number on another page may open the list at what it counts."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kinds = list(HouseholdKind) if scheme.coverage.merchants_max else [HouseholdKind.FAMILY]
        kind = query_params.member("kind", HouseholdKind.FAMILY)
        kind = kind if kind in kinds else kinds[0]
        if len(kinds) > 1:
            kind = st.segmented_control(
                t("List"), kinds, default=kind, required=True, format_func=plainly(label), key="ledger-kind"
            )
        search = search_field("ledger", t("Name, initials, door, last 4 digits of the telephone, or ID number"))
    if actor.role is Role.STEWARD:
        return HouseholdFilter(kind=kind, search=search)
    return _more(actor, scheme, kind, search)


def _more(actor: Actor, scheme: Scheme, kind: HouseholdKind, search: str) -> HouseholdFilter:
    with st.expander(t("More filters"), expanded=query_params.is_given("state")):
        chosen = query_params.key("state", _STATES)
        picked = st.segmented_control(
            t("Show"), list(_STATES), default=chosen, required=True, key=f"ledger-state-{chosen}",
            format_func=plainly(lambda key: t(_STATES[key])),
        )  # fmt: skip
        groups = {group.key: group.text(language()) for group in scheme.special_groups}
        care = st.selectbox(
            t("Special group"), ["", *groups], key="ledger-care", format_func=lambda key: groups[key] if key else t("All")
        )
        start = query_params.place(actor)
        unit = pick_unit(actor.unit_path, scheme, key=f"ledger-unit-{start}", optional=True, chosen_path=start)
    stale = clock.today() - timedelta(days=scheme.ledger.stale_after_days)
    return HouseholdFilter(
        kind=kind, search=search, unit_path=unit.path if unit else "", care=care or "", is_uncovered=picked == "uncovered",
        missing_bits=bits_of(Fact) if picked == "missing" else 0, confirmed_before=stale if picked == "stale" else None,
    )  # fmt: skip


def table_row(scheme: Scheme, row: HouseholdRow) -> dict[str, str | Cell]:
    people = "" if row.n_people is None else Cell(str(row.n_people), t("{n} people", n=row.n_people))
    keeper: dict[str, str | Cell] = {t("Shop"): row.title, t("Keeper"): Cell(row.name)}
    name = keeper if row.kind is HouseholdKind.MERCHANT else {t("Head"): Cell(row.name)}
    checked = short_day(row.confirmed_on)
    return {
        t("Door"): row.door,
        **name,
        t("Belongs to"): row.unit_name,
        t("Telephone"): Cell(row.phone),
        t("People"): people,
        t("Special groups"): shown_care(scheme, row.care, language()),
        t("Steward"): Cell(row.steward_name or t("nobody")),
        t("Checked on"): Cell(checked, t("checked {day}", day=checked)),
    }


def export(actor: Actor, scheme: Scheme, wanted: HouseholdFilter, *, with_full_data: bool) -> bytes:
    """Everything the filter finds, as a workbook; recorded. Numbers are masked unless full ones are asked for."""
    with database.session() as s:
        rows = exported_households(s, actor, wanted, with_full_data=with_full_data)
    titles = [
        t("Belongs to"), t("Door"), t("Shop"), t("Head or keeper"), t("ID number"), t("Telephone"), t("People"),
        t("Party members"), t("Special groups"), t("Steward"), t("Checked on"),
    ]  # fmt: skip
    lines = [
        [
            r.unit_name, r.door, r.title, r.name, id_number, phone, number_text(r.n_people), number_text(n_party),
            shown_care(scheme, r.care, language()), r.steward_name, document_day(r.confirmed_on),
        ]
        for r, id_number, phone, n_party in rows
    ]  # fmt: skip
    return workbook(titles, lines, name=t("Ledger"), wide=[0])


def empty_sentence(actor: Actor, wanted: HouseholdFilter) -> str:
    if actor.role is Role.STEWARD:
        return t("No household is given to you yet. The office gives them; they then appear here.")
    if wanted.search or state.widget("ledger-care"):
        return t("Nothing fits. Take a filter away, or look for fewer letters.")
    return t("The ledger is empty here. Bring your lists in, or write the first household down.")
