"""Partner organisations: how many there are of each kind, and the list of them."""

import streamlit as st

from components.points import partners
from components.shell import auth
from components.ui import database, layout, moves, paged_list
from components.wording.markdown import md
from components.wording.words import t
from db.permissions import allows
from db.points.permissions import PointsPermission
from db.points.queries.partners import count_found_partners, count_partners, find_partners

actor = auth.require_page(PointsPermission.SEE_PARTNERS)
scheme = database.scheme()
aside = st.empty()
with database.reading() as s:
    counted = count_partners(s, actor)
partners.say_counts(counted)
if allows(actor, PointsPermission.MANAGE_PARTNERS) and st.button(t("Add an organisation"), icon=":material/add:", type="primary"):
    moves.go("points/partner.py")
wanted = partners.ask(actor, scheme)
found = paged_list.read(
    f"partners-{hash(wanted)}",
    lambda s, **page: (find_partners(s, actor, wanted, **page), count_found_partners(s, actor, wanted)),
)
with aside.container():
    layout.head(t("Partner organisations"), md("**{n}** organisations", n=found.n_rows))
chosen = found.pick(
    partners.table_row,
    mark=lambda row: (row.id, row.version),
    empty=t("No organisation here yet. Property companies, owners' committees and others that help are put down by the office."),
)
if len(chosen) == 1:
    paged_list.open_button(t("Open {name}", name=chosen[0].name), "points/partner.py", partner=chosen[0].id)
