"""Bring the units in from a spreadsheet: a column for each level, a row for each unit of the last."""

import streamlit as st

from components.shell import auth
from components.ui import database, layout
from components.ui.forms import Form
from components.ui.import_flow import Flow
from components.ui.unit_picker import level_name
from components.wording.markdown import md
from components.wording.words import listed, t
from db.office.commands.units import import_units
from db.office.models import ListKind
from db.office.permissions import OfficePermission
from db.office.unit_import import columns_of_units, preview_units

actor = auth.require_page(OfficePermission.MANAGE_UNITS)
scheme = database.scheme()
layout.back("office/units.py", t("Units"))
layout.head(t("Bring in units"))
levels = listed([level_name(scheme, depth) for depth in range(len(scheme.levels))])
flow = Flow(
    actor,
    Form("bring_in_units"),
    before=lambda: st.info(md("The columns are: {levels}. What is there already stays as it is.", levels=levels)),
    done=lambda n: t("{n} units are added.", n=n),
    then="office/units.py",
    titles=(ListKind.UNITS, columns_of_units),
)
if preview := flow.read(lambda s, sheets, _: preview_units(s, actor, sheets)):
    n_new, n_wrong = len(preview.new), len(preview.problem_rows)
    st.markdown(
        md("{n} rows: **{new}** units are new, {known} rows are known already, **{wrong}** need correcting",
          n=preview.n_rows, new=n_new, known=preview.n_known, wrong=n_wrong)
    )  # fmt: skip
    flow.problems(preview, named_by=scheme.levels[-1].key)
    flow.offer(preview, n_new, t("Add {n} units", n=n_new), lambda s, _: import_units(s, actor, preview=preview))
