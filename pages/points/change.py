"""A service point is corrected: what it is called, where it is, what one finds there; its picture."""

import streamlit as st

from components.points import picture, propose
from components.shell import auth
from components.ui import database, layout, state
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.ui.moves import link
from components.ui.query_params import asked
from components.wording.markdown import plain
from components.wording.refusals import say_refusal
from components.wording.words import t
from db.errors import Stale
from db.points.commands.points import change_point
from db.points.permissions import PointsPermission
from db.points.queries.points import as_written, own_point

actor = auth.require_page(PointsPermission.MANAGE_POINTS)
row, known = None, None
with rule_errors(), database.reading() as s:
    row = own_point(s, actor, asked("point"))
    known = as_written(s, actor, row.id)
if row is None or known is None:
    st.stop()
link("points/point.py", row.name, "arrow_back", {"point": str(row.id)})
layout.head(t("Correct {name}", name=row.name))
if state.shown_before("point", row.id, row.version) != row.version:
    st.warning(plain(say_refusal(Stale("point_moved", name=row.name))))
form = Form(f"point-{row.id}-{row.version}")
left, right = layout.halves(2, 1)
with left:
    given = propose.fields(form, database.scheme(), known)
    if st.button(t("Save"), type="primary", key=form.key("press")):
        with rule_errors(form.slots):
            with database.session() as s:
                change_point(s, actor, point_id=row.id, seen=row.version, point=given)
            form.forget()
            layout.flash_and_go(t("The corrections are saved."), "points/point.py", point=str(row.id))
with right:
    picture.change(actor, row.id)
