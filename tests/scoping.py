"""Which query shows what to whom and which command does what for whom: a table for each subject in
`tests/<subject>/scopes.py` (its commands in `commands.py` beside it), tried as everybody and as every stranger."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import SessionTransaction
from sqlmodel import Session

from db import clock
from db.actor import Actor, Role
from db.errors import NotAllowed, NotFound, RuleError
from tests.cast import Cast
from tests.conftest import MONDAY
from tests.vetting.states import everything, wearing

REVIEWERS = frozenset({Role.GRID_WORKER, Role.ESTATE_BRANCH, Role.COMMUNITY_PARTY, Role.CLERK})
OFFICE = frozenset({Role.CLERK, Role.COMMUNITY_PARTY})


@dataclass(frozen=True)
class Query:
    """How to ask (session, actor, things), which roles may have an answer, and which answer gives nothing away."""

    ask: Callable[[Session, Actor, Any], Any]
    roles: AbstractSet[Role]
    nothing: Any = None


def _the_things(_session: Session, _cast: Cast, things: Any) -> Any:
    return things


@dataclass(frozen=True)
class Command:
    """How to give it (session, actor, what `given` made of the things) and on which day; `by` is the name of somebody who may:
    in the cast, a department, or `who` of the things. `unseen`: with what whoever sees nothing there is refused, if not as not
    allowed or not found."""

    do: Callable[[Session, Actor, Any], Any]
    by: str = "bob"
    given: Callable[[Session, Cast, Any], Any] = _the_things
    on: date = MONDAY
    unseen: str = ""


@dataclass(frozen=True)
class Scopes:
    """A subject's table.

    `make` brings about what there is to see, under Pine Court; its `who` is Dora as the steward that she is there.
    `without_actor`: the public with a secret of its own asks, or a command that has looked at the actor already.
    `elsewhere`: what these are shown to keep to themselves is claimed in a file of their own.
    `unseen`: who has the right, and yet nothing of what `make` made.
    `commands`: a name may be followed by a colon and what this trial is about.
    `inner`: called by commands that have looked at the actor already. `of_oneself`: about nobody but whoever asks.
    """

    package: ModuleType
    make: Callable[[Session, Cast], Any]
    queries: Mapping[str, Query]
    without_actor: AbstractSet[str]
    elsewhere: AbstractSet[str] = frozenset()
    unseen: AbstractSet[tuple[str, Role]] = frozenset()
    commands: Mapping[str, Command] = field(default_factory=dict)
    inner: AbstractSet[str] = frozenset()
    of_oneself: AbstractSet[str] = frozenset()

    def answers(self, session: Session, actor: Actor, things: Any) -> dict[str, Any]:
        """What each query gives away, where it gives anything."""
        found = {name: _answer(query, session, actor, things) for name, query in self.queries.items()}
        return {name: answer for name, answer in found.items() if answer is not None}

    def functions(self) -> Iterator[tuple[str, AbstractSet[str]]]:
        """Names and parameters of every query that reads the database."""
        return functions(self.package)


def functions(package: ModuleType) -> Iterator[tuple[str, AbstractSet[str]]]:
    """Names and parameters of every public function of a module or package that works on the database."""
    names = [f"{package.__name__}.{found.name}" for found in iter_modules(getattr(package, "__path__", ()))]
    for module in map(import_module, names or [package.__name__]):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            parameters = inspect.signature(function).parameters.keys()
            if function.__module__ == module.__name__ and not name.startswith("_") and "session" in parameters:
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


# Who works for an estate or a building.
OF_AN_ESTATE = {Role.GRID_WORKER, Role.ESTATE_BRANCH, Role.PROPERTY, Role.STEWARD}


def strangers(session: Session, cast: Cast) -> list[Actor]:
    """Every role of another community, of another estate of the same one, and of the building next door. Whoever administers is
    of the whole office (`give_role`)."""
    p = cast.places
    places = {p.willow: set(Role) - {Role.ADMINISTRATOR}, p.pine_garden: OF_AN_ESTATE, p.buildings[1]: OF_AN_ESTATE}
    return [wearing(session, cast.charlie, role, unit, "court") for unit, roles in places.items() for role in sorted(roles)]


def others_here(session: Session, cast: Cast) -> list[Actor]:
    """Another department of the office, and a steward of the same building to whom nothing is given: each has a list as well."""
    department = wearing(session, cast.charlie, Role.DEPARTMENT, cast.places.town, "tax")
    return [department, wearing(session, cast.charlie, Role.STEWARD, cast.places.buildings[0])]


@dataclass
class Trial:
    """One command, tried from a point to which the database goes back after each try."""

    session: Session
    cast: Cast
    things: Any
    command: Command

    def __post_init__(self) -> None:
        self.given = self.command.given(self.session, self.cast, self.things)
        self.session.flush()

    def by_one_who_may(self) -> str:
        """What it was refused with, or that nothing came of it; empty where it was done."""
        name = self.command.by
        who = self.things.who if name == "who" else self.cast.departments.get(name) or getattr(self.cast, name)
        before, point = n_writes(self.session), self.session.begin_nested()
        try:
            answer = self._do(who)
            is_done = bool(answer.get("done") if isinstance(answer, dict) and "done" in answer else answer)
            has_written = not isinstance(answer, dict) and n_writes(self.session) > before
            return "" if is_done or has_written else f"nothing came of it: {answer!r}"
        except RuleError as refusal:
            return f"refused: {refusal.code}"
        finally:
            self._go_back(point)

    def by_a_stranger(self, who: Actor) -> str:
        """What is wrong with how it ended; empty where it was refused, or gave nothing away and changed nothing."""
        before, point = n_writes(self.session), self.session.begin_nested()
        try:
            answer = self._do(who)
            wrong = [f"told {answer!r}"] if answer and answer != {"done": []} else []
            return " and ".join(wrong + [f"wrote {name}" for name in self._written(point, before)])
        except (NotAllowed, NotFound):
            return ""
        except RuleError as refusal:
            return "" if refusal.code == self.command.unseen else f"looked further: {refusal.code}"
        finally:
            self._go_back(point)

    def _do(self, who: Actor) -> Any:
        with clock.at(self.command.on):
            answer = self.command.do(self.session, who, self.given)
            self.session.flush()
        return answer

    def _written(self, point: SessionTransaction, before: int) -> list[str]:
        """Tables that differ from what they were, but for the journal: readings are noted there."""
        if n_writes(self.session) == before:
            return []
        after = everything(self.session)
        self._go_back(point)
        return [name for name, rows in self.before.items() if rows != after[name] and name not in JOURNAL]

    @cached_property
    def before(self) -> dict[str, list[str]]:
        return everything(self.session)

    def _go_back(self, point: SessionTransaction) -> None:
        if point.is_active:
            point.rollback()
        self.session.expire_all()


JOURNAL = {"audit_event", "audit_head"}


COUNTERS = {
    "sqlite": "SELECT total_changes()",
    "postgresql": "SELECT SUM(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables",
}


def n_writes(session: Session) -> int:
    """Rows that were written so far, whatever became of them."""
    session.flush()
    return int(session.scalar(sa.text(COUNTERS[session.get_bind().dialect.name])) or 0)
