"""Making sheets: for one steward or for everybody of a unit, on paper or as a form to fill in away from the office."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from components.ui import background, database, layout, state, tables
from components.ui.errors import rule_errors
from components.ui.forms import Form
from components.ui.unit_picker import pick_unit
from components.wording.words import t
from db.actor import Actor
from db.office.queries import UnitRow
from db.scheme import Scheme
from db.visits.commands.paper_sheets import make_sheets, make_unit_sheets
from db.visits.queries.paper_sheets import Walker, walkers, way_of
from db.visits.queries.rounds import questions_of
from db.visits.sheet_room import ROWS_A_SHEET, rows_a_sheet


@dataclass(frozen=True)
class Choice:
    """Of a unit: everybody, or one steward with the households that are ticked (empty: all)."""

    unit: UnitRow
    stewards: Sequence[Walker]
    household_ids: tuple[int, ...] = ()
    rows_a_sheet: int = ROWS_A_SHEET

    @property
    def n_households(self) -> int:
        return len(self.household_ids) or sum(one.n_households for one in self.stewards)

    @property
    def n_sheets(self) -> int:
        if self.household_ids:
            return -(-len(self.household_ids) // self.rows_a_sheet)
        return sum(-(-one.n_households // self.rows_a_sheet) for one in self.stewards)


def choose(actor: Actor, scheme: Scheme, round_id: int | None) -> Choice | None:
    depth = scheme.level_depth(scheme.steward.covers)
    left, right = layout.halves()
    with left:
        unit = pick_unit(actor.unit_path, scheme, key="sheets", to_depth=depth, optional=True)
        if unit is None:
            return None
        with database.reading() as s:
            n_rows = rows_a_sheet(questions_of(s, round_id))
            found = {one.steward_id: one for one in walkers(s, actor, unit.path, round_id=round_id)}
        steward_id = _pick(found, unit)
    if steward_id is None:
        return Choice(unit, list(found.values()), rows_a_sheet=n_rows) if found else None
    with right:
        return Choice(unit, [found[steward_id]], _tick(actor, steward_id, round_id), n_rows)


def _pick(found: dict[int, Walker], unit: UnitRow) -> int | None:
    if not found:
        st.info(t("Nobody in service here looks after a household that waits for a visit."))
        return None

    def shown(steward_id: int) -> str:
        if not steward_id:
            return t("Everybody here: {n} stewards", n=len(found))
        one = found[steward_id]
        return t("{name} · {place} · looks after {n}", name=one.name, place=one.unit_name, n=one.n_households)

    return st.selectbox(t("Steward"), [0, *found], format_func=shown, key=f"sheets-steward-{unit.id}") or None


def _tick(actor: Actor, steward_id: int, round_id: int | None) -> tuple[int, ...]:
    with database.reading() as s:
        way = way_of(s, actor, steward_id, round_id=round_id)
    ticked = tables.table(
        [{t("Door"): stop.door, t("Head"): stop.name, t("Belongs to"): stop.unit_name} for stop in way],
        marks=[stop.household_id for stop in way], key=f"sheets-way-{steward_id}", empty=t("Nobody to visit."),
    )  # fmt: skip
    st.caption(t("In walking order. Nothing ticked: all of them."))
    return tuple(way[index].household_id for index in ticked)


def make(actor: Actor, chosen: Choice, form: Form, round_id: int | None) -> None:
    """One steward's at once; a unit's in the background."""
    if len(chosen.stewards) == 1:
        with rule_errors():
            with database.session() as s:
                made = make_sheets(
                    s, actor, steward_id=chosen.stewards[0].steward_id, household_ids=chosen.household_ids or None,
                    round_id=round_id, request_id=form.id,
                )  # fmt: skip
            done(made)
        return

    def work(_progress: background.Progress) -> list[int]:
        with database.door_session() as s:
            return make_unit_sheets(s, actor, unit_id=chosen.unit.id, round_id=round_id, request_id=form.id)

    with rule_errors():
        database.require_still(state.user())
        background.start(job_key(actor), t("Making sheets"), work)
        st.rerun()


def job_key(actor: Actor) -> str:
    return f"visit-sheets-{actor.user_id}"


def done(made: Sequence[int]) -> None:
    state.note("sheets-made", list(made))
    state.finish("make-sheets")
    st.rerun()
