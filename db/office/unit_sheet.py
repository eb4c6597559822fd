"""Units as spreadsheets bring them: one row a unit of the last level, a column for each level above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from db.actor import Actor
from db.office.queries import current_scheme, refuse_in_demo, root_unit, units_under
from db.permissions import Permission, require
from db.scheme import Aliased, Scheme
from db.sheets import Column, Problem, Row, Severity, Sheet, Table, find_table

MAX_NAME = 60


@dataclass(frozen=True)
class UnitsPreview:
    """`new` are paths of names under the office's own unit, parents before children."""

    table: Table
    n_rows: int
    n_accepted: int
    n_known: int
    new: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]


def level_titles(level: Aliased) -> tuple[str, ...]:
    """`社区（村）` is also known as `社区`, `村` and `村（社区）`'s parts."""
    parts = [part for word in level.known_as for part in re.split(r"[（）()/、]", word) if part]
    return tuple(dict.fromkeys([*level.known_as, *parts]))


def unit_columns(scheme: Scheme, *, needed: Sequence[str] = ()) -> list[Column]:
    return [Column(level.key, level_titles(level), level.key in needed) for level in scheme.levels]


def plain_unit_name(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u3000", " ")).strip()


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


def preview_units(session: Session, actor: Actor, sheets: Sequence[Sheet]) -> UnitsPreview:
    """Reads without writing. Raises `Invalid` when no header is found."""
    require(actor, Permission.MANAGE_UNITS)
    refuse_in_demo(session)
    scheme, root = current_scheme(session), root_unit(session)
    table = find_table(sheets, unit_columns(scheme, needed=[scheme.levels[1].key]))
    towns = {row.text(scheme.levels[0].key) for row in table.rows} - {""}
    known, problems, new, n_accepted, n_known = _known_paths(session), [], {}, 0, 0
    if len(towns) == 1 and towns != {root.name}:
        problems.append(_other_name(table, scheme, towns.copy().pop(), root.name))
    for row in table.rows:
        names = _names(table, row, scheme)
        town = row.text(scheme.levels[0].key)
        if problem := _problem(table, row, scheme, names, len(towns) > 1 and town not in ("", root.name)):
            problems.append(problem)
            continue
        fresh = [path for path in _ancestry(names) if path not in known]
        n_accepted, n_known = n_accepted + bool(fresh), n_known + (not fresh)
        known.update(fresh)
        new.update(dict.fromkeys(fresh))
    return UnitsPreview(table, len(table.rows), n_accepted, n_known, tuple(new), tuple(problems))


def _other_name(table: Table, scheme: Scheme, found: str, root: str) -> Problem:
    key = scheme.levels[0].key
    return table.problem(table.rows[0], key, "unit_town_differs", Severity.WARNING, found=found, root=root)


def _ancestry(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    filled = names[: sum(bool(name) for name in names)]
    return [filled[: depth + 1] for depth in range(len(filled))]


def _known_paths(session: Session) -> set[tuple[str, ...]]:
    root = root_unit(session)
    names: dict[int | None, tuple[str, ...]] = {root.id: ()}
    for unit in units_under(session, root.path, with_closed=True)[1:]:
        names[unit.id] = (*names[unit.parent_id], unit.name)
    return set(names.values())
