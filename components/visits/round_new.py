"""A round is made: what it is called, where, until when, which households and which questions; with the count beforehand."""

from datetime import date, timedelta

import streamlit as st

from components.ui import database, layout
from components.ui.errors import rule_errors
from components.ui.forms import Form, pick_day
from components.ui.unit_picker import pick_unit
from components.visits import round_questions
from components.wording.labels import label
from components.wording.markdown import marked, md, plainly
from components.wording.words import full_day, language, t
from db import clock, day_bounds
from db.actor import Actor
from db.ledger.models.households import HouseholdKind
from db.office.queries import UnitRow
from db.scheme import Scheme
from db.visits.commands.rounds import make_round
from db.visits.models.rounds import RoundIn
from db.visits.queries.rounds import count_meant
from db.visits.round_checks import MOST_NAME

_DAYS = (3, 7, 14, 30)
OTHER_DAY = 0


def make(actor: Actor, scheme: Scheme) -> None:
    form = Form("round")
    left, right = layout.halves()
    with left:
        name = form.text(
            "name",
            t("What is the round about?"),
            max_chars=MOST_NAME,
            placeholder=t("For example: gas safety, medical insurance"),
        )
        until = _until(form)
    with right:
        unit = pick_unit(actor.unit_path, scheme, key=form.key("unit"), optional=True, chosen_path=actor.unit_path)
        form.slot("unit")
    which = _which(form, scheme)
    st.markdown(marked("**{title}**", title=t("Questions (may stay empty)")))
    questions = round_questions.write(form)
    given = which.model_copy(update={"name": name, "until": until, "unit_id": unit.id if unit else None, "questions": questions})
    _press(actor, form, given, unit)


def _until(form: Form) -> date | None:
    chosen = st.segmented_control(
        t("Until when?"), [*_DAYS, OTHER_DAY], default=_DAYS[1], required=True, key=form.key("until"),
        format_func=plainly(lambda n: t("Within {n} days", n=n) if n else t("Another day")),
    )  # fmt: skip
    today = clock.today()
    if chosen == OTHER_DAY:
        until = pick_day(t("Last day"), day_bounds.round_end(today), key=form.key("day"))
    else:
        until = today + timedelta(days=chosen)
        st.caption(md("From today until {day}.", day=full_day(until, with_year=until.year != today.year)))
    form.slot("until")
    return until


def _which(form: Form, scheme: Scheme) -> RoundIn:
    groups = {group.key: group.text(language()) for group in scheme.special_groups}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kinds: list[HouseholdKind] = []
        if scheme.coverage.merchants_max:
            kind = st.segmented_control(
                t("Which households?"), ["", *HouseholdKind], default="", required=True, key=form.key("kind"),
                format_func=plainly(lambda one: label(HouseholdKind(one)) if one else t("All")),
            )  # fmt: skip
            kinds = [HouseholdKind(kind)] if kind else []
        care = st.multiselect(
            t("Only special groups"), list(groups), format_func=groups.__getitem__, key=form.key("care"),
            placeholder=t("All; choose to narrow it down"), width=460,
        )  # fmt: skip
        is_uncovered = st.toggle(t("Only those without a steward"), key=form.key("uncovered"))
    return RoundIn(kinds=kinds, care=care, is_uncovered=is_uncovered)


def _press(actor: Actor, form: Form, given: RoundIn, unit: UnitRow | None) -> None:
    with database.reading() as s:
        n_meant = count_meant(s, actor, given, unit.path) if unit else 0
    st.markdown(md("The round goes to **{n}** households of {place}.", n=n_meant, place=unit.name if unit else ""))
    form.slot("households")
    if st.button(t("Make the round"), type="primary", icon=":material/campaign:", key=form.key("press")):
        with rule_errors(form.slots):
            with database.session() as s:
                round_id = make_round(s, actor, round=given, request_id=form.id)
            form.forget()
            said = t("The round is made. Its households now stand on the stewards' lists.")
            layout.flash_and_go(said, "visits/round.py", round=str(round_id))
