"""Months that were handed in: their figures as they were then, beside what has come since."""

import streamlit as st

from components.ui import database, tables
from components.ui.forms import Form, press
from components.visits.month_picker import month_text
from components.wording.markdown import md
from components.wording.words import short_day, t
from db import clock
from db.actor import Actor
from db.visits.commands.months import close_month
from db.visits.queries.months import Figures, closed_figures, closed_months, may_close_months, months_to_close


def draw(actor: Actor, path: str = "") -> None:
    """For who sees visits at a glance; `path` narrows to a unit of the actor's own."""
    with database.reading() as s:
        closed, waiting = dict(closed_months(s, actor)), months_to_close(s, actor, clock.today())
    if not closed and not may_close_months(actor):
        return
    st.subheader(t("Months handed in"), anchor=False)
    if waiting:
        _hand_in(actor, waiting)
    if closed:
        month = st.selectbox(t("Which month?"), list(closed), format_func=month_text, key="closed-month")
        at = clock.local(closed[month]).date()
        st.caption(md("Handed in on {day}. What is corrected later does not change these figures.", day=short_day(at)))
        _figures(actor, month, path)
    elif not waiting:
        st.caption(t("A month can be handed in when it is over and visits were written down in it."))


def _hand_in(actor: Actor, waiting: list[int]) -> None:
    form = Form("close-month")
    with st.popover(t("Hand a month in"), icon=":material/lock:"):
        month = form.choose("month", t("Which month?"), waiting, shown=month_text, value=waiting[0])
        st.caption(t("The figures of every unit are kept as they are now. Late visits and corrections stand beside them."))
        if month:
            work = lambda s: close_month(s, actor, month=month)  # noqa: E731
            press(form, t("Hand in {month}", month=month_text(month)), work, t("Handed in."))


def _later(then: int, later: int) -> str:
    """`12`, or `12 (+3)` where something came later."""
    return f"{then:,} ({later:+,})" if later else f"{then:,}"


def _figures(actor: Actor, month: int, path: str) -> None:
    with database.reading() as s:
        rows = closed_figures(s, actor, month, path)
    top = rows[0]
    shown = [
        {t("Unit"): row.name}
        | {
            name: _later(getattr(row.then, field), getattr(row.later, field))
            for name, field in ((t("Visits"), "n_all"), (t("Met"), "n_met"), (t("Households met"), "n_homes"))
        }
        for row in rows
    ]
    if top.later != Figures(0, 0, 0):
        st.info(md("Later changes: {n} visits. The number in brackets is the difference to today.", n=top.later.n_all))
    tables.listing(shown, key=f"closed-{month}", empty="")
