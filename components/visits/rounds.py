"""Rounds under way with their progress in words, and closed ones."""

import streamlit as st

from components.ui import moves, paged_list
from components.ui.cells import Cell
from components.ui.paged_list import PagedList
from components.wording.labels import label
from components.wording.markdown import Markdown, joined, marked, md
from components.wording.words import day as day_text
from components.wording.words import full_day, short_day, t
from db import clock
from db.actor import Actor
from db.visits.models.rounds import RoundStatus
from db.visits.queries.rounds import Progress, RoundRow, count_rounds, find_rounds


def days_left(row: RoundRow) -> str:
    """Empty when it is closed."""
    today, n = clock.today(), (row.until - clock.today()).days
    if row.status is RoundStatus.CLOSED:
        return ""
    if row.from_on > today:
        return t("begins {day}", day=day_text(row.from_on))
    if n < 0:
        return md(":red[{n} days past its last day]", n=-n)
    return md("**{n}** days left", n=n) if n else md(":red[today is the last day]")


def kind_and_days(row: RoundRow) -> list[str]:
    """What kind it is unless its name says so, its days, and how many are left."""
    is_one_day = row.from_on == row.until
    days = full_day(row.until, with_year=False) if is_one_day else t("{start} to {end}", start=row.from_on, end=row.until)
    kind = "" if row.name == label(row.kind) else label(row.kind)
    left = "" if is_one_day and row.from_on > clock.today() else days_left(row)
    return [part for part in (kind, days, left) if part]


def progress_text(progress: Progress) -> Markdown:
    if not progress.n_due:
        return md("**{n}** households met, none left", n=progress.n_met)
    return md("**{met}** households met, **{due}** still to meet", met=f"{progress.n_met:,}", due=f"{progress.n_due:,}")


def open_round(row_id: int) -> None:
    moves.go("visits/round.py", {"round": str(row_id)})


def find(actor: Actor, status: RoundStatus) -> PagedList[RoundRow]:
    return paged_list.read(
        f"rounds-{status}", lambda s, **page: (find_rounds(s, actor, status, **page), count_rounds(s, actor, status))
    )


def under_way(found: PagedList[RoundRow]) -> None:
    if not found.rows:
        st.info(t("No round is under way. One is made in a minute: which households, until when, which questions."))
    for row in found.rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container():
                st.markdown(marked("**{name}** :gray[{unit}]", name=row.name, unit=row.unit_name))
                st.markdown(joined(" · ", [progress_text(row.progress), *kind_and_days(row)]))
            if st.button(t("Open"), key=f"round-{row.id}"):
                open_round(row.id)
    found.pager()


def _closed_row(row: RoundRow) -> dict[str, str | Cell]:
    last, n_met = short_day(row.until), row.progress.n_met
    n_all, n_missed = row.progress.n_households, row.progress.n_households - n_met
    return {
        t("Round"): row.name,
        t("Belongs to"): row.unit_name,
        t("Kind"): label(row.kind),
        t("Last day"): Cell(last, t("until {day}", day=last)),
        t("Households"): Cell(f"{n_all:,}", t("{n} households", n=n_all)),
        t("Met"): Cell(f"{n_met:,}", t("{n} met", n=n_met)),
        t("Not met"): Cell(f"{n_missed:,}", t("{n} not met", n=n_missed)),
    }


def closed(actor: Actor) -> None:
    chosen = find(actor, RoundStatus.CLOSED).pick(_closed_row, mark=lambda row: row.id, empty=t("No round has been closed yet."))
    if chosen:
        paged_list.open_button(t("Open {name}", name=chosen[0].name), "visits/round.py", round=chosen[0].id)
