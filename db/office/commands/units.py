"""The tree of units: add, rename, move, close. What hangs on a unit stays with it."""

import re

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import clock
from db.actor import Actor, end_of_path
from db.audit import record
from db.errors import Conflict, Invalid, Stale
from db.natural_order import sort_key
from db.office import events, tallies
from db.office.models import Unit, UserRole
from db.office.permissions import OfficePermission
from db.office.queries import UnitRow, current_scheme, find_unit, require_whole_office, root_unit, the_office
from db.office.unit_import import UnitsPreview
from db.permissions import require
from db.sql import n_changed, refresh_statistics

# Counts of people who still need their unit: under way, in service, at home there.
_ALIVE = (
    "application.waiting", "application.returned", "application.cleared", "application.announced", "steward.active",
    "steward.suspended", "household.", "merchant.",
)  # fmt: skip


def read_unit_name(text: str) -> str:
    name = re.sub(r"\s+", " ", text.replace("\u3000", " ")).strip()
    if not name or len(name) > 60:
        raise Invalid("unit_name_missing", "name")
    return name


def _no_twin(session: Session, parent_id: int | None, name: str, but: int = 0) -> None:
    twin = select(Unit.id).where(Unit.parent_id == parent_id, Unit.name == name, Unit.id != but)
    if session.scalar(twin):
        raise Conflict("unit_name_taken", "name", name=name)


def add_unit(session: Session, actor: Actor, *, parent_id: int, name: str) -> int:
    """Returns the unit's id. Raises `Conflict` for a twin, `Invalid` below the last level or a closed parent."""
    require(actor, OfficePermission.MANAGE_UNITS)
    unit = put_unit(session, find_unit(session, actor, parent_id), name)
    record(session, actor, events.UnitAdded(unit.id or 0))
    return unit.id or 0


def put_unit(session: Session, parent: UnitRow | Unit, name: str) -> Unit:
    """The row itself, for an addition that is recorded as part of something larger."""
    if parent.closed_on:
        raise Invalid("unit_closed", "parent")
    if parent.depth + 1 >= len(current_scheme(session).levels):
        raise Invalid("unit_too_deep", "parent")
    name = read_unit_name(name)
    _no_twin(session, parent.id, name)
    unit = _child(parent, name)
    session.add(unit)
    session.flush()
    unit.path = f"{parent.path}{unit.id}/"
    session.add(unit)
    session.flush()
    return unit


def _write(session: Session, unit: UnitRow, seen: int, **values: object) -> None:
    n_done = n_changed(
        session, sa.update(Unit).where(col(Unit.id) == unit.id, col(Unit.version) == seen).values(version=seen + 1, **values)
    )
    if n_done != 1:
        raise Stale("unit_moved")


def rename_unit(session: Session, actor: Actor, *, unit_id: int, name: str, seen: int) -> None:
    """Raises `Stale` when somebody changed the unit since it was shown in version `seen`."""
    require(actor, OfficePermission.MANAGE_UNITS)
    unit = find_unit(session, actor, unit_id)
    name = read_unit_name(name)
    _no_twin(session, unit.parent_id, name, but=unit.id)
    _write(session, unit, seen, name=name, sort_key=sort_key(name))
    if unit.parent_id is None:
        # The top unit is the office: one name.
        the_office(session).name = name
    record(session, actor, events.UnitRenamed(unit.id, unit.name, name))


def move_unit(session: Session, actor: Actor, *, unit_id: int, parent_id: int, seen: int) -> None:
    """Takes everything under it along. A unit stays on its level, so the new parent is of the old one's level."""
    require(actor, OfficePermission.MANAGE_UNITS)
    unit, parent = find_unit(session, actor, unit_id), find_unit(session, actor, parent_id)
    if unit.parent_id is None or parent.depth + 1 != unit.depth or parent.closed_on:
        raise Invalid("unit_wrong_level", "parent")
    _no_twin(session, parent.id, unit.name, but=unit.id)
    new_path = f"{parent.path}{unit.id}/"
    _write(session, unit, seen, parent_id=parent.id)
    session.execute(
        sa.update(Unit)
        .where(col(Unit.path) >= unit.path, col(Unit.path) < end_of_path(unit.path))
        .values(path=sa.literal(new_path) + sa.func.substr(Unit.path, len(unit.path) + 1))
    )
    record(session, actor, events.UnitMoved(unit.id, unit.path, new_path))


def close_unit(session: Session, actor: Actor, *, unit_id: int, seen: int) -> None:
    """Closed units take nobody in any more; their history stays. Units under them and roles at them go first."""
    require(actor, OfficePermission.MANAGE_UNITS)
    unit = find_unit(session, actor, unit_id)
    if unit.parent_id is None:
        raise Conflict("unit_is_root")
    open_below = select(Unit.id).where(Unit.parent_id == unit.id, col(Unit.closed_on).is_(None)).limit(1)
    if session.scalar(open_below):
        raise Conflict("unit_has_units")
    if session.scalar(select(UserRole.id).where(UserRole.unit_id == unit.id).limit(1)):
        raise Conflict("unit_has_users")
    if any(n and kind.startswith(_ALIVE) for kind, n in tallies.totals(session, unit.path).items()):
        raise Conflict("unit_has_people")
    _write(session, unit, seen, closed_on=clock.today())
    record(session, actor, events.UnitClosed(unit.id))


def reopen_unit(session: Session, actor: Actor, *, unit_id: int, seen: int) -> None:
    require(actor, OfficePermission.MANAGE_UNITS)
    unit = find_unit(session, actor, unit_id)
    if unit.parent_id and session.get_one(Unit, unit.parent_id).closed_on:
        raise Invalid("unit_closed", "parent")
    _write(session, unit, seen, closed_on=None)
    record(session, actor, events.UnitReopened(unit.id))


def import_units(session: Session, actor: Actor, *, preview: UnitsPreview) -> int:
    """Adds the units of a preview, level by level; what exists already stays as it is. Returns how many were added."""
    require(actor, OfficePermission.MANAGE_UNITS)
    require_whole_office(session, actor)
    root = session.get_one(Unit, root_unit(session).id)
    by_names = _units_by_names(session, root)
    n_added = 0
    for depth in range(1, max((len(names) for names in preview.new), default=0) + 1):
        wanted = [names for names in preview.new if len(names) == depth and names not in by_names]
        if any(names[:-1] not in by_names for names in wanted):
            raise Stale("unit_moved")
        fresh = {names: _child(by_names[names[:-1]], names[-1]) for names in wanted}
        session.add_all(fresh.values())
        session.flush()
        for names, unit in fresh.items():
            unit.path = f"{by_names[names[:-1]].path}{unit.id}/"
        session.flush()
        by_names.update(fresh)
        n_added += len(fresh)
    refresh_statistics(session, n_added)
    record(session, actor, events.UnitsImported(preview.n_rows, n_added))
    return n_added


def _child(parent: UnitRow | Unit, name: str) -> Unit:
    # A path of its own until the id is known: the column is unique.
    return Unit(parent_id=parent.id, path=f"{parent.path}+{name}", depth=parent.depth + 1, name=name, sort_key=sort_key(name))


def _units_by_names(session: Session, root: Unit) -> dict[tuple[str, ...], Unit]:
    units = session.exec(select(Unit).order_by(col(Unit.depth))).all()
    names: dict[int | None, tuple[str, ...]] = {root.id: ()}
    for unit in units:
        if unit.parent_id is not None:
            names[unit.id] = (*names[unit.parent_id], unit.name)
    return {names[unit.id]: unit for unit in units}
