"""Figures for leadership: four numbers that open their records, two charts with their findings as titles."""

import streamlit as st

from components.results import figures
from components.shell import auth
from components.ui import database, layout, moves
from components.wording.markdown import plain
from components.wording.scheme_terms import steward_title
from components.wording.words import t
from db import clock
from db.office.queries import unit_names
from db.office.tallies import totals
from db.permissions import allows
from db.results.permissions import ResultsPermission
from db.vetting.permissions import VettingPermission
from db.vetting.queries.figures import by_unit, funnel

actor = auth.require_page(ResultsPermission.SEE_FIGURES)
scheme, title = database.scheme(), steward_title(database.scheme())
with database.reading() as s:
    place = unit_names(s, [actor.unit_path])[actor.unit_path]
    counts, stages, places = totals(s, actor.unit_path), funnel(s, actor, scheme), by_unit(s, actor)
layout.head(t("{place}: {title} at a glance", place=place, title=title), t("as of {day}", day=clock.today()))


def under_way() -> int:
    return sum(n for kind, n in counts.items() if kind.startswith(("application.waiting", "application.returned")))


numbers = [
    (
        t("{title} in service", title=title),
        counts.get("steward.active", 0),
        "vetting/stewards.py",
        VettingPermission.SEE_STEWARDS,
    ),
    (t("Under review"), under_way(), "vetting/applications.py", VettingPermission.SEE_APPLICATIONS),
    (t("Passed, to be announced"), counts.get("application.cleared", 0), "vetting/announce.py", VettingPermission.ANNOUNCE),
    (t("On the wall"), counts.get("application.announced", 0), "vetting/announce.py", VettingPermission.ANNOUNCE),
]
for column, (name, n, page, permission) in zip(st.columns(4), numbers, strict=True):
    with column, st.container(border=True, height="stretch"):
        st.metric(plain(name), plain(f"{n:,}"))
        if allows(actor, permission):
            moves.link(page, t("Open the list"), "list")

left, right = layout.halves()
with left:
    figures.funnel(scheme, stages)
with right:
    figures.by_unit(places)
