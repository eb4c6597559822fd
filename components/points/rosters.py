"""What waits about rosters: gaps that come, people put forward, swaps of those without an account; and every roster."""

from datetime import date, timedelta

import streamlit as st

from components.points import roster_acts, staff
from components.points.turn_texts import length_text, turn_text
from components.ui import moves, paged_list
from components.ui.cells import Cell
from components.wording.labels import label
from components.wording.markdown import marked, md
from components.wording.words import t
from db import clock
from db.actor import Actor
from db.points.queries.my_duties import SwapRow
from db.points.queries.points import PointFilter, PointRow, count_points, find_points
from db.points.queries.roster import PointGaps
from db.points.queries.scope import TAKES_STAFF
from db.points.queries.staff import PutForward

# Of a point's gaps so many are named; the others stand on its roster.
_MOST_NAMED = 3


def last_day(n_days: int) -> date:
    return clock.today() + timedelta(days=n_days)


def gaps(missing: list[PointGaps]) -> None:
    if not missing:
        st.success(t("Somebody comes at all opening hours of the points that keep a roster."))
    for row in missing:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"gap-{row.point_id}"):
            with st.container():
                st.markdown(marked("**{name}** :gray[{unit}]", name=row.name, unit=row.unit_name))
                _named(row)
            if st.button(t("Open the roster"), key=f"open-{row.point_id}", type="primary"):
                moves.go("points/roster.py", {"point": str(row.point_id)})


def _named(row: PointGaps) -> None:
    if not row.has_staff:
        st.markdown(md(":red[:material/person_off: Nobody serves here any more]"))
        return
    for gap in row.gaps[:_MOST_NAMED]:
        st.markdown(md(":red[:material/person_off: {turn}] ({length})", turn=turn_text(gap), length=length_text(gap.n_minutes)))
    n_more = len(row.gaps) - _MOST_NAMED
    if n_more > 0:
        st.caption(md("and {n} more", n=n_more))


def waiting(actor: Actor, rows: list[PutForward]) -> None:
    """Decided here, at the point's name."""
    if rows:
        st.subheader(t("Put themselves forward"), anchor=False)
    for row in rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"forward-{row.staff.id}"):
            with st.container():
                st.markdown(md("**{name}** would like to serve at **{point}**", name=row.staff.name, point=row.point_name))
                st.text(" · ".join(part for part in (row.unit_name, row.staff.phone, row.staff.why) if part))
            staff.decide(actor, row.staff)


def swaps(actor: Actor, rows: list[SwapRow]) -> None:
    if rows:
        st.subheader(t("Swaps to be asked about"), anchor=False)
        st.caption(t("Whoever is asked has no account: please ask them, then press for them."))
    for row in rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"swap-{row.id}"):
            st.markdown(marked("{point}　{said}", point=row.point_name, said=roster_acts.said(row)), width="stretch")
            roster_acts.answers(actor, row)


def every(actor: Actor) -> None:
    wanted = PointFilter(statuses=TAKES_STAFF, unit_path=actor.unit_path)
    found = paged_list.read("rosters", lambda s, **page: (find_points(s, actor, wanted, **page), count_points(s, actor, wanted)))
    chosen = found.pick(_row, mark=lambda row: row.id, empty=t("No service point is adopted or in use yet."))
    if len(chosen) == 1:
        paged_list.open_button(t("Open the roster"), "points/roster.py", point=chosen[0].id)


def _row(row: PointRow) -> dict[str, str | Cell]:
    return {t("Service point"): Cell(row.name), t("Belongs to"): row.unit_name, t("State"): label(row.status)}
