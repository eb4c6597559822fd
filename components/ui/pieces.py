"""What a subject shows on a page of another: `PIECES` in `components/<subject>/pieces.py`, drawn where the page has a place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from db.actor import Actor
from db.office.models import ListKind
from db.permissions import Permission
from db.subjects import modules


class Place(Enum):
    """Where a page has room for others, and what it gives to each piece there."""

    HOUSEHOLD_BELOW_PEOPLE = auto()  # actor, HouseholdFacts
    HOUSEHOLD_ABOVE_STORY = auto()  # actor, HouseholdFacts
    NAMED_MEMBER_BESIDE = auto()  # actor, NamedFacts
    STEWARD_BELOW_ACTS = auto()  # actor, StewardFacts
    HAND_OVER_PAPERS = auto()  # actor, steward's id, doors in words
    SCHEME_BELOW_PARTS = auto()  # form, the scheme's content, which the piece changes
    COVERAGE_BELOW_UNITS = auto()  # actor, unit's path, paths of units where somebody has no steward
    LISTS_TO_BRING_IN = auto()  # pieces are OtherList


@dataclass(frozen=True)
class OtherList:
    """A list that is brought in beside those of the ledger."""

    kind: ListKind
    permission: Permission
    draw: Callable[[Actor], None]


def of(place: Place) -> Iterator[Any]:
    """What is declared for the place, subject by subject from the bottom up."""
    for module in modules("components", "pieces"):
        yield from module.PIECES.get(place, ())


def draw(place: Place, *given: Any) -> None:
    for piece in of(place):
        piece(*given)
