"""Choosing a unit: level by level, so that no list is longer than what stands under one unit."""

from collections.abc import Sequence

import streamlit as st

from components.ui import database, state
from components.wording.markdown import plain
from components.wording.words import t
from db.actor import Actor
from db.office.queries import UnitRow, children, ids_in, root_unit, unit_at
from db.scheme import Scheme


def level_name(scheme: Scheme, depth: int) -> str:
    return scheme.levels[depth].text(state.language())


def _choose(options: Sequence[UnitRow], label: str, key: str, chosen: int | None) -> UnitRow | None:
    by_id = {unit.id: unit for unit in options}
    index = list(by_id).index(chosen) if chosen in by_id else (0 if len(by_id) == 1 else None)
    picked = st.selectbox(
        plain(label), list(by_id), index=index, format_func=lambda i: by_id[i].name, key=key, placeholder=t("Please choose")
    )
    return by_id.get(picked) if picked is not None else None


def pick_unit(
    start_path: str, scheme: Scheme, *, key: str, to_depth: int | None = None, chosen_path: str = "", optional: bool = False
) -> UnitRow | None:
    """One list a level, from the unit at `start_path` down to `to_depth`; outside a form, since lists depend on lists.

    Returns the unit of the last level that is chosen, or None; with `optional`, any level may be left open.
    """
    with database.reading() as s:
        unit = unit_at(s, start_path)
    depth = unit.depth
    last = len(scheme.levels) - 1 if to_depth is None else to_depth
    wanted = ids_in(chosen_path)
    while depth < last:
        with database.reading() as s:
            options = children(s, unit.id)
        before = wanted[depth + 1] if depth + 1 < len(wanted) else None
        found = _choose(options, level_name(scheme, depth + 1), f"{key}-{unit.id}-{depth}", before)
        if found is None:
            return unit if optional else None
        unit, depth = found, depth + 1
    return unit


def pick_for(actor: Actor, scheme: Scheme, *, key: str, chosen_path: str = "") -> UnitRow | None:
    """A unit that a steward covers, under the actor's own."""
    depth = scheme.level_depth(scheme.steward.covers)
    return pick_unit(actor.unit_path, scheme, key=key, to_depth=depth, chosen_path=chosen_path)


def pick_in_public(scheme: Scheme, *, key: str) -> UnitRow | None:
    """The same for somebody without an account, from the top."""
    with database.reading() as s:
        path = root_unit(s).path
    return pick_unit(path, scheme, key=key, to_depth=scheme.level_depth(scheme.steward.covers))
