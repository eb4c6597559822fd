"""Key a sheet in: its number typed or scanned, then row after row."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout, query_params
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.visits.key_in import key_in
from components.visits.key_in_progress import day_of_visits, due_line
from components.visits.key_in_rows import leave_rest, rows
from components.wording.markdown import marked, md
from components.wording.words import moment, t
from db.visits.permissions import VisitsPermission
from db.visits.queries.paper_sheets import SheetFacts, SheetLine, sheet_by_number, sheet_lines

actor = auth.require_page(VisitsPermission.PLAN_VISITS)
scheme = database.scheme()
layout.back("visits/sheets.py", t("Paper sheets"))
layout.head(t("Key a sheet in"))
form = Form("key-in")


def find(text: str) -> tuple[SheetFacts, list[SheetLine]] | None:
    with rule_errors(form.slots), database.reading() as s:
        sheet = sheet_by_number(s, actor, text)
        return sheet, sheet_lines(s, actor, sheet.id)
    return None


def draw(sheet: SheetFacts, lines: list[SheetLine]) -> None:
    n_in = sum(line.visit is not None for line in lines)
    said = md("{name} · {place} · printed {day} · **{n}** of {all} keyed in", name=sheet.steward_name, place=sheet.unit_name,
             day=moment(sheet.made_at), n=n_in, all=len(lines))  # fmt: skip
    st.markdown(marked("**{number}**　{said}", number=sheet.number, said=said))
    due = due_line(sheet, lines)
    with top:
        day_of_visits(sheet) if due else None
    one, other = layout.halves()
    # On a tablet, one under the other, what is to be typed stands first.
    left, right = (other, one) if layout.is_narrow() else (one, other)
    with left:
        rows(sheet, lines, due)
        leave_rest(actor, sheet, lines)
    with right:
        if due:
            key_in(actor, scheme, sheet, due)
        else:
            st.success(t("This sheet is keyed in. Keyed in again, it adds nothing."), icon=":material/check_circle:")
            if st.button(t("Next sheet"), type="primary"):
                form.forget()
                query_params.clear()
                st.rerun()


top = st.container(horizontal=True)
with top:
    number = form.text("number", t("Number of the sheet (type or scan it, then Enter)"), query_params.code("number"))
if not number.strip():
    st.info(t("The number stands at the top right of every sheet, in digits and as a code for the scanner."))
elif found := find(number):
    draw(*found)
