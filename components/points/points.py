"""Filters and rows of the list of service points."""

import streamlit as st

from components.points.kinds import kind_text
from components.ui import database, query_params
from components.ui.cells import Cell
from components.ui.forms import search_field
from components.ui.unit_picker import pick_unit
from components.wording.labels import label
from components.wording.markdown import plainly
from components.wording.words import short_day, t
from db.actor import Actor, Role
from db.points.models.points import PointStatus
from db.points.queries.points import PointFilter, PointRow, count_by_status
from db.scheme import Scheme

_S = PointStatus
# What one does about them, in the order of their lives.
GROUPS: dict[str, tuple[str, tuple[PointStatus, ...]]] = {
    "wishes": ("To be decided", (_S.PROPOSED, _S.TALKED_OVER, _S.ON_BALLOT)),
    "to_open": ("To be staffed and opened", (_S.ADOPTED, _S.STAFFED)),
    "open": ("In use", (_S.OPEN,)),
    "ended": ("Given up or not set up", (_S.CLOSED, _S.DECLINED)),
}


def ask(actor: Actor, scheme: Scheme) -> PointFilter:
    """Which part of their lives, with how many there are; the rest folds away."""
    with database.reading() as s:
        counts = count_by_status(s, actor)
    n = {key: sum(counts.get(status, 0) for status in statuses) for key, (_, statuses) in GROUPS.items()}
    shown = [key for key in GROUPS if n[key] or key in ("wishes", "open")]
    given = query_params.key("view", shown) or "open"
    view = st.segmented_control(
        t("View"), shown, default=given, required=True, key=f"points-view-{given}", label_visibility="collapsed",
        format_func=plainly(lambda key: t("{name} {n}", name=t(GROUPS[key][0]), n=n[key])),
    )  # fmt: skip
    search = search_field("points", t("Name or place"))
    kind, path = _more(actor, scheme)
    return PointFilter(GROUPS[view][1], kind, search, path)


def _more(actor: Actor, scheme: Scheme) -> tuple[str, str]:
    if actor.role is Role.STEWARD:
        return "", ""
    with st.expander(t("More filters")):
        kinds = [kind.key for kind in scheme.point_kinds]
        kind = st.segmented_control(
            t("Kind"), ["", *kinds], default="", required=True, key="points-kind",
            format_func=plainly(lambda key: kind_text(scheme, key) if key else t("All")),
        )  # fmt: skip
        unit = pick_unit(actor.unit_path, scheme, key="points-unit", optional=True)
    return kind, unit.path if unit and unit.path != actor.unit_path else ""


def table_row(scheme: Scheme, row: PointRow) -> dict[str, str | Cell]:
    since = short_day(row.opened_on or row.proposed_on)
    return {
        t("Service point"): row.name,
        t("Kind"): kind_text(scheme, row.kind),
        t("Belongs to"): row.unit_name,
        t("Where"): Cell(row.place),
        t("Stands"): label(row.status),
        t("Since"): Cell(since, t("since {day}", day=since)),
    }
