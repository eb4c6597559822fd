"""The parts of a scheme, each a few fields with their limits."""

import tomllib
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from db.actor import Role
from db.permissions import OFFICE, REVIEWERS
from db.settings import PROJECT
from db.vocabulary import Growing

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Text = Annotated[str, Field(min_length=1, max_length=300)]
Days = Annotated[int, Field(ge=1, le=365)]
APPLICANT = "applicant"


def wrong(code: str, **context: object) -> PydanticCustomError:
    return PydanticCustomError(code, code, context)


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Part):
    zh: Text
    en: Text

    def text(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en


class Named(Words):
    key: Key


class Titled(Words):
    role: Role


class Aliased(Named):
    """`aliases` are other words that spreadsheets use for it."""

    aliases: tuple[str, ...] = ()

    @property
    def known_as(self) -> tuple[str, ...]:
        return self.zh, *self.aliases, self.en, self.key


class PersonField(StrEnum):
    """What a department may see of an applicant."""

    NAME = "name"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    ID_NUMBER = "id_number"
    UNIT = "unit"
    CATEGORY = "category"
    POLITICAL = "political"
    OCCUPATION = "occupation"


class Department(Named):
    fields: tuple[PersonField, ...] = (PersonField.NAME, PersonField.SEX, PersonField.ID_NUMBER, PersonField.UNIT)


class StepKind(Growing):
    REVIEW = "review"
    OPINIONS = "opinions"
    ANNOUNCEMENT = "announcement"
    APPOINTMENT = "appointment"


# Who may hold each kind of step; anybody else would let it wait for ever.
DECIDERS = {
    StepKind.REVIEW: REVIEWERS,
    StepKind.OPINIONS: frozenset({Role.COMMUNITY_PARTY}),
    StepKind.ANNOUNCEMENT: OFFICE,
    StepKind.APPOINTMENT: OFFICE,
}


class Step(Named):
    """One step of vetting. `pass_zh`/`pass_en` is what the button says that lets a person through."""

    kind: StepKind
    decider: Role
    level: Key
    days: Days
    may_return_to: tuple[str, ...] = (APPLICANT,)
    pass_zh: str = ""
    pass_en: str = ""


class StewardRules(Part):
    """Who a steward is here: the title, the level of the unit each one covers, and the terms of appointment."""

    zh: Text
    en: Text
    covers: Key
    term_years: Annotated[int, Field(ge=1, le=10)]
    min_age: Annotated[int, Field(ge=16, le=60)] = 18
    party_member_expected: bool = False
    vet_again_on_reappointment: bool = True
    promise_zh: Text
    promise_en: Text


class Category(Aliased):
    """What kind of person a steward is. `covers` is the level of their unit where it is not the scheme's usual one."""

    serves: Literal["families", "merchants"] = "families"
    covers: str = ""


class Coverage(Part):
    """How many households (and, where there are merchant stewards, shops) one steward looks after.

    From `lighter_from_age` on, a steward is given `lighter_share` percent of the most.
    """

    households_min: Annotated[int, Field(ge=0)]
    households_max: Annotated[int, Field(ge=1)]
    extra_zh: str = ""
    extra_en: str = ""
    merchants_min: int = 0
    merchants_max: int = 0
    lighter_from_age: Annotated[int, Field(ge=50, le=120)] = 75
    lighter_share: Annotated[int, Field(ge=10, le=100)] = 70


class ClearGroup(Named):
    """One of the "three clear" or "four clear": the facts of the ledger that make it up."""

    facts: tuple[Literal["head", "phone", "people", "party", "care", "fresh"], ...] = Field(min_length=1)


class LedgerRules(Part):
    """What the ledger asks for, and after how many days what it says is stale. `hidden` are optional fields not in use."""

    stale_after_days: Days = 365
    hidden: tuple[Literal["needs", "contact", "trade", "n_staff", "note", "n_party", "care"], ...] = ()
    clear: tuple[ClearGroup, ...] = ()


class Topic(Named):
    """What a visit was about. `matter` is the kind of matter that it would make, `must` the must-visits that it calls for;
    either counts only where the scheme has it."""

    matter: str = ""
    must: tuple[Key, ...] = ()


class Festival(Named):
    """`lunar`: month and day of the lunar calendar. `solar`: of the common one. `term`: a solar term by its Chinese name."""

    calendar: Literal["solar", "lunar", "term"] = "solar"
    month: Annotated[int, Field(ge=1, le=12)] = 1
    day: Annotated[int, Field(ge=1, le=31)] = 1
    term: str = ""


class MustVisitRule(Named):
    """A cause for which a household must be visited, within so many working days, and which roles are told of it.

    With `on_festivals` it comes before every festival of the scheme, to households of the `groups` (all special groups
    where none is named).
    """

    days: Annotated[int, Field(ge=1, le=60)] = 3
    tells: tuple[Role, ...] = (Role.GRID_WORKER,)
    on_festivals: bool = False
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
    occasions: tuple[Named, ...] = ()
    must_visits: tuple[MustVisitRule, ...] = ()
    sequence: tuple[Named, ...] = ()
    topics: tuple[Topic, ...] = Field(default_factory=usual_topics)
    festivals: tuple[Festival, ...] = Field(default_factory=usual_festivals)
    festival_days_before: Annotated[int, Field(ge=1, le=30)] = 7
    correct_within_days: Annotated[int, Field(ge=0, le=60)] = 7
    idle_seconds: Annotated[int, Field(ge=30, le=900)] = 120
    shows_full_names: bool = False
    allows_photos: bool = False


class DutyGroup(Named):
    items: tuple[Words, ...] = Field(min_length=1)


class MatterKind(Named):
    """`settled_by` is the lowest role that may settle it, `days` what it may take there."""

    settled_by: Role
    days: Days
    is_urgent: bool = False


class Rung(Words):
    """A rung of the ladder that matters climb."""

    role: Role
    days: Days


class ActivityDay(Named):
    """`weekly`: weekday 1-7. `monthly`: day 1-31. `monthly_weekday`: the nth weekday of the month."""

    rule: Literal["weekly", "monthly", "monthly_weekday"]
    weekday: Annotated[int, Field(ge=1, le=7)] | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    nth: Annotated[int, Field(ge=1, le=4)] | None = None
    part: Literal["day", "morning", "evening"] = "day"

    @model_validator(mode="after")
    def _has_what_its_rule_needs(self) -> "ActivityDay":
        needs = {"weekly": ["weekday"], "monthly": ["day"], "monthly_weekday": ["weekday", "nth"]}[self.rule]
        for name in needs:
            if getattr(self, name) is None:
                raise wrong("preset_missing", field=name)
        return self


class CreditRule(Named):
    credits: Annotated[int, Field(ge=-100, le=100)]
    monthly_cap: Annotated[int, Field(ge=0)] = 0


class AssessmentItem(Named):
    marks: Annotated[int, Field(ge=1, le=100)]


class Demo(Part):
    """What the demo of this preset looks like: how many stewards, and the units on each level under the office.

    `unit_names` has a pattern a level: `{place}` is an invented place name, `{n}` counts.
    """

    office: Text
    stewards: Annotated[int, Field(ge=1, le=5000)]
    units: tuple[Annotated[int, Field(ge=1, le=5000)], ...]
    unit_names: tuple[Text, ...]
