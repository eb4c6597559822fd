"""The figures for leadership as charts: the finding is the title."""

from collections.abc import Sequence

import streamlit as st

from components.ui import charts
from components.wording.markdown import md, plain
from components.wording.scheme_terms import step_name
from components.wording.words import t
from db.scheme import Scheme
from db.vetting.queries.figures import Stage, UnitCount


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
