"""Who is to look after whom: proposed for a unit, shown as a change, altered where wanted, adopted."""

import streamlit as st

from components.ledger import proposal
from components.shell import auth
from components.ui import database, layout, query_params
from components.ui.errors import rule_errors
from components.ui.forms import Form, later
from components.ui.unit_picker import pick_unit
from components.wording.labels import label
from components.wording.markdown import plain
from components.wording.words import t
from db.ledger.commands.proposals import make_proposal
from db.ledger.models.households import HouseholdKind
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.proposals import open_proposals

actor = auth.require_page(LedgerPermission.ASSIGN)
scheme = database.scheme()
layout.back("ledger/coverage.py", t("Coverage"))
layout.head(t("Propose stewards"))
c = scheme.coverage
least, most = c.households_min, c.households_max
said = t("A steward looks after {least} to {most} households", least=least, most=most)
if least == most:
    said = t("A steward looks after {n} households", n=most)
shops = t(", or {least} to {most} shops", least=c.merchants_min, most=c.merchants_max) if c.merchants_max else ""
st.caption(plain(said + shops + t(". The nearest come first; what is settled stays.")))


def ask() -> None:
    form = Form("propose")
    kinds = list(HouseholdKind) if c.merchants_max else [HouseholdKind.FAMILY]
    asked = query_params.member("kind", kinds[0])
    kind = form.choose("kind", t("List"), kinds, shown=label, value=asked) if len(kinds) > 1 else kinds[0]
    unit = pick_unit(actor.unit_path, scheme, key=form.key("unit"), optional=True)
    if st.button(t("Make a proposal"), type="primary", key=form.key("press"), icon=":material/auto_awesome:") and unit and kind:
        with rule_errors(), st.spinner(t("Looking for the nearest")):
            with database.session() as s:
                proposal_id = make_proposal(s, actor, unit_id=unit.id, kind=kind)
            form.forget()
            query_params.put("proposal", proposal_id)
            st.rerun()


with database.reading() as s:
    drafts = open_proposals(s, actor)
wanted = query_params.asked("proposal")
chosen = next((draft for draft in drafts if draft.id == wanted), None)
if chosen:
    proposal.show(actor, scheme, chosen)
else:
    ask()
    for draft in drafts:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.text(f"{draft.unit_name} · {label(draft.kind)} · {t('{n} changes', n=draft.n_changes)}", width="stretch")
            if st.button(t("Open"), key=f"draft-{draft.id}"):
                query_params.put("proposal", draft.id)
                later(t("This proposal waits to be adopted or dropped."))
