"""The demo: an office with invented people in every state, filled through the commands, the clock moved as months pass."""

from collections.abc import Callable
from itertools import cycle

from sqlmodel import Session

from db import clock
from db.actor import Actor, Role
from db.engine import session
from db.errors import Conflict, Invalid
from db.office.commands.set_up import set_up_office
from db.office.commands.units import import_units
from db.office.models import Office, OfficeIn
from db.office.queries import UnitRow, find_office, units_under
from db.office.unit_import import UnitsPreview
from db.presets import load_preset
from db.scheme import Demo, Scheme
from db.spreadsheets import Row, Table
from seed.demo.cast import DemoCast, link_steward, make_cast
from seed.demo.ledger import fill_ledger
from seed.demo.people import PLACES, People
from seed.demo.vetting import Months
from seed.demo.visits import fill_visits

PASSWORD = "demo-2026"
Progress = Callable[[float], None]
Path = tuple[str, ...]


def _unit_paths(demo: Demo) -> list[Path]:
    """Paths of names, level by level; each level's units are shared out evenly over those above."""
    places, paths = cycle(PLACES), list[Path]()
    parents: list[Path] = [()]
    for n_units, pattern in zip(demo.units, demo.unit_names, strict=True):
        level: list[Path] = []
        for index in range(n_units):
            parent = parents[index * len(parents) // n_units]
            n_here = sum(path[:-1] == parent for path in level) + 1
            place = next(places) if "{place}" in pattern else ""
            level.append((*parent, pattern.format(place=place, n=n_here)))
        paths += level
        parents = level
    return paths


def _put_units(s: Session, actor: Actor, demo: Demo) -> list[UnitRow]:
    paths = _unit_paths(demo)
    rows = [Row(number, {}, list(path)) for number, path in enumerate(paths, 1)]
    preview = UnitsPreview(Table([], {}, rows), len(paths), 0, tuple(paths), ())
    import_units(s, actor, preview=preview)
    return units_under(s, actor.unit_path)


def fill_demo(preset: str, progress: Progress = lambda share: None) -> DemoCast:
    """Fills an empty database; returns who can sign in. Raises `Conflict('database_in_use')`, `Refused`."""
    scheme = load_preset(preset)
    if scheme.demo is None:
        raise Invalid("preset_has_no_demo", key=preset)
    with session() as s:
        if find_office(s):
            raise Conflict("database_in_use")
        given = OfficeIn(name=scheme.demo.office, preset=preset, login="admin", admin_name="管理员", password=PASSWORD)
        clerk = set_up_office(s, office=given, is_demo=True)
        s.get_one(Office, 1).demo_password = PASSWORD
        units = _put_units(s, clerk, scheme.demo)
        depth = scheme.level_depth(scheme.steward.covers)
        leaves = [unit for unit in units if unit.depth == depth]
        cast = make_cast(s, clerk, scheme, leaves[0], PASSWORD)
    _live_through(scheme, cast, leaves, progress)
    return cast


def _live_through(scheme: Scheme, cast: DemoCast, leaves: list[UnitRow], progress: Progress) -> None:
    """Months of registrations, the last weeks with people in every state."""
    assert scheme.demo
    people = People(seed=len(scheme.key), today=clock.today())
    months = Months(scheme, cast, people)
    places = [leaves[n % len(leaves)] for n in range(scheme.demo.stewards)]
    batches = [places[start : start + 80] for start in range(0, len(places), 80)]
    for number, batch in enumerate(batches):
        with session() as s:
            months.appoint_batch(s, batch, months_ago=5 - number % 4)
        progress((number + 1) / (len(batches) + 1))
    with session() as s:
        months.leave_in_every_state(s, leaves)
        link_steward(s, cast)
        above = scheme.level_depth(scheme.steward.covers) - 1
        grids = [unit for unit in units_under(s, cast.clerk.unit_path) if unit.depth == above]
        fill_ledger(s, cast.clerk, scheme, places, grids, people)
        fill_visits(s, cast.clerk, cast.deciders[Role.STEWARD], scheme, people)
    progress(1.0)
