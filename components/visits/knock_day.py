"""The knock-on-doors day that comes next: planned with one press, or already planned and opened from here."""

from datetime import date

import streamlit as st

from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.ui.unit_picker import pick_unit
from components.visits.rounds import open_round
from components.wording.markdown import marked, md
from components.wording.words import full_day, language, t
from db import clock
from db.actor import Actor
from db.scheme import ActivityDay, Scheme
from db.visits.commands.rounds import make_knock_day
from db.visits.queries.rounds import knock_round_of
from db.visits.round_checks import next_knock_days


def coming(actor: Actor, scheme: Scheme) -> None:
    for rule, day in next_knock_days(scheme, clock.today()):
        with database.reading() as s:
            planned = knock_round_of(s, actor.unit_id, day)
        n, name = (day - clock.today()).days, rule.text(language())
        when = t("{name}: {day}, in {n} days", name=name, day=full_day(day, with_year=False), n=n)
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            said = when if n else t("{name}: today", name=name)
            st.markdown(marked(":material/door_front: **{said}**", said=said))
            if planned and st.button(t("Planned: open"), key=f"knock-{rule.key}", icon=":material/check_circle:"):
                open_round(planned)
            elif not planned:
                with st.popover(t("Plan this day"), icon=":material/event_available:"):
                    _plan(actor, scheme, rule, day)


def _plan(actor: Actor, scheme: Scheme, rule: ActivityDay, day: date) -> None:
    form = Form(f"knock-{rule.key}")
    unit = pick_unit(actor.unit_path, scheme, key=form.key("unit"), optional=True, chosen_path=actor.unit_path)
    form.slot("day")
    st.caption(t("Every household there is knocked at. The sheets can be printed beforehand."))
    if unit and st.button(md("Plan it for {place}", place=unit.name), type="primary", key=form.key("press")):
        with rule_errors(form.slots):
            name = rule.text(language())
            with database.session() as s:
                round_id = make_knock_day(s, actor, name=name, unit_id=unit.id, day=day, request_id=form.id)
            form.forget()
            layout.flash_and_go(
                t("The day is planned. Here are its stewards and households."), "visits/round.py", round=str(round_id)
            )
