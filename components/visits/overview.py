"""The parts of visits at a glance: four numbers that open their lists, units that open a level deeper."""

from collections.abc import Sequence

import streamlit as st

from components.ui import database, layout, moves, query_params, tables
from components.visits.month_picker import month_text
from components.wording.markdown import md, plain
from components.wording.scheme_terms import members_by_name
from components.wording.words import share, t
from db.actor import Actor
from db.ledger.permissions import LedgerPermission
from db.permissions import allows
from db.scheme import Scheme
from db.visits.models.visits import Outcome
from db.visits.permissions import VisitsPermission
from db.visits.queries.named import named_overview
from db.visits.queries.overview import UnitVisits

# A household that nobody met for a quarter.
LONG_DAYS = 90


def numbers(actor: Actor, month: int, top: UnitVisits, n_not_met: int) -> str:
    """Draws them; returns the name of the list that is pressed, if one of this page is."""
    met = f"{t('Households met')} · {share(top.n_households_met, top.n_households)}"
    shown = (
        (t("Visits"), top.n_visits, "visits"),
        (met, top.n_households_met, "met"),
        (t("Not met for {n} days", n=LONG_DAYS), n_not_met, "not_met"),
        (t("Must-visits overdue"), top.n_must_overdue, "must"),
    )
    columns = [*st.columns(2), *st.columns(2)] if layout.is_narrow() else st.columns(4)
    for column, (name, n, which) in zip(columns, shown, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.metric(plain(name), plain(f"{n:,}"))
            is_open = allows(actor, VisitsPermission.SEE_VISITS) and allows(actor, LedgerPermission.SEE_HOUSEHOLDS)
            if is_open and st.button(t("Open the list"), key=f"open-{which}"):
                _go(which, month, top.path)
                return which
    return ""


def people(actor: Actor, scheme: Scheme, month: int, path: str) -> None:
    """Those looked after by name, where the programme has them: no part of the four numbers, which are of households."""
    if not (word := members_by_name(scheme)):
        return
    with database.reading() as s:
        seen = named_overview(s, actor, month, path)
    if seen.n_members:
        when = month_text(month)
        st.markdown(md("{word} met in {month} **{met} / {all}**", word=word, month=when, met=seen.n_met, all=seen.n_members))


def _go(which: str, month: int, path: str) -> None:
    if which == "must":
        moves.go("visits/must_visits.py", {"unit": path, "which": "overdue"})
    if which != "not_met":
        outcome = {"outcome": Outcome.MET.value} if which == "met" else {}
        moves.go("visits/visits.py", {"unit": path, "month": str(month)} | outcome)


def units(rows: Sequence[UnitVisits]) -> None:
    """One line a unit right below; a tick opens it."""
    st.subheader(t("By unit"), anchor=False)
    shown = [
        {
            t("Unit"): row.name,
            t("Visits"): f"{row.n_visits:,}",
            t("Households met"): f"{row.n_households_met:,} / {row.n_households:,}",
            t("Must-visits open"): f"{row.n_must_open:,}",
            t("of them overdue"): f"{row.n_must_overdue:,}",
            t("Must-visits not made"): f"{row.n_must_not_made:,}",
        }
        for row in rows
    ]
    ticked = tables.table(
        shown, marks=[row.path for row in rows], key="visits-units", mode="single-row",
        empty=t("There are no units below this one."),
    )  # fmt: skip
    if ticked:
        query_params.put("unit", rows[ticked[0]].path)
        st.rerun()
