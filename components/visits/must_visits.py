"""The list of must-visits: which of them, one line each, and taking one off it."""

from collections.abc import Sequence

import streamlit as st

from components.ui import database, moves, paged_list, query_params
from components.ui.cells import Cell
from components.ui.forms import Form, press
from components.ui.unit_picker import pick_unit
from components.wording.labels import label
from components.wording.markdown import plainly
from components.wording.words import language, short_day, t
from db import clock
from db.actor import Actor, Role
from db.permissions import allows
from db.scheme import Scheme
from db.visits.commands.must_visits import drop_must_visit
from db.visits.models.duties import MustStatus
from db.visits.permissions import VisitsPermission
from db.visits.queries.must_visits import MustFilter, MustRow, Which, count_must_visits, must_visits


def kind_name(scheme: Scheme, kind: str) -> str:
    """What the scheme calls it; its key where a newer scheme knows it no more."""
    return next((rule.text(language()) for rule in scheme.visiting.must_visits if rule.key == kind), kind)


def ask(actor: Actor, scheme: Scheme) -> MustFilter:
    """A number on another page may open the list at what it counts."""
    begun = query_params.member("which", Which.OPEN)
    path, kinds = _narrowed(actor, scheme)
    with database.reading() as s:
        n = {one: count_must_visits(s, actor, MustFilter(one, unit_path=path, kinds=kinds), clock.today()) for one in Which}
    which = st.segmented_control(
        t("Show"), list(Which), default=begun, required=True, key=f"must-which-{begun}", label_visibility="collapsed",
        format_func=plainly(lambda one: f"{label(one)} {n[one]:,}"),
    )  # fmt: skip
    return MustFilter(which, unit_path=path, kinds=kinds)


def _narrowed(actor: Actor, scheme: Scheme) -> tuple[str, tuple[str, ...]]:
    """The unit and the kinds. A steward's own are few enough without."""
    if actor.role is Role.STEWARD:
        return "", ()
    start = query_params.place(actor)
    with st.expander(t("More filters"), expanded=query_params.is_given("unit")):
        kinds = st.pills(
            t("Why"), [rule.key for rule in scheme.visiting.must_visits], selection_mode="multi", key="must-kinds",
            format_func=plainly(lambda kind: kind_name(scheme, kind)),
        )  # fmt: skip
        unit = pick_unit(actor.unit_path, scheme, key=f"must-unit-{start}", optional=True, chosen_path=start)
    return unit.path if unit else "", tuple(kinds)


def when(row: MustRow) -> str:
    """The day it is due and how long that is; settled ones say how it ended."""
    if row.status is not MustStatus.OPEN:
        return t("{what} {day}", what=label(row.status), day=short_day(row.settled_on)) if row.settled_on else label(row.status)
    if row.is_overdue:
        return t("{day} · overdue by {n} working days", day=short_day(row.due_on), n=-row.n_days_left)
    return t("{day} · {n} working days left", day=short_day(row.due_on), n=row.n_days_left)


def _line(actor: Actor, scheme: Scheme, row: MustRow) -> dict[str, str | Cell]:
    said: dict[str, str | Cell] = {
        t("Door"): row.title or row.door,
        t("Head"): Cell(row.name),
        t("Why"): kind_name(scheme, row.kind),
        t("Due by"): Cell(when(row)) if row.status is MustStatus.OPEN else when(row),
        t("Belongs to"): row.unit_name,
    }
    if actor.role is not Role.STEWARD:
        said |= {t("Steward"): Cell(row.steward_name or t("nobody")), t("Arose"): Cell(label(row.source))}
    return said | {t("Remarks"): row.reason or row.why}


def draw(actor: Actor, scheme: Scheme, wanted: MustFilter) -> None:
    today = clock.today()
    found = paged_list.read(
        f"must-{hash(wanted)}",
        lambda s, **page: (must_visits(s, actor, wanted, today, **page), count_must_visits(s, actor, wanted, today)),
    )
    is_late = wanted.which is Which.OVERDUE
    empty = t("No household is overdue.") if is_late else t("Nothing here. Must-visits appear by themselves.")
    _acts(actor, found.pick(lambda row: _line(actor, scheme, row), mark=lambda row: (row.id, row.status), empty=empty))


def _acts(actor: Actor, chosen: Sequence[MustRow]) -> None:
    if len(chosen) != 1:
        return
    row = chosen[0]
    if paged_list.is_of_cards() and actor.role is Role.STEWARD and row.status is MustStatus.OPEN:
        moves.go("visits/write.py", {"household": str(row.household_id)})
    with st.container(horizontal=True):
        paged_list.open_button(t("Open {name}", name=row.title or row.door), "ledger/household.py", household=row.household_id)
        if row.status is not MustStatus.OPEN:
            return
        if allows(actor, VisitsPermission.WRITE_VISITS) and st.button(t("Write a visit"), icon=":material/edit_note:"):
            moves.go("visits/write.py", {"household": str(row.household_id)})
        if allows(actor, VisitsPermission.PLAN_VISITS):
            with st.popover(t("No longer needed"), icon=":material/cancel:"):
                _drop(actor, row)


def _drop(actor: Actor, row: MustRow) -> None:
    form = Form(f"drop-{row.id}")
    reason = form.text("reason", t("Why need nobody go there?"), max_chars=200)
    work = lambda s: drop_must_visit(s, actor, must_visit_id=row.id, reason=reason)  # noqa: E731
    press(form, t("Take it off the list"), work, t("Taken off the list."))
