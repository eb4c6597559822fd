"""Bring the units in from a spreadsheet: a column for each level, a row for each unit of the last."""

import streamlit as st

from components.shell import auth
from components.ui import column_titles, database, layout, spreadsheets, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.ui.unit_picker import level_name
from components.wording.words import listed, t
from db.office.commands.units import import_units
from db.office.models import ListKind
from db.office.permissions import OfficePermission
from db.office.unit_import import columns_of_units, preview_units
from db.spreadsheets import Severity

actor = auth.require_page(OfficePermission.MANAGE_UNITS)
scheme = database.scheme()
layout.back("office/units.py", t("Units"))
layout.head(t("Bring in units"))
form = Form("bring_in_units")

with rule_errors():
    if uploaded := spreadsheets.uploaded(form):
        with column_titles.asked(actor, ListKind.UNITS, uploaded, columns_of_units), database.reading() as s:
            preview = preview_units(s, actor, uploaded)
        wrong = {problem.row for problem in preview.problems if problem.severity is Severity.ERROR}
        rows = [row for row in preview.table.rows if row.number in wrong]
        st.markdown(
            t("{n} rows: **{new}** units are new, {known} rows are known already, **{wrong}** need correcting",
              n=preview.n_rows, new=len(preview.new), known=preview.n_known, wrong=len(rows))
        )  # fmt: skip
        spreadsheets.problems(preview.table, preview.problems, named_by=database.scheme().levels[-1].key)
        with st.container(horizontal=True):
            if preview.new and st.button(t("Add {n} units", n=len(preview.new)), type="primary", key=form.key("take")):
                with database.session() as s:
                    n_added = import_units(s, actor, preview=preview)
                form.forget()
                state.flash(t("{n} units are added.", n=n_added))
                st.switch_page("office/units.py")
            if rows:
                spreadsheets.report_button(preview.table, rows, preview.problems, key=form.key("report"))
    else:
        levels = listed([level_name(scheme, depth) for depth in range(len(scheme.levels))])
        st.info(t("The columns are: {levels}. What is there already stays as it is.", levels=levels))
