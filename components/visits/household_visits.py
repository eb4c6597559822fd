"""The last visits of a household, and the way to write the next one."""

import streamlit as st

from components.ui import database, moves
from components.visits import texts
from components.wording.labels import badge
from components.wording.markdown import joined, marked, md, plain
from components.wording.scheme_terms import named
from components.wording.words import day, t
from db.actor import Actor
from db.ledger.models.households import HouseholdStatus
from db.ledger.queries.households import HouseholdFacts
from db.permissions import allows
from db.scheme import Scheme
from db.visits.permissions import VisitsPermission
from db.visits.queries.visits import VisitRow, visits_of_household


def draw(actor: Actor, facts: HouseholdFacts) -> None:
    """Newest first; each opens."""
    if not allows(actor, VisitsPermission.SEE_VISITS):
        return
    household_id = facts.row.id
    with database.reading() as s:
        rows, n_rows = visits_of_household(s, actor, household_id)
    st.subheader(t("Visits"), anchor=False)
    with st.container(horizontal=True):
        is_here = facts.status is HouseholdStatus.HERE
        if (
            is_here
            and allows(actor, VisitsPermission.WRITE_VISITS)
            and st.button(t("Write a visit"), icon=":material/edit_note:")
        ):
            moves.go("visits/write.py", {"household": str(household_id)})
        if n_rows > len(rows) and st.button(md("All {n} visits", n=n_rows), icon=":material/list:"):
            moves.go("visits/visits.py", {"household": str(household_id)})
    if not rows:
        st.text(t("No visit has been written down yet."))
    scheme = database.scheme()
    for row in rows:
        _line(scheme, row)


def _line(scheme: Scheme, row: VisitRow) -> None:
    said = [named(scheme.visiting.forms, row.form), texts.topics(scheme, row.topics), texts.remarks(row)]
    with st.container(horizontal=True, vertical_alignment="center"):
        who = row.steward_name or t("the office")
        words = joined(" · ", [who, *said])
        line = marked("**{day}** {badge} {words}", day=day(row.visited_on), badge=badge(row.outcome), words=words)
        st.markdown(plain(line), width="stretch")
        if st.button(t("Open"), key=f"visit-{row.id}", type="tertiary"):
            moves.go("visits/visit.py", {"visit": str(row.id)})
