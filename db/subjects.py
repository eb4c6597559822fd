"""The subjects of the house, from the bottom up, and what each declares in its own folders.

A subject may read the models and call the queries of any other; it calls commands only of itself and of subjects below it.
Each floor of the house asks here for a module by its name: `modules("components", "labels")`. A new subject adds its name to
`NAMES`; everything else lies in its own folders (CONTRIBUTING.md, "Add a subject").
"""

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

NAMES = ("office", "vetting", "ledger", "visits", "results")


@lru_cache
def _found(floor: str, name: str) -> tuple[ModuleType, ...]:
    paths = (f"{floor}.{subject}.{name}" for subject in NAMES if find_spec(f"{floor}.{subject}"))
    return tuple(import_module(path) for path in paths if find_spec(path))


def modules(floor: str, name: str) -> Iterator[ModuleType]:
    """`<floor>.<subject>.<name>` of every subject that has such a module, from the bottom up."""
    yield from _found(floor, name)
