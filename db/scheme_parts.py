"""The parts of a scheme, each a few fields with their limits."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from db.actor import Role
from db.permissions import OFFICE, REVIEWERS
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


class NamedMembers(Words):
    """Old or infirm party members whom a steward looks after by name, beside the households: what they are called, and how many
    of them one steward has at most."""

    most: Annotated[int, Field(ge=1, le=50)]


class Coverage(Part):
    """How many households (and, where there are merchant stewards, shops) one steward looks after.

    From `lighter_from_age` on, a steward is given `lighter_share` percent of the most. `named` only where the programme has
    such persons: without it no screen speaks of them.
    """

    households_min: Annotated[int, Field(ge=0)]
    households_max: Annotated[int, Field(ge=1)]
    extra_zh: str = ""
    extra_en: str = ""
    merchants_min: int = 0
    merchants_max: int = 0
    lighter_from_age: Annotated[int, Field(ge=50, le=120)] = 75
    lighter_share: Annotated[int, Field(ge=10, le=100)] = 70
    named: NamedMembers | None = None


class ClearGroup(Named):
    """One of the "three clear" or "four clear": the facts of the ledger that make it up."""

    facts: tuple[Literal["head", "phone", "people", "party", "care", "fresh"], ...] = Field(min_length=1)


class LedgerRules(Part):
    """What the ledger asks for, and after how many days what it says is stale. `hidden` are optional fields not in use."""

    stale_after_days: Days = 365
    hidden: tuple[Literal["needs", "contact", "trade", "n_staff", "note", "n_party", "care"], ...] = ()
    clear: tuple[ClearGroup, ...] = ()


class About(StrEnum):
    """What is spoken of at a door, whatever an office calls it. Topics, kinds of matters and must-visits meet in it."""

    POLICY = "policy"
    DIFFICULTY = "difficulty"
    OPINION = "opinion"
    DISPUTE = "dispute"
    HAZARD = "hazard"
    HEALTH = "health"
    WORK = "work"
    SCHOOL = "school"
    NOTHING = "nothing"
    OTHER = "other"


class DutyGroup(Named):
    items: tuple[Words, ...] = Field(min_length=1)


class MatterKind(Named):
    """`settled_by` is the lowest role that may settle it, `days` what it may take there."""

    settled_by: Role
    days: Days
    is_urgent: bool = False
    about: About = About.OTHER


class Rung(Words):
    """A rung of the ladder that matters climb."""

    role: Role
    days: Days


class ActivityDay(Named):
    """`weekly`: weekday 1-7. `monthly`: day 1-31. `monthly_weekday`: the nth weekday of the month.

    On a knock day every household is knocked at: it can be planned as a round.
    """

    rule: Literal["weekly", "monthly", "monthly_weekday"]
    weekday: Annotated[int, Field(ge=1, le=7)] | None = None
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    nth: Annotated[int, Field(ge=1, le=4)] | None = None
    part: Literal["day", "morning", "evening"] = "day"
    is_knock_day: bool = False

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


class PaperKind(StrEnum):
    """A paper that a programme may call by a name of its own."""

    HANDBOOK = "handbook"
    GUIDE = "guide"
    RULES = "rules"
    FLOW_CHART = "flow_chart"
    NOTEBOOK = "notebook"
    CONTACT_CARD = "contact_card"
    WORK_CARD = "work_card"
    NOTICE_BOARD = "notice_board"


class PaperName(Words):
    paper: PaperKind


class Figure(Named):
    """A count that the programme published of itself. `is_at_least` where it said "over"."""

    n: Annotated[int, Field(ge=0)]
    is_at_least: bool = False


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
