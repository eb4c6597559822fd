"""The tree of units: look, add, rename, move, close."""

import streamlit as st

from components.office import units
from components.shell import auth
from components.ui import database, layout, moves, tables
from components.ui.unit_picker import level_name, pick_unit
from components.wording.markdown import md
from components.wording.words import t
from db.office.permissions import OfficePermission
from db.office.queries import children, units_under

actor = auth.require_page(OfficePermission.MANAGE_UNITS)
scheme = database.scheme()
with database.reading() as s:
    n_units = len(units_under(s, actor.unit_path))
layout.head(t("Units"), md("**{n}** units", n=n_units))
if st.button(
    t("Bring units in from a spreadsheet"), icon=":material/upload_file:", type="primary" if n_units == 1 else "secondary"
):
    moves.go("office/bring_in_units.py")

unit = pick_unit(actor.unit_path, scheme, key="units", optional=True)
with database.reading() as s:
    below = children(s, unit.id, with_closed=True)
is_last = unit.depth + 1 >= len(scheme.levels)
left, right = layout.halves(3, 2)
with left:
    st.subheader(md("Under {name}", name=unit.name), anchor=False)
    if is_last:
        st.text(t("Nothing comes below this level."))
    else:
        tables.listing(
            [
                {level_name(scheme, unit.depth + 1): child.name, t("State"): t("closed") if child.closed_on else t("open")}
                for child in below
            ],
            key=f"under-{unit.id}",
            empty=t("Nothing here yet. Add the first one at the right, or bring a spreadsheet in."),
        )
with right:
    units.acts(actor, scheme, unit, can_add=not is_last)
    units.closed(actor, [child for child in below if child.closed_on])
