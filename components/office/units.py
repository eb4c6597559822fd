"""Add, rename, move, close and reopen a unit."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from sqlmodel import Session

from components.ui import database
from components.ui.forms import Form, act, press
from components.ui.unit_picker import level_name
from components.wording.markdown import md
from components.wording.words import t
from db.actor import Actor
from db.errors import Invalid
from db.office.commands.units import add_unit, close_unit, move_unit, rename_unit, reopen_unit
from db.office.queries import UnitRow, units_under
from db.scheme import Scheme


def acts(actor: Actor, scheme: Scheme, unit: UnitRow, *, can_add: bool) -> None:
    if can_add:
        _add(actor, scheme, unit)
    _rename(actor, unit)
    if unit.parent_id is not None:
        with st.popover(md("Move {name}", name=unit.name), icon=":material/drive_file_move:"):
            _move(actor, unit)
        with st.popover(md("Close {name}", name=unit.name), icon=":material/block:"):
            _close(actor, unit)


def _add(actor: Actor, scheme: Scheme, unit: UnitRow) -> None:
    form = Form(f"add-unit-{unit.id}")
    with form.box():
        name = form.text("name", t("Add: {level}", level=level_name(scheme, unit.depth + 1)))
        pressed = form.submit(t("Add"))
    if pressed:
        form.save(lambda s: add_unit(s, actor, parent_id=unit.id, name=name), t("{name} is added.", name=name))


def _rename(actor: Actor, unit: UnitRow) -> None:
    form = Form(f"rename-unit-{unit.id}-{unit.version}")
    with st.popover(md("Rename {name}", name=unit.name), icon=":material/edit:"):
        name = form.text("name", t("New name"), unit.name)
        work = lambda s: rename_unit(s, actor, unit_id=unit.id, name=name, seen=unit.version)  # noqa: E731
        press(form, t("Rename"), work, t("Renamed."), kind="secondary")


def _move(actor: Actor, unit: UnitRow) -> None:
    form = Form(f"move-unit-{unit.id}-{unit.version}")
    with database.reading() as s:
        parents = {
            other.id: other.name
            for other in units_under(s, actor.unit_path)
            if other.depth == unit.depth - 1 and other.id != unit.parent_id
        }
    st.text(t("Everything under it goes along."))
    target = form.choose("parent", t("To where?"), list(parents), shown=lambda i: parents[i])

    def work(s: Session) -> None:
        if target is None:
            raise Invalid("unit_missing", "parent")
        move_unit(s, actor, unit_id=unit.id, parent_id=target, seen=unit.version)

    press(form, t("Move"), work, t("Moved."), kind="secondary")


def _close(actor: Actor, unit: UnitRow) -> None:
    st.text(t("Nobody can be registered here any more. Its history stays, and it can be opened again."))
    work = lambda s: close_unit(s, actor, unit_id=unit.id, seen=unit.version)  # noqa: E731
    act(t("Close"), work, t("{name} is closed.", name=unit.name), key=f"close-{unit.id}")


def closed(actor: Actor, units: Sequence[UnitRow]) -> None:
    for unit in units:
        work = partial(reopen_unit, actor=actor, unit_id=unit.id, seen=unit.version)
        title = t("Open {name} again", name=unit.name)
        act(title, work, t("{name} is open again.", name=unit.name), key=f"reopen-{unit.id}")
