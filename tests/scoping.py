"""Which query shows what to whom: a table for each subject in `tests/<subject>/scopes.py`, asked as everybody."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from sqlmodel import Session

from db.actor import Actor, Role
from db.errors import NotAllowed, NotFound
from tests.cast import Cast

REVIEWERS = frozenset({Role.GRID_WORKER, Role.ESTATE_BRANCH, Role.COMMUNITY_PARTY, Role.CLERK})
OFFICE = frozenset({Role.CLERK, Role.COMMUNITY_PARTY})


@dataclass(frozen=True)
class Query:
    """How to ask (session, actor, things), which roles may have an answer, and which answer gives nothing away."""

    ask: Callable[[Session, Actor, Any], Any]
    roles: AbstractSet[Role]
    nothing: Any = None


@dataclass(frozen=True)
class Scopes:
    """A subject's table.

    `make` brings about what there is to see, under Pine Court; its `who` is Dora as the steward that she is there.
    `without_actor`: the public with a secret of its own asks, or a command that has looked at the actor already.
    `elsewhere`: what these are shown to keep to themselves is claimed in a file of their own.
    `unseen`: who has the right, and yet nothing of what `make` made.
    """

    package: ModuleType
    make: Callable[[Session, Cast], Any]
    queries: Mapping[str, Query]
    without_actor: AbstractSet[str]
    elsewhere: AbstractSet[str] = frozenset()
    unseen: AbstractSet[tuple[str, Role]] = frozenset()

    def answers(self, session: Session, actor: Actor, things: Any) -> dict[str, Any]:
        """What each query gives away, where it gives anything."""
        found = {name: _answer(query, session, actor, things) for name, query in self.queries.items()}
        return {name: answer for name, answer in found.items() if answer is not None}

    def functions(self) -> Iterator[tuple[str, AbstractSet[str]]]:
        """Names and parameters of every public function of the package that reads the database."""
        for module in iter_modules(self.package.__path__):
            loaded = import_module(f"{self.package.__name__}.{module.name}")
            for name, function in inspect.getmembers(loaded, inspect.isfunction):
                parameters = inspect.signature(function).parameters.keys()
                if function.__module__ == loaded.__name__ and not name.startswith("_") and "session" in parameters:
                    yield name, parameters


def everybody(cast: Cast, things: Any) -> list[Actor]:
    """Of Pine, and of the whole town."""
    return [things.who if actor == cast.dora else actor for actor in cast.everybody if actor != cast.charlie]


def _answer(query: Query, session: Session, actor: Actor, things: Any) -> Any:
    try:
        answer = query.ask(session, actor, things)
    except (NotAllowed, NotFound):
        return None
    return None if not answer or answer == query.nothing else answer
