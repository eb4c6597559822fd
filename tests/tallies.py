"""What is kept beside the facts, proved against them: at once, and along a random walk of commands through the days."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from db import audit, clock
from db.engine import session as write_block
from db.errors import RuleError
from db.office import tallies
from db.subjects import declared, tallies_anew
from tests.cast import Cast


def wrong_counts(session: Session) -> dict[Any, Any]:
    """Of tallies what is kept and what the facts say; of summary tables the rows that differ. Whatever subjects declare."""
    kept, counted = tallies.stored(session), tallies_anew(session)
    wrong = {key: (kept.get(key), counted.get(key)) for key in kept.keys() | counted.keys() if kept.get(key) != counted.get(key)}
    for sums in (subject.sums for subject in declared() if subject.sums):
        facts = sums.counted_anew(session)
        wrong |= {name: rows ^ facts[name] for name, rows in sums.stored(session).items() if rows != facts[name]}
    return wrong


class Walk:
    """Goes where the dice say: each name of `often` is a method that does one command; what is refused is rolled back, and
    another one tried. `least` must have been done for the end of a walk to prove anything."""

    often: Sequence[str]
    least: frozenset[str]
    days_between: Sequence[int]

    def __init__(self, cast: Cast, seed: int, day: date) -> None:
        self.cast, self.dice, self.n, self.day = cast, Random(seed), 0, day
        p = cast.places
        self.buildings = [*p.buildings, p.garden_building, p.willow_building]
        self.done: Counter[str] = Counter()

    def pick(self, found: Sequence[Any]) -> Any:
        if not found:
            raise RuleError("nothing_there")
        return self.dice.choice(found)

    def one(self, session: Session, table: Any, *conditions: Any) -> Any:
        return session.get_one(table, self.pick(session.scalars(sa.select(table.id).where(*conditions).order_by(table.id)).all()))

    def step(self, engine: Engine) -> None:
        """One command in a block of its own."""
        self.day += timedelta(days=self.dice.choice(self.days_between))
        name = self.dice.choice(self.often)
        while not self._try(engine, name):
            name = self.dice.choice(self.often)
        self.done[name] += 1

    def _try(self, engine: Engine, name: str) -> bool:
        try:
            with clock.at(self.day), write_block(engine) as session:
                getattr(self, name)(session)
        except RuleError:
            return False
        return True

    def go(self, engine: Engine, n_steps: int, look_every: int = 5) -> None:
        """Along the way and at its end nothing is wrong, and the journal is whole."""
        for n in range(n_steps):
            self.step(engine)
            if n % look_every == 0 or n == n_steps - 1:
                with write_block(engine) as session:
                    wrong = self.wrong_in(session)
                    assert not wrong, f"{wrong} after step {n}: {self.done}"
        with write_block(engine) as session:
            assert audit.verify(session).broken_at is None
        assert self.never_done() == set()

    def wrong_in(self, session: Session) -> list[Any]:
        return list(wrong_counts(session).items())

    def never_done(self) -> set[str]:
        return set(self.least - set(self.done))


class Life(Walk):
    """Deeds of several walks, now of this and now of that, on the same days. `shares` says how many of so many are whose."""

    least = frozenset()
    days_between = (0, 0, 0, 0, 1)

    def __init__(self, cast: Cast, seed: int, day: date, shares: Mapping[type[Walk], int]) -> None:
        super().__init__(cast, seed, day)
        made = {kind: kind(cast, self.dice.randrange(1000), day) for kind in shares}
        self.walks = [made[kind] for kind, n in shares.items() for _ in range(n)]

    def step(self, engine: Engine) -> None:
        walk = self.dice.choice(self.walks)
        walk.day, walk.days_between = self.day, self.days_between
        walk.step(engine)
        self.day = walk.day
        self.done = Counter({f"{type(walk).__name__}.{name}": n for walk in self.walks for name, n in walk.done.items()})

    def never_done(self) -> set[str]:
        return set().union(*(walk.never_done() for walk in self.walks))
