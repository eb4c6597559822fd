"""The subjects of the house, from the bottom up, and what each declares in its own folders.

A subject may read the models and call the queries of any other; it calls commands only of itself and of subjects below it,
and reaches upwards only through what is gathered here. Each floor of the house asks for a module by its name:
`modules("components", "labels")`. A new subject adds its name to `NAMES`; everything else lies in its own folders
(CONTRIBUTING.md, "Add a subject").
"""

from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

from sqlmodel import Session

from db.subject import Counts, Subject

NAMES = ("office", "vetting", "ledger", "visits", "points", "decisions", "results")


@lru_cache
def _found(floor: str, name: str) -> tuple[ModuleType, ...]:
    rooms = [f"{floor}.{subject}" for subject in NAMES if find_spec(f"{floor}.{subject}")]
    paths = [f"{room}.{name}" for room in rooms] if name else rooms
    return tuple(import_module(path) for path in paths if find_spec(path))


def modules(floor: str, name: str = "") -> Iterator[ModuleType]:
    """`<floor>.<subject>.<name>` of every subject that has such a module, from the bottom up; without a name
    `<floor>.<subject>` itself."""
    yield from _found(floor, name)


def declared() -> Iterator[Subject]:
    for module in modules("db", "subject"):
        yield module.SUBJECT


def import_models() -> None:
    """Every table of every subject becomes known."""
    for models in modules("db", "models"):
        for found in walk_packages(getattr(models, "__path__", ()), models.__name__ + "."):
            import_module(found.name)


def append_only() -> list[str]:
    return [table for subject in declared() for table in subject.append_only]


def columns_naming(table: str) -> list[Any]:
    """Columns by which subjects hold on to rows of the table of a subject below them."""
    columns = (column for subject in declared() for column in subject.references)
    return [column for column in columns if table in {key.column.table.name for key in column.property.columns[0].foreign_keys}]


def tallies_anew(session: Session) -> Counts:
    """What every tally should be, from the facts."""
    counts: dict[tuple[int, str], int] = {}
    for subject in declared():
        counts |= subject.tallies(session) if subject.tallies else {}
    return counts


def look_at_the_day(session: Session, day: date) -> int | None:
    """Every subject's daily look. How many tasks arose; None when the day had been looked at by all of them. A newer program may
    have brought the arrangement of another year: days are counted anew each time."""
    count_days_anew(session)
    arose = [subject.daily(session, day) for subject in declared() if subject.daily]
    return None if all(n is None for n in arose) else sum(n or 0 for n in arose)


def settle(session: Session, household_ids: Collection[int]) -> None:
    """Households were merged, split, moved or put back: whatever is kept about them is looked at again."""
    session.flush()
    for subject in declared():
        if subject.settle:
            subject.settle(session, household_ids)


def count_days_anew(session: Session) -> int:
    """The calendar was changed, or may have been: how many times that are running end later now."""
    session.flush()
    n_later = sum(subject.count_days_anew(session) for subject in declared() if subject.count_days_anew)
    session.flush()
    return n_later
