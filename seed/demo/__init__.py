"""The demo: an office with invented people in every state, filled through the commands, the clock moved as months pass.

Its units and accounts are made here; then every subject adds its part (`fill` in `seed/demo/<subject>.py`), from the bottom up.
"""

from functools import partial
from itertools import cycle

from sqlmodel import Session

from db import clock
from db.actor import Actor
from db.engine import session
from db.errors import Conflict, Invalid
from db.office.commands.set_up import set_up_office
from db.office.commands.units import import_units
from db.office.models import Office, OfficeIn
from db.office.queries import UnitRow, current_scheme, find_office, units_under
from db.office.unit_import import UnitsPreview
from db.presets import load_preset
from db.scheme import Demo
from db.spreadsheets import Row, Table
from db.subjects import modules
from seed.demo.cast import DemoCast, make_cast
from seed.demo.people import PLACES, People
from seed.demo.state import DemoState, Progress

PASSWORD = "demo-2026"
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
        demo = _begin(s, preset, scheme.demo)
    _live_through(demo, progress)
    return demo.cast


def _live_through(demo: DemoState, progress: Progress) -> None:
    """Each part in a transaction of its own; parts say their share of the time."""
    parts = list(modules("seed.demo"))
    done, whole = 0, sum(part.SHARE for part in parts)
    for part in parts:
        demo.progress = partial(_say, progress, done / whole, part.SHARE / whole)
        with session() as s:
            part.fill(s, demo)
        done += part.SHARE
        progress(done / whole)


def _say(progress: Progress, done: float, share: float, of_part: float) -> None:
    progress(done + share * of_part)


def _begin(s: Session, preset: str, given: Demo) -> DemoState:
    """The office, its units, and who can sign in."""
    if find_office(s):
        raise Conflict("database_in_use")
    office = OfficeIn(name=given.office, preset=preset, login="admin", admin_name="管理员", password=PASSWORD)
    clerk = set_up_office(s, office=office, is_demo=True)
    s.get_one(Office, 1).demo_password = PASSWORD
    scheme = current_scheme(s)
    depth = scheme.level_depth(scheme.steward.covers)
    leaves = [unit for unit in _put_units(s, clerk, given) if unit.depth == depth]
    cast = make_cast(s, clerk, scheme, leaves[0], PASSWORD)
    people = People(seed=len(scheme.key), today=clock.today())
    return DemoState(scheme, cast, people, leaves, [leaves[n % len(leaves)] for n in range(given.stewards)])
