"""Rounds under way with their progress in words, closed ones, and the knock-on-doors day that comes next."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components import data, layout, tables
from components.errors import plain, rule_errors
from components.forms import Form
from components.labels import label
from components.units import pick_unit
from components.words import day as day_text
from components.words import full_day, language, short_day, t
from db import clock
from db.actor import Actor
from db.scheme import ActivityDay, Scheme
from db.visits.commands.rounds import make_knock_day
from db.visits.models.rounds import RoundStatus
from db.visits.queries.rounds import Progress, RoundRow, count_rounds, knock_round_of, rounds
from db.visits.round_checks import next_knock_days


def days_left(row: RoundRow) -> str:
    """Markdown; empty when it is closed."""
    today, n = clock.today(), (row.until - clock.today()).days
    if row.status is RoundStatus.CLOSED:
        return ""
    if row.from_on > today:
        return t("begins {day}", day=day_text(row.from_on))
    if n < 0:
        return t(":red[{n} days past its last day]", n=-n)
    return t("**{n}** days left", n=n) if n else t(":red[today is the last day]")


def progress_text(progress: Progress) -> str:
    """Markdown."""
    if not progress.n_due:
        return t("**{n}** households met, none left", n=progress.n_met)
    return t("**{met}** households met, **{due}** still to meet", met=f"{progress.n_met:,}", due=f"{progress.n_due:,}")


def _open(row_id: int) -> None:
    st.switch_page("visits/round.py", query_params={"id": str(row_id)})


def under_way(rows: Sequence[RoundRow], n_rows: int) -> None:
    if not rows:
        st.info(t("No round is under way. One is made in a minute: which households, until when, which questions."))
    for row in rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            with st.container():
                st.markdown(f"**{plain(row.name)}** :gray[{plain(row.unit_name)} · {label(row.kind)}]")
                parts = [progress_text(row.progress), days_left(row)]
                st.markdown(" · ".join(part for part in parts if part))
            if st.button(t("Open"), key=f"round-{row.id}"):
                _open(row.id)
    tables.pager("rounds-open", n_rows)


def closed(actor: Actor) -> None:
    key, status = "rounds-closed", RoundStatus.CLOSED
    with data.reading() as s:
        rows = rounds(s, actor, status, offset=tables.offset(key), limit=tables.per_page())
        n_rows = count_rounds(s, actor, status)
    shown = [
        {
            t("Round"): row.name,
            t("Belongs to"): row.unit_name,
            t("Kind"): label(row.kind),
            t("Last day"): short_day(row.until),
            t("Households"): f"{row.progress.n_households:,}",
            t("Met"): f"{row.progress.n_met:,}",
            t("Not met"): f"{row.progress.n_households - row.progress.n_met:,}",
        }
        for row in rows
    ]
    ticked = tables.pick(shown, marks=[row.id for row in rows], key=key, empty=t("No round has been closed yet."))
    tables.pager(key, n_rows)
    if ticked and (tables.is_card_list() or st.button(t("Open {name}", name=rows[ticked[0]].name), type="primary")):
        _open(rows[ticked[0]].id)


def coming_knock_days(actor: Actor, scheme: Scheme) -> None:
    """What the scheme has on its calendar: planned with one press, or already planned and opened from here."""
    for rule, day in next_knock_days(scheme, clock.today()):
        with data.reading() as s:
            planned = knock_round_of(s, actor.unit_id, day)
        n, name = (day - clock.today()).days, plain(rule.text(language()))
        when = t("{name}: {day}, in {n} days", name=name, day=full_day(day, with_year=False), n=n)
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/door_front: **{when if n else t('{name}: today', name=name)}**")
            if planned and st.button(t("Planned: open"), key=f"knock-{rule.key}", icon=":material/check_circle:"):
                _open(planned)
            elif not planned:
                with st.popover(t("Plan this day"), icon=":material/event_available:"):
                    _plan(actor, scheme, rule, day)


def _plan(actor: Actor, scheme: Scheme, rule: ActivityDay, day: date) -> None:
    form = Form(f"knock-{rule.key}")
    unit = pick_unit(actor.unit_path, scheme, key=form.key("unit"), optional=True, chosen_path=actor.unit_path)
    form.slot("day")
    st.caption(t("Every household there is knocked at. The sheets can be printed beforehand."))
    if unit and st.button(t("Plan it for {place}", place=unit.name), type="primary", key=form.key("press")):
        with rule_errors(form.slots):
            name = rule.text(language())
            with data.session() as s:
                round_id = make_knock_day(s, actor, name=name, unit_id=unit.id, day=day, request_id=form.id)
            form.forget()
            layout.flash_and_go(
                t("The day is planned. Here are its stewards and households."), "visits/round.py", id=str(round_id)
            )
