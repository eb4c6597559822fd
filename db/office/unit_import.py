"""Units as spreadsheets bring them: one row a unit of the last level, a column for each level above it."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlmodel import Session

from db.actor import Actor
from db.office.column_titles import with_own_titles
from db.office.models import ListKind
from db.office.permissions import OfficePermission
from db.office.queries import UnitRow, current_scheme, ids_in, refuse_in_demo, require_whole_office, root_unit, units_under
from db.permissions import in_scope, require
from db.scheme import Aliased, Scheme
from db.sheet_tables import find_table
from db.spreadsheets import Column, Previewed, Problem, Row, Severity, Sheet, Table

MAX_NAME = 60


@dataclass(frozen=True)
class UnitsPreview(Previewed):
    """`new` are paths of names under the office's own unit, parents before children."""

    table: Table
    n_accepted: int
    n_known: int
    new: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]


def level_titles(level: Aliased) -> tuple[str, ...]:
    """`社区（村）` is also known as `社区`, `村` and `村（社区）`'s parts."""
    parts = [part for word in level.known_as for part in re.split(r"[（）()/、]", word) if part]
    return tuple(dict.fromkeys([*level.known_as, *parts]))


def unit_columns(scheme: Scheme, *, needed: Sequence[str] = ()) -> list[Column]:
    return [Column(level.key, level_titles(level), level.key in needed, holds="text") for level in scheme.levels]


def columns_of_units(session: Session, scheme: Scheme) -> list[Column]:
    """What a list of units is looked through for, by the office's own titles too."""
    return with_own_titles(session, ListKind.UNITS, unit_columns(scheme, needed=[scheme.levels[1].key]))


