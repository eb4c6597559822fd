"""Old or infirm party members whom stewards look after by name, where the scheme has them: find one, open it, put one down."""

import streamlit as st

from components.ledger import named
from components.shell import auth
from components.ui import database, layout, moves, paged_list, query_params
from components.ui.forms import search_field
from components.wording.markdown import md, plainly
from components.wording.scheme_terms import members_by_name
from components.wording.words import t
from db.actor import Role
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.named import NamedFilter, find_named
from db.permissions import allows

actor = auth.require_page(LedgerPermission.SEE_HOUSEHOLDS)
layout.back("ledger/households.py", t("Households and shops"))
word = members_by_name(database.scheme())
if not word:
    st.info(t("Your programme has nobody whom stewards look after by name beside the households."))
    st.stop()
aside = st.empty()
if allows(actor, LedgerPermission.EDIT_HOUSEHOLDS) and st.button(t("Put one down"), icon=":material/edit_note:"):
    moves.go(named.ONE)
search, state = search_field("named", t("Name, initials or door")), ""
if actor.role is not Role.STEWARD:
    asked = query_params.key("state", named.STATES)
    state = st.segmented_control(
        t("Show"), list(named.STATES), default=asked, required=True, key=f"named-state-{asked}",
        format_func=plainly(lambda key: t(named.STATES[key])),
    )  # fmt: skip

wanted = NamedFilter(search, is_ended=state == "ended", is_uncovered=state == "uncovered")
found = paged_list.read(f"named-{hash(wanted)}", lambda s, **page: find_named(s, actor, wanted, **page))
with aside.container():
    layout.head(word, md("**{n}** people", n=found.n_rows))
chosen = found.pick(
    named.table_row,
    mark=lambda row: (row.id, row.version),
    empty=t("Nobody here. Put one down, or take a filter away."),
)
if len(chosen) == 1:
    paged_list.open_button(t("Open {name}", name=chosen[0].name), named.ONE, member=chosen[0].id)
