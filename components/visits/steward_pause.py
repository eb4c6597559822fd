"""Nothing is asked of a steward for a while: said on the steward's page, with why and until when."""

from datetime import timedelta

import streamlit as st

from components.ui import database
from components.ui.forms import Form, act, press
from components.wording.labels import label
from components.wording.markdown import md, plain, plainly
from components.wording.words import day, listed, t
from db import clock
from db.actor import Actor
from db.permissions import allows
from db.vetting.queries.stewards import StewardFacts
from db.visits.checks import month_of
from db.visits.commands.quotas import end_pause, pause_quota
from db.visits.permissions import VisitsPermission
from db.visits.queries.progress import MonthProgress, PauseRow, month_progress, pauses

_WEEKS = (1, 2, 4, 8, 12, 26)


def draw(actor: Actor, facts: StewardFacts) -> None:
    """For who plans visits: pauses that last or are to come, and a new one."""
    if not allows(actor, VisitsPermission.PLAN_VISITS):
        return
    steward_id = facts.row.id
    with database.reading() as s:
        known = pauses(s, actor, steward_id, clock.today())
        month = month_progress(s, steward_id, month_of(clock.today()), clock.today())
    st.markdown(plain(_said(month)))
    for row in known:
        _known(actor, row)
    with st.popover(t("Pause the visits"), icon=":material/pause_circle:"):
        _new(actor, steward_id)


def _said(month: MonthProgress) -> str:
    """What is asked of the steward this month, and why it is less than the scheme says."""
    said = md("This month: **{n}** households met, **{least}** asked for", n=month.n_met, least=month.quota.least)
    return md("{said} ({why})", said=said, why=listed([label(why) for why in month.why])) if month.why else said


def _known(actor: Actor, row: PauseRow) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container():
            st.markdown(md("No visits are asked for from {first} to {last}.", first=day(row.from_on), last=day(row.until)))
            st.text(row.reason)
        work = lambda s: end_pause(s, actor, pause_id=row.id)  # noqa: E731
        act(t("Ask for visits again"), work, t("Visits are asked for again."), key=f"end-pause-{row.id}")


def _new(actor: Actor, steward_id: int) -> None:
    form, today = Form(f"pause-{steward_id}"), clock.today()
    n_weeks = st.segmented_control(
        t("For how long, from today?"), _WEEKS, default=2, required=True, key=form.key("weeks"),
        format_func=plainly(lambda n: t("{n} weeks", n=n)),
    )  # fmt: skip
    until = today + timedelta(days=7 * n_weeks - 1)
    st.caption(md("Until {day}. The month's figure goes down by these days.", day=day(until)))
    form.slot("until")
    reason = form.text("reason", t("Why? (illness, a family matter, away)"), max_chars=200)
    work = lambda s: pause_quota(  # noqa: E731
        s, actor, steward_id=steward_id, from_on=today, until=until, reason=reason, request_id=form.id
    )
    press(form, t("Pause"), work, t("Paused. Nothing is asked of the steward meanwhile."))
