"""Why an announcement ends when it does."""

from collections.abc import Sequence

import streamlit as st

from components import data, tables
from components.labels import label
from components.words import full_day, t
from db.calendar import CountedDay, work_calendar


def days_explained(days: Sequence[CountedDay], n_days: int) -> None:
    """The last day, and on a press every day with whether it counts and why."""
    end = days[-1].day
    st.markdown(
        t(
            "Posted today, it runs until **{day}**: {n} working days, the day of posting not counted.",
            day=full_day(end),
            n=n_days,
        )
    )
    with data.reading() as s:
        is_known = work_calendar(s).is_known(end)
    if not is_known:
        st.warning(t("The holidays of that year are not in the program: only weekends are left out. Please check."))
    with st.expander(t("Which days count?")):
        tables.listing(
            [
                {
                    t("Day"): full_day(counted.day),
                    t("Counts"): t("counts") if counted.counts else t("does not count"),
                    t("Why"): label(counted.kind),
                }
                for counted in days
            ],
            key=f"days-{end}",
            empty="",
        )
