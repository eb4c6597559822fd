"""A proposal shown as a change: who gains, who loses, who stays without a steward and why; adopted or altered."""

from collections.abc import Sequence

import streamlit as st

from components.ledger import too_many
from components.ledger.steward_picker import pick_steward
from components.ui import database, paged_list
from components.ui.errors import rule_errors
from components.ui.forms import act, ask_once, later
from components.wording.labels import label
from components.wording.markdown import joined, md, plain, plainly
from components.wording.words import t
from db.actor import Actor
from db.ledger.commands.proposals import adopt, alter_line, drop_proposal, leave_out
from db.ledger.queries.coverage import loads
from db.ledger.queries.proposals import LineRow, ProposalRow, gains, proposal_lines
from db.scheme import Scheme


def show(actor: Actor, scheme: Scheme, draft: ProposalRow) -> None:
    st.markdown(
        md("**{place}** · {kind}: {n} in all, **{changes}** get a steward, **{open}** stay without", place=draft.unit_name,
          kind=label(draft.kind), n=draft.n_households, changes=draft.n_changes, open=draft.n_uncovered)
    )  # fmt: skip
    with database.reading() as s:
        over = gains(s, actor, draft.id, only_over=True)
    too_much = too_many.after_adopting(*over)
    if too_much:
        st.warning(plain(too_much), icon=":material/warning:")
    with st.container(horizontal=True):
        if st.button(t("Adopt"), type="primary", icon=":material/check_circle:", disabled=not draft.n_changes):
            given = md("{n} households get their steward from today.", n=draft.n_changes)
            ask_once(t("Adopt"), joined("\n\n", [given, too_much]), lambda: _adopt(actor, scheme, draft))
        drop = lambda s: drop_proposal(s, actor, proposal_id=draft.id)  # noqa: E731
        said = t("The proposal is dropped; nothing has changed.")
        act(t("Drop the proposal"), drop, said, key="drop-proposal", icon=":material/undo:")
    views = {"gains": t("By steward"), "lines": t("By household"), "open": t("Who stays without")}
    view = st.segmented_control(
        t("View"), list(views), default="gains", required=True, format_func=plainly(views.__getitem__), key="proposal-view"
    )
    _by_steward(actor, draft) if view == "gains" else _lines(actor, scheme, draft, is_uncovered=view == "open")


def _adopt(actor: Actor, scheme: Scheme, draft: ProposalRow) -> None:
    with rule_errors():
        with database.session() as s:
            n_done, n_left = adopt(s, actor, proposal_id=draft.id)
            over = loads(s, actor, scheme, draft.kind, which="over")
        left = t(" {n} were left: they changed meanwhile. A new proposal finds them.", n=n_left) if n_left else ""
        later(joined("\n\n", [plain(t("{n} households have their steward.", n=n_done) + left), too_many.now(*over)]))


def _by_steward(actor: Actor, draft: ProposalRow) -> None:
    paged_list.read("gains", lambda s, **page: gains(s, actor, draft.id, **page)).listing(
        lambda r: {
            t("Steward"): r.name,
            t("Belongs to"): r.unit_name,
            t("Comes"): f"+{r.n_gained}" if r.n_gained else "",
            t("Goes"): f"-{r.n_lost}" if r.n_lost else "",
            t("Has then"): t("{n}, at most {most}", n=r.n_after, most=r.most) if r.is_over else str(r.n_after),
        },
        empty=t("Nobody's load changes."),
    )


def _lines(actor: Actor, scheme: Scheme, draft: ProposalRow, *, is_uncovered: bool) -> None:
    found = paged_list.read(
        f"lines-{is_uncovered}", lambda s, **page: proposal_lines(s, actor, draft.id, is_uncovered=is_uncovered, **page)
    )
    chosen = found.table(
        lambda r: {
            t("Door"): r.door,
            t("Belongs to"): r.unit_name,
            t("So far"): r.before or t("nobody"),
            t("From now on"): t("stays as it is") if r.is_left_out else r.after or t("nobody"),
            t("Why"): label(r.why),
        },
        mark=lambda r: (r.household_id, r.after_id, r.is_left_out),
        empty=t("Nobody stays without a steward.") if is_uncovered else t("Nothing changes."),
    )
    if chosen:
        _alter(actor, scheme, draft, chosen)


def _alter(actor: Actor, scheme: Scheme, draft: ProposalRow, chosen: Sequence[LineRow]) -> None:
    ids = [row.household_id for row in chosen]
    is_out = all(row.is_left_out for row in chosen)
    title = t("Take the {n} ticked in again", n=len(ids)) if is_out else t("Leave the {n} ticked as they are", n=len(ids))
    if st.button(plain(title), icon=":material/block:"):
        with rule_errors():
            with database.session() as s:
                leave_out(s, actor, proposal_id=draft.id, household_ids=ids, is_left_out=not is_out)
            st.rerun()
    steward_id = pick_steward(actor, scheme, draft.kind, chosen[0].unit_path, key=f"alter-{ids[0]}")
    if steward_id and st.button(md("Give the {n} ticked to this steward", n=len(ids)), type="primary"):
        with rule_errors():
            with database.session() as s:
                for household_id in ids:
                    alter_line(s, actor, proposal_id=draft.id, household_id=household_id, steward_id=steward_id)
            st.rerun()
