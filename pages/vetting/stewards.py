"""The directory: find a steward by name, initials, place, category, speciality or state; take the list along."""

import streamlit as st

from components.shell import auth
from components.ui import database, downloads, layout, moves, paged_list
from components.vetting import stewards
from components.wording.markdown import md
from components.wording.words import t
from db.permissions import allows
from db.vetting.permissions import VettingPermission
from db.vetting.queries.stewards import count_stewards, find_stewards

actor = auth.require_page(VettingPermission.SEE_STEWARDS)
scheme = database.scheme()
aside = st.empty()
wanted = stewards.ask(actor, scheme)
found = paged_list.read(
    f"stewards-{hash(wanted)}",
    lambda s, **page: (find_stewards(s, actor, wanted, **page), count_stewards(s, actor, wanted)),
)
with aside.container():
    layout.head(t("Directory of stewards"), md("**{n}** people", n=found.n_rows))
chosen = found.pick(
    lambda row: stewards.table_row(scheme, row),
    mark=lambda row: (row.id, row.version),
    empty=t("Nobody fits. Take a filter away, or appoint the first steward."),
)
with st.container(horizontal=True):
    if len(chosen) == 1:
        paged_list.open_button(t("Open {name}", name=chosen[0].name), "vetting/steward.py", steward=chosen[0].id)
    if allows(actor, VettingPermission.MANAGE_STEWARDS) and st.button(t("Print cards"), icon=":material/print:"):
        moves.go("vetting/cards.py")
    if allows(actor, VettingPermission.EXPORT_STEWARDS):
        export = lambda full: stewards.export(actor, scheme, wanted, with_full_data=full)  # noqa: E731
        downloads.export(found.n_rows, export, what=t("Directory of stewards"))
