"""The directory: find a steward by name, initials, place, category, speciality or state; take the list along."""

import streamlit as st

from components.shell import auth
from components.ui import database, downloads, layout, tables
from components.vetting import stewards
from components.wording.words import t
from db.permissions import allows
from db.vetting.permissions import VettingPermission
from db.vetting.queries.stewards import count_stewards, find_stewards

actor = auth.require_page(VettingPermission.SEE_STEWARDS)
scheme = database.scheme()
aside = st.empty()
wanted = stewards.ask(actor, scheme)
key = f"stewards-{hash(wanted)}"
with database.reading() as s:
    rows = find_stewards(s, actor, wanted, offset=tables.offset(key), limit=tables.per_page())
    n_rows = count_stewards(s, actor, wanted)
with aside.container():
    layout.head(t("Directory of stewards"), t("**{n}** people", n=n_rows))
ticked = tables.pick(
    [stewards.table_row(scheme, row) for row in rows],
    marks=[(row.id, row.version) for row in rows],
    key=key,
    empty=t("Nobody fits. Take a filter away, or appoint the first steward."),
)
tables.pager(key, n_rows)
chosen = [rows[index] for index in ticked]
with st.container(horizontal=True):
    if len(chosen) == 1 and (
        tables.is_card_list() or st.button(t("Open {name}", name=chosen[0].name), icon=":material/open_in_full:", type="primary")
    ):
        st.switch_page("vetting/steward.py", query_params={"id": str(chosen[0].id)})
    if allows(actor, VettingPermission.MANAGE_STEWARDS) and st.button(t("Print cards"), icon=":material/print:"):
        st.switch_page("vetting/cards.py")
    if allows(actor, VettingPermission.EXPORT_STEWARDS) and n_rows:
        export = lambda full: stewards.export(actor, scheme, wanted, with_full_data=full)  # noqa: E731
        downloads.export(n_rows, export, what=t("Directory of stewards"))
