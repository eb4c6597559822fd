"""The typed preset: everything in which one office's programme differs from another's, as data.

The office keeps its own numbered versions of it (`db.office`); what has begun under a version ends under it. Reading
presets is the business of `db.presets`.
"""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from db.actor import Role
from db.permissions import ALLOWED, Permission

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Text = Annotated[str, Field(min_length=1, max_length=300)]
Days = Annotated[int, Field(ge=1, le=365)]
APPLICANT = "applicant"


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


class StepKind(StrEnum):
    REVIEW = "review"
    OPINIONS = "opinions"
    ANNOUNCEMENT = "announcement"
    APPOINTMENT = "appointment"


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


class Coverage(Part):
    """How many households (and, where there are merchant stewards, shops) one steward looks after."""

    households_min: Annotated[int, Field(ge=0)]
    households_max: Annotated[int, Field(ge=1)]
    extra_zh: str = ""
    extra_en: str = ""
    merchants_min: int = 0
    merchants_max: int = 0


class Visiting(Part):
    """Quotas of visits by one steward, and the ways and occasions of visiting."""

    per_month_min: Annotated[int, Field(ge=0)]
    per_month_max: Annotated[int, Field(ge=0)]
    full_rounds_per_year: Annotated[int, Field(ge=0)] = 0
    forms: tuple[Named, ...] = Field(min_length=1)
    occasions: tuple[Named, ...] = ()
    must_visits: tuple[Named, ...] = ()
    sequence: tuple[Named, ...] = ()


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
                raise _wrong("preset_missing", field=name)
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


class Scheme(Part):
    key: Key
    zh: Text
    en: Text
    note_zh: str = ""
    note_en: str = ""
    steward: StewardRules
    levels: tuple[Aliased, ...] = Field(min_length=2)
    roles: tuple[Titled, ...] = ()
    entry_ways: tuple[Aliased, ...] = Field(min_length=1)
    categories: tuple[Aliased, ...] = Field(min_length=1)
    specialities: tuple[Named, ...] = ()
    departments: tuple[Department, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=3)
    coverage: Coverage
    visiting: Visiting
    duties: tuple[DutyGroup, ...] = Field(min_length=1)
    special_groups: tuple[Named, ...] = ()
    matter_kinds: tuple[MatterKind, ...] = Field(min_length=1)
    escalation: tuple[Rung, ...] = Field(min_length=1)
    activity_days: tuple[ActivityDay, ...] = ()
    teams: tuple[Named, ...] = ()
    stations: tuple[Named, ...] = ()
    posts: tuple[Named, ...] = ()
    meetings: tuple[Named, ...] = ()
    credit_rules: tuple[CreditRule, ...] = Field(min_length=1)
    assessment: tuple[AssessmentItem, ...] = Field(min_length=1)
    commendations: tuple[Named, ...] = Field(min_length=1)
    figures: dict[Key, int] = {}
    demo: Demo | None = None

    @model_validator(mode="after")
    def _is_sound(self) -> "Scheme":
        for check in _CHECKS:
            check(self)
        return self

    def step(self, key: str) -> Step:
        return next(step for step in self.steps if step.key == key)

    @property
    def reviews(self) -> tuple[Step, ...]:
        """The steps before the announcement, in order."""
        return tuple(step for step in self.steps if step.kind in (StepKind.REVIEW, StepKind.OPINIONS))

    @property
    def announcement(self) -> Step:
        return next(step for step in self.steps if step.kind is StepKind.ANNOUNCEMENT)

    @property
    def appointment(self) -> Step:
        return next(step for step in self.steps if step.kind is StepKind.APPOINTMENT)

    def review_after(self, key: str) -> Step | None:
        """The next step that somebody decides, or None when the announcement comes next."""
        keys = [step.key for step in self.reviews]
        following = keys.index(key) + 1
        return self.reviews[following] if following < len(keys) else None

    def level_depth(self, key: str) -> int:
        return [level.key for level in self.levels].index(key)


