"""Filters, rows and sums of the log of service points; lines that were wrong are taken back."""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from components.points.months import month_text, pick_month
from components.ui import database, query_params, tables
from components.ui.cells import Cell
from components.ui.errors import rule_errors
from components.ui.forms import Form, ask_once, later
from components.wording.labels import label
from components.wording.markdown import plain, plainly
from components.wording.scheme_terms import named
from components.wording.words import short_day, t
from db import clock
from db.actor import Actor
from db.points.commands.services import take_back
from db.points.models.services import ServiceKind
from db.points.queries.services import LogPoint, ServiceFilter, ServiceRow, services_by_month
from db.points.service_checks import OTHER
from db.scheme import Scheme
from db.visits.checks import month_of

_ONE_YEAR = 100


def what_text(scheme: Scheme, key: str) -> str:
    """In the scheme's words; what no point offers is something else."""
    return t("Something else") if key == OTHER else named((*scheme.stations, *scheme.posts), key)


def whom_text(scheme: Scheme, key: str) -> str:
    return named(scheme.served_groups, key) if key else ""


def done_text(scheme: Scheme, row: ServiceRow) -> str:
    return t("Training: {title}", title=row.title) if row.kind is ServiceKind.TRAINING else what_text(scheme, row.what)


def ask(scheme: Scheme, points: Sequence[LogPoint]) -> ServiceFilter:
    """The month stands open, the rest folds away."""
    asked = query_params.month() or month_of(clock.today())
    month = pick_month("service-list-month", asked)
    names, given = {0: t("All")} | {point.id: point.name for point in points}, query_params.asked("point")
    kinds = {"": None} | {kind.value: kind for kind in ServiceKind}
    with st.expander(t("More filters"), expanded=given in names and given > 0):
        chosen = st.selectbox(
            t("Service point"), list(names), index=list(names).index(given) if given in names else 0,
            format_func=names.__getitem__, key=f"service-list-point-{given}",
        )  # fmt: skip
        keys = ["", *dict.fromkeys([*(one.key for one in (*scheme.stations, *scheme.posts)), OTHER])]
        what = st.selectbox(
            t("What was done"), keys, key="service-list-what", format_func=lambda key: what_text(scheme, key) if key else t("All")
        )
        kind = st.segmented_control(
            t("Kind"), list(kinds), default="", required=True, key="service-list-kind",
            format_func=plainly(lambda key: label(ServiceKind(key)) if key else t("All")),
        )  # fmt: skip
    return ServiceFilter(chosen, month, what or "", kinds[kind])


def table_row(scheme: Scheme, row: ServiceRow) -> dict[str, str | Cell]:
    day = short_day(row.on_day)
    return {
        t("What was done"): done_text(scheme, row), t("Day"): Cell(day, day), t("Service point"): row.point_name,
        t("For whom"): Cell(whom_text(scheme, row.whom)), t("How many"): Cell(row.n_people, t("{n} people", n=row.n_people)),
        t("Written by"): Cell(row.by), t("Source"): label(row.source),
        t("Remarks"): Cell(t("taken back") if row.is_taken_back else "", t("taken back") if row.is_taken_back else ""),
    }  # fmt: skip


def acts(actor: Actor, chosen: Sequence[ServiceRow]) -> None:
    """What was taken back already stays so."""
    standing, form = [row for row in chosen if not row.is_taken_back], Form("take-services-back")
    if standing and st.button(plain(t("Take {n} back", n=len(standing))), icon=":material/undo:", key="take-back"):
        said = t("{n} lines count no more. They stay in the list, marked as taken back.", n=len(standing))
        ask_once(t("Take back what was wrong"), said, lambda: _take(actor, [row.id for row in standing], form.id))


def _take(actor: Actor, service_ids: Sequence[int], press: UUID) -> None:
    with rule_errors():
        with database.session() as s:
            for service_id in service_ids:
                take_back(s, actor, service_id=service_id, request_id=press)
        later(t("{n} lines are taken back.", n=len(service_ids)))


def sums(actor: Actor, point_id: int) -> None:
    """The last twelve months, the last first."""
    with database.reading() as s:
        months = services_by_month(s, actor, since=month_of(clock.today()) - _ONE_YEAR + 1, point_id=point_id)
    rows = [
        {t("Month"): month_text(m.month), t("Services"): m.n_services, t("People served"): m.n_served,
         t("Trainings"): m.n_trainings, t("Trainees"): m.n_trainees}
        for m in months
    ]  # fmt: skip
    tables.listing(rows, key="services-by-month", empty=t("The months appear here with the first line of the log."))
