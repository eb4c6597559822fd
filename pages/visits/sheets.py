"""Paper sheets: made for one steward or a whole unit, printed, and those that are still out."""

import streamlit as st

from components.shell import auth
from components.ui import background, database, layout, moves, query_params, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.visits import sheets_new
from components.visits.sheet_files import form_button, print_button
from components.visits.sheets import sheets_that_are_out
from components.wording.markdown import md
from components.wording.words import t
from db.visits.models.rounds import RoundStatus
from db.visits.permissions import VisitsPermission
from db.visits.queries.rounds import find_round

# Sheets in one file: it is made while somebody waits, and a printer has as much paper.
A_PRINTING = 100
actor = auth.require_page(VisitsPermission.PLAN_VISITS)
scheme = database.scheme()
layout.head(t("Paper sheets"))
with st.container(horizontal=True):
    moves.link("visits/key_in.py", t("Key a sheet in"), "keyboard")
    moves.link("visits/bring_in.py", t("Bring a form back"), "upload_file")
wanted = query_params.asked("round")
asked = None
with rule_errors(), database.reading() as s:
    asked = find_round(s, actor, wanted) if wanted else None
round_name = asked.name if asked and asked.status is RoundStatus.OPEN else ""
round_id = wanted if round_name else None
form, key = Form("make-sheets"), sheets_new.job_key(actor)


def just_made(sheet_ids: list[int]) -> None:
    n = len(sheet_ids)
    kind = "primary" if n <= A_PRINTING else "secondary"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(md("**{n}** sheets are made.", n=n))
        for first in range(0, n, A_PRINTING):
            last = min(first + A_PRINTING, n)
            one = t("Print them (PDF)") if n <= A_PRINTING else t("Print {first} to {last} (PDF)", first=first + 1, last=last)
            print_button(actor, scheme, sheet_ids[first:last], one, key=f"print-made-{first}", type=kind)
        if st.button(t("Put away"), key="made-done"):
            state.finish("sheets-made")
            st.rerun()


if background.find(key):
    finished = background.show(key)
    if finished is None:
        st.stop()
    background.forget(key)
    if finished.error is None:
        sheets_new.done(finished.outcome)
if made := state.noted("sheets-made"):
    just_made(made)
st.subheader(t("Make sheets"), anchor=False)
if round_name:
    st.markdown(md("For the households that wait in: **{name}**", name=round_name))
chosen = sheets_new.choose(actor, scheme, round_id)
if chosen:
    st.markdown(md("**{homes}** households on **{n}** sheets", homes=chosen.n_households, n=chosen.n_sheets))
    with st.container(horizontal=True):
        if st.button(t("Make the sheets"), type="primary", icon=":material/note_add:", key="make-sheets"):
            sheets_new.make(actor, chosen, form, round_id)
        form_button(actor, scheme, chosen, round_id)
sheets_that_are_out(actor, scheme)