def _wrong(code: str, **context: object) -> PydanticCustomError:
    return PydanticCustomError(code, code, context)


def _once_each(where: str, keys: Iterable[str]) -> None:
    for key, times in Counter(keys).items():
        if times > 1:
            raise _wrong("preset_key_twice", where=where, key=key)


def _keys_are_unique(scheme: Scheme) -> None:
    for prefix, part in (("", scheme), ("visiting.", scheme.visiting)):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if isinstance(value, tuple):
                _once_each(prefix + name, [one.key for one in value if isinstance(one, Named)])
    _once_each("roles", [title.role.value for title in scheme.roles])


def _ranges_are_ranges(scheme: Scheme) -> None:
    c, v = scheme.coverage, scheme.visiting
    for where, least, most in (
        ("coverage.households_max", c.households_min, c.households_max),
        ("coverage.merchants_max", c.merchants_min, c.merchants_max),
        ("visiting.per_month_max", v.per_month_min, v.per_month_max),
    ):
        if most < least:
            raise _wrong("preset_range", where=where, key=most)


# Who may hold each kind of step; anybody else would let it wait for ever.
_DECIDERS = {
    StepKind.REVIEW: Permission.DECIDE_STEP,
    StepKind.OPINIONS: Permission.EXCUSE_MISSING_REPLY,
    StepKind.ANNOUNCEMENT: Permission.ANNOUNCE,
    StepKind.APPOINTMENT: Permission.APPOINT,
}


def _deciders_may_decide(scheme: Scheme) -> None:
    for step in scheme.steps:
        if step.decider not in ALLOWED[_DECIDERS[step.kind]]:
            raise _wrong("preset_decider", where=f"steps.{step.key}.decider", key=step.decider.value)


def _levels_exist(scheme: Scheme) -> None:
    levels = {level.key for level in scheme.levels}
    wanted = {"steward.covers": scheme.steward.covers} | {f"steps.{step.key}.level": step.level for step in scheme.steps}
    for where, level in wanted.items():
        if level not in levels:
            raise _wrong("preset_unknown_level", where=where, key=level)


def _steps_are_in_order(scheme: Scheme) -> None:
    kinds = [step.kind for step in scheme.steps]
    before_the_end = set(kinds[:-2])
    ends_right = kinds[-2:] == [StepKind.ANNOUNCEMENT, StepKind.APPOINTMENT]
    if not ends_right or not before_the_end <= {StepKind.REVIEW, StepKind.OPINIONS}:
        raise _wrong("preset_steps_order", where="steps")
    if kinds.count(StepKind.OPINIONS) > 1:
        raise _wrong("preset_opinions_twice", where="steps")
    if StepKind.OPINIONS in kinds and not scheme.departments:
        raise _wrong("preset_no_departments", where="departments")


def _returns_go_back(scheme: Scheme) -> None:
    earlier: set[str] = {APPLICANT}
    for step in scheme.steps:
        for target in step.may_return_to:
            if target not in earlier:
                raise _wrong("preset_return_forward", where=f"steps.{step.key}.may_return_to", key=target)
        if step.kind is StepKind.REVIEW:
            earlier.add(step.key)


def _marks_make_100(scheme: Scheme) -> None:
    total = sum(item.marks for item in scheme.assessment)
    if total != 100:
        raise _wrong("preset_marks", where="assessment", total=total)


def _demo_fits(scheme: Scheme) -> None:
    demo, n_levels = scheme.demo, len(scheme.levels) - 1
    if demo and (len(demo.units) != n_levels or len(demo.unit_names) != n_levels):
        raise _wrong("preset_demo_levels", where="demo.units", key=n_levels)


_CHECKS = (
    _keys_are_unique, _levels_exist, _steps_are_in_order, _returns_go_back, _deciders_may_decide, _ranges_are_ranges,
    _marks_make_100, _demo_fits,
)  # fmt: skip
