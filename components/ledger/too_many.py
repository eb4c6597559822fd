"""Stewards with more households than the scheme allows, in words: before a proposal is adopted, and as it stands."""

from collections.abc import Sequence

from components.wording.markdown import md
from components.wording.words import listed, t
from db.ledger.queries.coverage import StewardLoad
from db.ledger.queries.proposals import GainRow

_NAMED = 5


def after_adopting(rows: Sequence[GainRow], n_rows: int, place: str = "") -> str:
    """Empty where nobody would have too many; `place` says whose proposal it is, where that is not on the screen."""
    if not rows:
        return ""
    names = _named([(row.name, row.n_after, row.most) for row in rows], n_rows)
    if place:
        return md("Adopting the proposal for {place} gives **{n}** stewards more households than the scheme allows: {names}.",
                  place=place, n=n_rows, names=names)  # fmt: skip
    return md("Adopting it gives **{n}** stewards more households than the scheme allows: {names}.", n=n_rows, names=names)


def now(rows: Sequence[StewardLoad], n_rows: int) -> str:
    if not rows:
        return ""
    names = _named([(row.name, row.n_households, row.most) for row in rows], n_rows)
    return md("**{n}** stewards look after more households than the scheme allows: {names}.", n=n_rows, names=names)


def _named(rows: Sequence[tuple[str, int, int]], n_rows: int) -> str:
    """The first of them: who has how many, and how many it should be at most."""
    said = listed([t("{name} {n} (at most {most})", name=name, n=n, most=most) for name, n, most in rows[:_NAMED]])
    return t("{names} and others", names=said) if n_rows > _NAMED else said
