"""The lists of visits at a glance: who was not met for long, which stewards need help, who is said to have moved."""

from collections.abc import Iterator

import streamlit as st

from components.ui import moves, paged_list
from components.ui.cells import Cell
from components.ui.paged_list import PagedList
from components.visits.month_picker import month_text
from components.wording.markdown import md, plain, plainly
from components.wording.words import listed, short_day, t
from db.actor import Actor
from db.ledger.permissions import LedgerPermission
from db.permissions import Permission, allows
from db.vetting.permissions import VettingPermission
from db.visits.permissions import VisitsPermission
from db.visits.queries.overview import HouseholdLine, count_not_met, not_met_for, said_to_have_moved
from db.visits.queries.stewards_in_need import StewardInNeed, month_looked_at, needs_help

VIEWS = {"units": "By unit", "not_met": "Not met for long", "help": "Stewards who need help", "moved": "Said to have moved"}
_SPANS: tuple[int | None, ...] = (30, 60, 90, 180, 365, None)


def _span(days: int | None) -> str:
    return t("never met yet") if days is None else t("{n} days", n=days)


def not_met(actor: Actor, path: str, usual: int) -> None:
    """By unit and door, with the days since; the span can be chosen."""
    days = st.segmented_control(
        t("Nobody met for more than"), _SPANS, default=usual, required=True, key="not-met-days", format_func=plainly(_span)
    )
    found = paged_list.read(
        f"not-met-{days}",
        lambda s, **page: (not_met_for(s, actor, days, path, **page), count_not_met(s, actor, days, path)),
    )
    _households(actor, found, t("Last met"), t("Everybody was met in this time."))


def moved(actor: Actor, path: str) -> None:
    """Still in the ledger, and the last visit said that nobody lives there any more."""
    st.caption(t("The last visit said that they have moved, and the ledger still has them here. Please ask and set it right."))
    found = paged_list.read("moved", lambda s, **page: said_to_have_moved(s, actor, path, **page))
    _households(actor, found, t("Said on"), t("Nobody. The ledger and the visits agree."))


def _households(actor: Actor, found: PagedList[HouseholdLine], last: str, empty: str) -> None:
    st.markdown(md("**{n}** households", n=found.n_rows))
    chosen = found.pick(lambda row: _line(row, last), mark=lambda row: (row.household_id, row.last_on), empty=empty)
    if len(chosen) != 1:
        return
    row = chosen[0]
    with st.container(horizontal=True):
        paged_list.open_button(t("Open {name}", name=row.door), "ledger/household.py", household=row.household_id)
        if allows(actor, VisitsPermission.WRITE_VISITS) and st.button(t("Write a visit"), icon=":material/edit_note:"):
            moves.go("visits/write.py", {"household": str(row.household_id)})


def _line(row: HouseholdLine, last: str) -> dict[str, str | Cell]:
    return {
        t("Door"): row.door,
        t("Head"): Cell(row.name),
        t("Belongs to"): row.unit_name,
        last: Cell(t("never"), t("never met yet")) if row.last_on is None else Cell(short_day(row.last_on)),
        t("Steward"): Cell(row.steward_name or t("nobody")),
    }


def _reasons(row: StewardInNeed, month: int) -> Iterator[str]:
    if row.quiet_days is not None:
        yield t("no visit for {n} days", n=row.quiet_days)
    if row.drop is not None:
        then, before = row.drop
        yield t("{n} visits in {month}, {before} a month before", n=then, month=month_text(month), before=before)
    if row.most is not None:
        yield t("{n} households, at most {most}", n=row.n_households, most=row.most)


def stewards(actor: Actor, month: int, path: str) -> None:
    """Why each may need a word, a lighter load or somebody to stand in."""
    st.caption(t("Please have a word with them first: illness, a move, a new baby. This is no rank, and nobody is marked by it."))
    found = paged_list.read(f"help-{month}", lambda s, **page: needs_help(s, actor, month, path, **page))
    st.markdown(md("**{n}** stewards", n=found.n_rows))
    looked_at = month_looked_at(month)
    ticked = found.table(
        lambda row: {
            t("Name"): row.name,
            t("Belongs to"): row.unit_name,
            t("Households"): str(row.n_households),
            t("Why"): listed(list(_reasons(row, looked_at))),
        },
        mark=lambda row: row.steward_id,
        mode="single-row",
        empty=t("Nobody. Visits go on as they should."),
    )
    if ticked:
        _of_steward(actor, ticked[0])


def _of_steward(actor: Actor, row: StewardInNeed) -> None:
    ways: tuple[tuple[str, str, Permission, str], ...] = (
        (t("Visits of {name}", name=row.name), "visits/visits.py", VisitsPermission.SEE_VISITS, "steward"),
        (t("Hand over the households of {name}", name=row.name), "ledger/hand_over.py", LedgerPermission.ASSIGN, "steward"),
        (t("Open {name}", name=row.name), "vetting/steward.py", VettingPermission.SEE_STEWARDS, "steward"),
    )
    with st.container(horizontal=True):
        for title, page, permission, name in ways:
            if allows(actor, permission) and st.button(plain(title), key=f"help-{page}"):
                moves.go(page, {name: str(row.steward_id)})
