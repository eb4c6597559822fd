"""What a scheme says of service points and of meetings: kinds, whom one serves, parties, what is always talked over."""

import tomllib
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import Field

from db.actor import Role
from db.permissions import REVIEWERS
from db.scheme_parts import About, Key, Named, Part, Words
from db.settings import PROJECT

_READERS = tuple(sorted(REVIEWERS | {Role.LEADER}))


@lru_cache
def _usual(part: str) -> tuple[dict[str, Any], ...]:
    """What a scheme has of these when it names none of its own: data beside the presets."""
    text = (PROJECT / "seed" / "schemes" / "usual" / "points.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)[part])


class PointKind(Named):
    """What a service point is here. `offers`: from which of the scheme's lists comes what one finds there. `counted_as`: the
    published figure that counts points of this kind."""

    offers: Literal["stations", "posts", "nothing"] = "stations"
    counted_as: Key | Literal[""] = ""


class StaffingWords(Words):
    """What a programme calls a way of finding somebody who serves."""

    way: Literal["guided", "elected", "self_nominated"]


class PointRules(Part):
    """`shows_names`: whether the public page names who is on duty. `looks_ahead_days`: for how many days a roster is looked at
    for turns that nobody has. `ways`: the programme's own words for how somebody is found."""

    shows_names: bool = False
    looks_ahead_days: Annotated[int, Field(ge=1, le=31)] = 7
    ways: tuple[StaffingWords, ...] = ()

    def words_for(self, way: str) -> Words | None:
        """The programme's own words, where it has some."""
        return next((words for words in self.ways if words.way == way), None)


class Party(Named):
    """Who is asked to a meeting. Whoever has the `role` at the meeting's unit, or below it, finds the invitation on the home
    page; without one it goes out on paper only."""

    role: Role | None = None


class MeetingKind(Named):
    """`readers`: who, of the unit and of those above it, may read the whole minutes, beside whoever holds it. `is_public`:
    whether a version without personal matters is there for everybody of the unit. `is_monthly`: it is to be
    held every month. Without `parties`: the usual ones."""

    parties: tuple[Party, ...] = Field(default_factory=lambda: tuple(map(Party.model_validate, _usual("parties"))), min_length=1)
    readers: tuple[Role, ...] = _READERS
    is_public: bool = True
    is_monthly: bool = False


class TalkOver(Named):
    """What is always talked over; visits and matters `about` it are proposed for the agenda under this heading."""

    about: tuple[About, ...] = ()


def usual_point_kinds() -> tuple[PointKind, ...]:
    return tuple(map(PointKind.model_validate, _usual("point_kinds")))


def usual_served_groups() -> tuple[Named, ...]:
    return tuple(map(Named.model_validate, _usual("served_groups")))


def usual_talk_over() -> tuple[TalkOver, ...]:
    return tuple(map(TalkOver.model_validate, _usual("talk_over")))
