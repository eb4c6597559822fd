"""A must-visit by hand: find the household, say why, and until when."""

import streamlit as st

from components.ui import database
from components.ui.forms import Form, press
from components.visits.must_visits import kind_name
from components.wording.markdown import plainly
from components.wording.words import day, t
from db import clock
from db.actor import Actor
from db.calendar import calendar_history
from db.ledger.models.households import HouseholdKind
from db.ledger.queries.households import HouseholdFilter, HouseholdRow, find_households
from db.scheme import Scheme
from db.visits.commands.must_visits import ask_must_visit

_SOON = (1, 3, 5, 10)


def _found(actor: Actor, scheme: Scheme, search: str) -> dict[int, HouseholdRow]:
    kinds = list(HouseholdKind) if scheme.coverage.merchants_max else [HouseholdKind.FAMILY]
    with database.reading() as s:
        rows = [row for kind in kinds for row in find_households(s, actor, HouseholdFilter(kind=kind, search=search), limit=8)]
    return {row.id: row for row in rows}


def ask_form(actor: Actor, scheme: Scheme) -> None:
    form = Form("must-by-hand")
    search = form.text("household", t("The household: name or door"))
    if not search:
        st.caption(t("Type a name or a door, then press Enter."))
        return
    found = _found(actor, scheme, search)
    if not found:
        st.info(t("No household is found. Please look for fewer letters."))
        return
    shown = lambda i: f"{found[i].unit_name} {found[i].title or found[i].door} {found[i].name}"  # noqa: E731
    only = next(iter(found)) if len(found) == 1 else None
    household_id = form.choose("which", t("Which one?"), list(found), shown=shown, value=only)
    rules = [rule.key for rule in scheme.visiting.must_visits]
    kind = form.choose("kind", t("Why must it be visited?"), rules, shown=lambda key: kind_name(scheme, key))
    if not household_id or not kind:
        return
    why = form.text("why", t("What happened? (only for those who visit)"), max_chars=200)
    n_days = _within(form, scheme, kind)
    work = lambda s: ask_must_visit(  # noqa: E731
        s, actor, household_id=household_id, kind=kind, why=why, n_days=n_days, request_id=form.id
    )
    press(form, t("Put it on the list"), work, t("It is on the list. Whoever looks after the household sees it now."))


def _within(form: Form, scheme: Scheme, kind: str) -> int:
    """In working days, each with its day; what the rule says is chosen already."""
    usual = next(rule.days for rule in scheme.visiting.must_visits if rule.key == kind)
    with database.reading() as s:
        history = calendar_history(s)
    days = {n: history.end(clock.midnight(clock.today()), n) for n in sorted({*_SOON, usual})}
    chosen = st.segmented_control(
        t("Within how many working days?"), list(days), default=usual, required=True, key=form.key(f"days-{kind}"),
        format_func=plainly(lambda n: t("{n} days: {day}", n=n, day=day(days[n]))),
    )  # fmt: skip
    form.slot("n_days")
    return chosen
