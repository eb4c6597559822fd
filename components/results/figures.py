"""The figures for leadership: numbers that open their records, and charts whose title is the finding."""

from collections.abc import Mapping, Sequence

import streamlit as st

from components.ui import charts, moves
from components.wording.markdown import md, plain
from components.wording.scheme_terms import step_name
from components.wording.words import t
from db.actor import Actor
from db.permissions import allows
from db.scheme import Scheme
from db.vetting.permissions import VettingPermission
from db.vetting.queries.figures import Stage, UnitCount

_UNDER_WAY = ("application.waiting", "application.returned")


def numbers(actor: Actor, title: str, counts: Mapping[str, int]) -> None:
    """Beside one another; whoever may see the records opens them here."""
    serving, cleared, announced = (counts.get(k, 0) for k in ("steward.active", "application.cleared", "application.announced"))
    under_way = sum(n for kind, n in counts.items() if kind.startswith(_UNDER_WAY))
    boxes = [
        (t("{title} in service", title=title), serving, "vetting/stewards.py", VettingPermission.SEE_STEWARDS),
        (t("Under review"), under_way, "vetting/applications.py", VettingPermission.SEE_APPLICATIONS),
        (t("Passed, to be announced"), cleared, "vetting/announce.py", VettingPermission.ANNOUNCE),
        (t("On the wall"), announced, "vetting/announce.py", VettingPermission.ANNOUNCE),
    ]
    for column, (name, n, page, permission) in zip(st.columns(len(boxes)), boxes, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.metric(plain(name), plain(f"{n:,}"))
            if allows(actor, permission):
                moves.link(page, t("Open the list"), "list")


def funnel(scheme: Scheme, stages: Sequence[Stage]) -> None:
    """How far people have come in vetting."""
    first, last = stages[0].n, stages[-1].n
    st.subheader(md("{n} in vetting or through it, {last} appointed", n=first, last=last), anchor=False)
    if not first:
        st.info(t("Nobody has registered yet. Register the first person under Applicants."))
        return
    rows = [{"name": step_name(scheme, stage.step_key), "n": stage.n} for stage in stages]
    charts.bars(rows, charts.RED, "funnel", t("How many people have come to each step"))


def by_unit(places: Sequence[UnitCount]) -> None:
    """Stewards in service by unit."""
    empty = [place.name for place in places if not place.n]
    finding = t("{n} units have no steward yet", n=len(empty)) if empty else t("Every unit has stewards")
    st.subheader(plain(finding) if places else t("Stewards by unit"), anchor=False)
    if not places:
        st.info(t("There are no units below this one."))
        return
    rows = [{"name": place.name, "n": place.n} for place in places[:20]]
    charts.bars(rows, charts.BLUE, "by-unit", t("Stewards in service by unit"))
