"""The parts of the coverage page: numbers that open lists, units, stewards, what is not known yet."""

from collections.abc import Sequence

import streamlit as st

from components.ledger import too_many
from components.ledger.field_names import NAMES
from components.ui import database, moves, paged_list, query_params, tables
from components.wording.labels import label
from components.wording.markdown import md, plain, plainly
from components.wording.words import share, t
from db.actor import Actor
from db.ledger.models.households import HouseholdKind
from db.ledger.permissions import LedgerPermission
from db.ledger.queries.coverage import FieldUse, UnitCoverage, field_use, loads
from db.ledger.queries.proposals import gains, open_proposals
from db.permissions import allows
from db.scheme import Scheme
from db.settings import settings

_WHICH = {"left": "Out of service, with households", "over": "Too many", "under": "Too few"}


def numbers(actor: Actor, kind: HouseholdKind, top: UnitCoverage) -> None:
    shown = (
        (label(kind), top.n_households, ""),
        (t("Looked after"), top.n_covered, ""),
        (t("Without a steward"), top.n_uncovered, "uncovered"),
    )
    for column, (name, n, which) in zip(st.columns(3), shown, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.metric(plain(f"{name} · {share(n, top.n_households)}"), plain(f"{n:,}"))
            if allows(actor, LedgerPermission.SEE_HOUSEHOLDS) and st.button(t("Open the list"), key=f"open-{name}"):
                params = {"kind": kind.value, "unit": top.path} | ({"state": which} if which else {})
                moves.go("ledger/households.py", params)


def units(kind: HouseholdKind, rows: Sequence[UnitCoverage]) -> None:
    """One line a unit right below; a tick opens it."""
    if not rows:
        return
    st.subheader(t("By unit"), anchor=False)
    shown = [
        {
            t("Unit"): row.name,
            label(kind): f"{row.n_households:,}",
            t("Looked after"): share(row.n_covered, row.n_households),
            t("Without a steward"): f"{row.n_uncovered:,}",
        }
        for row in rows
    ]
    ticked = tables.table(shown, marks=[row.path for row in rows], key="coverage-units", mode="single-row", empty="")
    if ticked:
        query_params.put("unit", rows[ticked[0]].path)
        st.rerun()


def stewards(actor: Actor, scheme: Scheme, kind: HouseholdKind) -> None:
    """Who has too many, too few, or has left: with the way to hand over."""
    st.subheader(t("Stewards to look at"), anchor=False)
    _too_many(actor, scheme, kind)
    which = st.segmented_control(
        t("Which?"),
        list(_WHICH),
        default="left",
        required=True,
        format_func=plainly(lambda k: t(_WHICH[k])),
        key="coverage-which",
    )
    found = paged_list.read(f"loads-{which}", lambda s, **page: loads(s, actor, scheme, kind, which=which, **page))
    ticked = found.table(
        lambda r: {t("Name"): r.name, t("Belongs to"): r.unit_name, t("State"): label(r.status), t("Has"): str(r.n_households)},
        mark=lambda r: (r.steward_id, r.n_households),
        mode="single-row",
        empty=t("Nobody."),
    )
    if ticked and allows(actor, LedgerPermission.ASSIGN):
        row = ticked[0]
        if row.n_households and st.button(md("Hand over the households of {name}", name=row.name), icon=":material/swap_horiz:"):
            moves.go("ledger/hand_over.py", {"steward": str(row.steward_id), "kind": kind.value})


def _too_many(actor: Actor, scheme: Scheme, kind: HouseholdKind) -> None:
    """Said in words, as it stands and as the proposals that wait would have it."""
    with database.reading() as s:
        told = [too_many.now(*loads(s, actor, scheme, kind, which="over"))]
        for draft in open_proposals(s, actor):
            if draft.kind is kind:
                told.append(too_many.after_adopting(*gains(s, actor, draft.id, only_over=True), draft.unit_name))
    for said in filter(None, told):
        st.warning(plain(said), icon=":material/warning:")


# Walks every household: a minute old is new enough for a picture of the whole.
@st.cache_data(ttl=60, show_spinner=False)
def _field_use(database_url: str, actor: Actor, kind: HouseholdKind) -> list[FieldUse]:
    with database.reading() as s:
        return field_use(s, actor, kind)


def fields(actor: Actor, kind: HouseholdKind) -> None:
    """Fields that hardly anybody fills: what is not used may be switched off in the scheme."""
    counted = _field_use(settings().database_url, actor, kind)
    uses = [use for use in counted if use.n_households and use.n_filled * 20 < use.n_households]
    if not uses:
        return
    with st.expander(md("{n} fields are hardly used", n=len(uses))):
        for use in uses:
            st.text(t("{field}: filled in {n} of {all}", field=t(NAMES[use.field]), n=use.n_filled, all=use.n_households))
        st.caption(t("What nobody needs can be switched off in the scheme: fewer fields, fewer questions."))
