"""Birthdays and days of remembrance that a household agreed to: shown, added, forgotten on the household's page."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from components.ui import database
from components.ui.forms import Form, act, press
from components.wording.labels import label
from components.wording.words import day, t
from db import clock
from db.actor import Actor
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.households import HouseholdFacts
from db.permissions import allows
from db.visits.commands.must_visits import agree_day, forget_day
from db.visits.models.duties import DayOfYear
from db.visits.queries.must_visits import AgreedDay, agreed_days

REMIND_BEFORE = timedelta(days=7)


def sentence(row: AgreedDay) -> str:
    """`生日：王大爷，12月1日（周二）`."""
    lunar = t("lunar calendar {month}/{day}", month=str(row.month), day=str(row.day)) if row.is_lunar else ""
    said = t("{kind}: {whose}, {day}", kind=label(row.kind), whose=row.whose, day=day(row.on))
    return f"{said} · {lunar}" if lunar else said


def near(actor: Actor, household_ids: Sequence[int]) -> dict[int, list[str]]:
    """Household -> its days of the next week, for the cards of a day list."""
    found: dict[int, list[str]] = {}
    today = clock.today()
    with database.reading() as s:
        for row in agreed_days(s, actor, household_ids, today):
            if row.on <= today + REMIND_BEFORE:
                found.setdefault(row.household_id, []).append(sentence(row))
    return found


def draw(actor: Actor, facts: HouseholdFacts) -> None:
    household_id = facts.row.id
    with database.reading() as s:
        rows = agreed_days(s, actor, [household_id], clock.today())
    may_edit = allows(actor, LedgerPermission.EDIT_HOUSEHOLDS)
    for row in rows:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(sentence(row), width="stretch")
            if may_edit:
                _forget(actor, row)
    if may_edit:
        with st.popover(t("A day to think of"), icon=":material/cake:"):
            _new(actor, household_id)


def _forget(actor: Actor, row: AgreedDay) -> None:
    said = t("Forgotten: nothing of it is kept.")
    act(t("Forget it"), lambda s: forget_day(s, actor, day_id=row.id), said, key=f"forget-day-{row.id}")


def _new(actor: Actor, household_id: int) -> None:
    form = Form(f"agree-{household_id}")
    st.caption(t("Only where the household agreed to it. The steward is reminded a week before."))
    kind = form.choose("kind", t("What day?"), list(DayOfYear), shown=label, value=DayOfYear.BIRTHDAY)
    whose = form.text("whose", t("Whose?"), max_chars=50)
    is_lunar = st.toggle(t("By the lunar calendar"), key=form.key("lunar"))
    with st.container(horizontal=True):
        month = st.selectbox(t("Month"), range(1, 13), key=form.key("month"))
        of_month = st.selectbox(t("Day of the month"), range(1, 31 if is_lunar else 32), key=form.key(f"day-{is_lunar}"))
    form.slot("day")
    if kind:
        work = lambda s: agree_day(  # noqa: E731
            s, actor, household_id=household_id, kind=kind, month=month, day=of_month, whose=whose,
            is_lunar=is_lunar, request_id=form.id,
        )  # fmt: skip
        press(form, t("Remember it"), work, t("Remembered."))
