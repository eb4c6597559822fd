"""Coverage: how many households somebody looks after, where not, who has too many or too few, and what is not known yet."""

import streamlit as st

from components.ledger import coverage, coverage_shares
from components.shell import auth
from components.ui import database, layout, moves, pieces, query_params
from components.ui.pieces import Place
from components.wording.labels import label
from components.wording.markdown import md, plainly
from components.wording.words import t
from db.ledger.models.households import HouseholdKind
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.coverage import coverage_by_unit, uncovered_paths
from db.permissions import allows

actor = auth.require_page(LedgerPermission.SEE_COVERAGE)
scheme = database.scheme()
kinds = list(HouseholdKind) if scheme.coverage.merchants_max else [HouseholdKind.FAMILY]
kind = kinds[0]
aside = st.empty()
if len(kinds) > 1:
    kind = st.segmented_control(t("List"), kinds, default=kind, required=True, format_func=plainly(label), key="coverage-kind")
with database.reading() as s:
    units = coverage_by_unit(s, actor, kind, query_params.place(actor))
top, below = units[0], units[1:]
with aside.container():
    layout.head(t("{place}: who is looked after", place=top.name), md("**{n}** entries", n=top.n_households))
coverage.numbers(actor, kind, top)
if top.path != actor.unit_path:
    layout.back("ledger/coverage.py", t("The whole unit"))
left, right = layout.halves(3, 2)
with left:
    coverage.units(kind, below)
    if kind is HouseholdKind.FAMILY and top.n_uncovered:
        with database.reading() as s:
            uncovered = uncovered_paths(s, actor, kind, top.path)
        pieces.draw(Place.COVERAGE_BELOW_UNITS, actor, top.path, uncovered)
    coverage.stewards(actor, scheme, kind)
with right:
    if kind is HouseholdKind.FAMILY:
        coverage_shares.clear(actor, scheme, top.path)
    coverage.fields(actor, kind)
if allows(actor, LedgerPermission.ASSIGN) and st.button(t("Propose stewards"), icon=":material/auto_awesome:", type="primary"):
    moves.go("ledger/proposal.py", {"kind": kind.value})