@lru_cache(maxsize=20_000)
def plain_unit_name(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u3000", " ")).strip()


def place_columns(scheme: Scheme, depth: int) -> list[Column]:
    """Columns down to a level, also by the words offices put before them: 所在社区, 居住小区, 拟任楼栋."""
    before = ("所在", "居住", "拟任", "所属", "服务", "联系")
    columns = unit_columns(scheme)[: depth + 1]
    return [
        replace(c, titles=(*c.titles, *(word + title for title in c.titles for word in before)), holds="place") for c in columns
    ]


class UnitFinder:
    """Finds the unit that a row of a list names, level by level; `replaced` maps an unknown name to the one that the clerk
    chose instead. `strangers` collects the unknown names with what they may mean."""

    def __init__(self, session: Session, actor: Actor, levels: Sequence[Aliased], replaced: Mapping[str, str]) -> None:
        self.levels, self.replaced, self.actor = levels, replaced, actor
        self.root, self.own = root_unit(session), ids_in(actor.unit_path)
        self.units = {unit.id: unit for unit in units_under(session, self.root.path)}
        self.children: dict[int, dict[str, UnitRow]] = {}
        for unit in list(self.units.values())[1:]:
            self.children.setdefault(unit.parent_id or 0, {})[unit.name] = unit
        self.strangers: dict[str, tuple[str, ...]] = {}

    def find(self, table: Table, row: Row) -> UnitRow | Problem:
        unit = self.root
        for depth, level in enumerate(self.levels, 1):
            if level.key not in table.places and depth < len(self.own):
                # A community's own list need not say which community it is.
                unit = self.units[self.own[depth]]
                continue
            name = plain_unit_name(row.text(level.key))
            if not name:
                return table.problem(row, level.key, "unit_missing")
            here = self.children.get(unit.id, {})
            found = here.get(name) or here.get(self.replaced.get(name, ""))
            if found is None:
                return self._stranger(table, row, level.key, name, list(here))
            unit = found
        if not in_scope(self.actor, unit.path):
            return table.problem(row, self.levels[-1].key, "unit_not_yours")
        return unit

    def _stranger(self, table: Table, row: Row, key: str, name: str, known: list[str]) -> Problem:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        rest = [other for other in known if other not in near]
        self.strangers[name] = (*near, *rest)
        return table.problem(row, key, "unit_unknown", name=name, near="、".join(near), known="、".join((near + rest)[:8]))


class AnyLevelFinder:
    """The same down to the last level that a row names: those who look after shops stand at a higher one, and of some only the
    grid is known where they live."""

    def __init__(self, session: Session, actor: Actor, scheme: Scheme, replaced: Mapping[str, str]) -> None:
        self.session, self.actor, self.replaced, self.levels = session, actor, replaced, scheme.levels[1:]
        self.finders: dict[int, UnitFinder] = {}

    def find(self, table: Table, row: Row) -> UnitRow | Problem:
        named = (n for n, level in enumerate(self.levels, 1) if row.text(level.key))
        depth = max(named, default=max(len(ids_in(self.actor.unit_path)) - 1, 1))
        if depth not in self.finders:
            self.finders[depth] = UnitFinder(self.session, self.actor, self.levels[:depth], self.replaced)
        return self.finders[depth].find(table, row)

    @property
    def strangers(self) -> dict[str, tuple[str, ...]]:
        return {name: near for finder in self.finders.values() for name, near in finder.strangers.items()}


def _names(table: Table, row: Row, scheme: Scheme) -> tuple[str, ...]:
    return tuple(plain_unit_name(row.text(level.key)) for level in scheme.levels[1:])


def _problem(table: Table, row: Row, scheme: Scheme, names: tuple[str, ...], is_other_town: bool) -> Problem | None:
    top = scheme.levels[0].key
    if is_other_town:
        return table.problem(row, top, "unit_other_town", name=row.text(top))
    last = max((i for i, name in enumerate(names) if name), default=-1)
    for depth, name in enumerate(names, 1):
        key = scheme.levels[depth].key
        if not name and depth <= last or last < 0:
            return table.problem(row, key, "unit_missing")
        if len(name) > MAX_NAME:
            return table.problem(row, key, "unit_name_long", most=MAX_NAME)
    return None


class _Rows:
    """Sorts rows into new, known and wrong, remembering what the rows before have brought."""

    def __init__(self, session: Session, table: Table, scheme: Scheme) -> None:
        self.table, self.scheme, self.root = table, scheme, root_unit(session)
        self.known = _known_paths(session)
        self.towns = {row.text(scheme.levels[0].key) for row in table.rows} - {""}
        self.new: dict[tuple[str, ...], None] = {}
        self.n_accepted = self.n_known = 0

    def take(self, row: Row) -> Problem | None:
        if damaged := self.table.damaged(row):
            return next(iter(damaged.values()))
        names, town = _names(self.table, row, self.scheme), row.text(self.scheme.levels[0].key)
        is_other_town = len(self.towns) > 1 and town not in ("", self.root.name)
        if problem := _problem(self.table, row, self.scheme, names, is_other_town):
            return problem
        path = _ancestry(names)
        fresh = [part for part in path if part not in self.known]
        if fresh and any(self.known.get(part) for part in path):
            return self.table.problem(row, self.scheme.levels[len(path[-1])].key, "unit_closed")
        self.n_accepted, self.n_known = self.n_accepted + bool(fresh), self.n_known + (not fresh)
        self.known.update(dict.fromkeys(fresh, False))
        self.new.update(dict.fromkeys(fresh))
        return None


def preview_units(session: Session, actor: Actor, sheets: Sequence[Sheet]) -> UnitsPreview:
    """Reads without writing. Raises `Invalid` when no header is found."""
    require(actor, OfficePermission.MANAGE_UNITS)
    require_whole_office(session, actor)
    refuse_in_demo(session)
    scheme = current_scheme(session)
    table = find_table(sheets, columns_of_units(session, scheme))
    rows = _Rows(session, table, scheme)
    problems = table.unread() + [problem for row in table.rows if (problem := rows.take(row))]
    if len(rows.towns) == 1 and rows.towns != {rows.root.name}:
        problems.insert(0, _other_name(table, scheme, next(iter(rows.towns)), rows.root.name))
    return UnitsPreview(table, rows.n_accepted, rows.n_known, tuple(rows.new), tuple(problems))


def _other_name(table: Table, scheme: Scheme, found: str, root: str) -> Problem:
    key = scheme.levels[0].key
    return table.problem(table.rows[0], key, "unit_town_differs", Severity.WARNING, found=found, root=root)


def _ancestry(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    filled = names[: sum(bool(name) for name in names)]
    return [filled[: depth + 1] for depth in range(len(filled))]


def _known_paths(session: Session) -> dict[tuple[str, ...], bool]:
    """Paths of names under the office's own unit, and whether each is closed."""
    root = root_unit(session)
    names: dict[int | None, tuple[str, ...]] = {root.id: ()}
    closed: dict[tuple[str, ...], bool] = {}
    for unit in units_under(session, root.path, with_closed=True)[1:]:
        names[unit.id] = (*names[unit.parent_id], unit.name)
        closed[names[unit.id]] = unit.closed_on is not None
    return closed
