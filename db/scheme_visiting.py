"""What a scheme says of visiting: topics, occasions, festivals, what must be visited, quotas."""

import tomllib
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field

from db.actor import Role
from db.scheme_parts import About, Key, Named, Part
from db.settings import PROJECT


class Topic(Named):
    """What a visit was about. It makes a matter of the scheme's first kind, and calls for the must-visits, about the same."""

    about: About = About.OTHER


class Suits(StrEnum):
    """The visit to which an occasion is proposed."""

    ANY = "any"
    PROMISE = "promise"
    ROUND = "round"


class Occasion(Named):
    suits: Suits = Suits.ANY


class Festival(Named):
    """`lunar`: month and day of the lunar calendar. `solar`: of the common one. `term`: a solar term by its Chinese name."""

    calendar: Literal["solar", "lunar", "term"] = "solar"
    month: Annotated[int, Field(ge=1, le=12)] = 1
    day: Annotated[int, Field(ge=1, le=31)] = 1
    term: str = ""


class Cause(StrEnum):
    """What the calendar and the ledger ask a household to be visited for."""

    FESTIVAL = "festival"
    MEMBER_DIED = "member_died"
    NEW_NEED = "new_need"


class MustVisitRule(Named):
    """Why a household must be visited, within so many working days, and which roles are told of it.

    It `arises` by itself, and after a visit at which one spoke `about` something; without either only by hand. Before a
    festival and for a new need it is for households of the `groups` (all special groups where none is named).
    """

    days: Annotated[int, Field(ge=1, le=60)] = 3
    tells: tuple[Role, ...] = (Role.GRID_WORKER,)
    arises: tuple[Cause, ...] = ()
    about: tuple[About, ...] = ()
    groups: tuple[Key, ...] = ()


@lru_cache
def _usual(part: str) -> tuple[dict[str, Any], ...]:
    """What a scheme has of topics and festivals when it names none of its own: data beside the presets."""
    text = (PROJECT / "seed" / "schemes" / "usual" / "visiting.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)[part])


def usual_topics() -> tuple[Topic, ...]:
    return tuple(map(Topic.model_validate, _usual("topics")))


def usual_festivals() -> tuple[Festival, ...]:
    return tuple(map(Festival.model_validate, _usual("festivals")))


class Visiting(Part):
    """Quotas of visits by one steward, the ways and occasions of visiting, and how a shared tablet behaves.

    `per_month_min` and `per_month_max` count households met by a steward in a month; `full_rounds_per_year` how often each
    of their households should be met in a year.
    """

    per_month_min: Annotated[int, Field(ge=0)]
    per_month_max: Annotated[int, Field(ge=0)]
    full_rounds_per_year: Annotated[int, Field(ge=0)] = 0
    forms: tuple[Named, ...] = Field(min_length=1)
    occasions: tuple[Occasion, ...] = ()
    must_visits: tuple[MustVisitRule, ...] = ()
    sequence: tuple[Named, ...] = ()
    topics: tuple[Topic, ...] = Field(default_factory=usual_topics)
    festivals: tuple[Festival, ...] = Field(default_factory=usual_festivals)
    festival_days_before: Annotated[int, Field(ge=1, le=30)] = 7
    correct_within_days: Annotated[int, Field(ge=0, le=60)] = 7
    idle_seconds: Annotated[int, Field(ge=30, le=900)] = 120
    shows_full_names: bool = False
    allows_photos: bool = False

    @property
    def usual_occasion(self) -> str:
        """Of a visit of which nobody says more; empty where the scheme names none."""
        return next((one.key for one in self.occasions if one.suits is Suits.ANY), "")

    def arising(self, cause: Cause) -> tuple[MustVisitRule, ...]:
        return tuple(rule for rule in self.must_visits if cause in rule.arises)
