"""The typed preset: everything in which one office's programme differs from another's, as data.

The office keeps its own numbered versions of it (`db.office`); what has begun under a version ends under it. Reading
presets is the business of `db.presets`.
"""

from collections import Counter
from collections.abc import Iterable

from pydantic import Field, model_validator

from db.scheme_parts import (
    APPLICANT,
    DECIDERS,
    About,
    ActivityDay,
    Aliased,
    AssessmentItem,
    Category,
    ClearGroup,
    Coverage,
    CreditRule,
    Demo,
    Department,
    DutyGroup,
    Figure,
    Key,
    LedgerRules,
    MatterKind,
    Named,
    NamedMembers,
    PaperKind,
    PaperName,
    Part,
    PersonField,
    Rung,
    Step,
    StepKind,
    StewardRules,
    Text,
    Titled,
    Words,
    wrong,
)
from db.scheme_points import (
    MeetingKind,
    Party,
    PointKind,
    PointRules,
    TalkOver,
    usual_point_kinds,
    usual_served_groups,
    usual_talk_over,
)
from db.scheme_visiting import Cause, Festival, MustVisitRule, Occasion, Suits, Topic, Visiting

__all__ = [
    "APPLICANT",
    "About",
    "ActivityDay",
    "Aliased",
    "AssessmentItem",
    "Category",
    "Cause",
    "ClearGroup",
    "Coverage",
    "CreditRule",
    "Demo",
    "Department",
    "DutyGroup",
    "Festival",
    "Figure",
    "LedgerRules",
    "MatterKind",
    "MeetingKind",
    "MustVisitRule",
    "Named",
    "NamedMembers",
    "Occasion",
    "PaperKind",
    "PaperName",
    "Part",
    "Party",
    "PersonField",
    "PointKind",
    "PointRules",
    "Rung",
    "Scheme",
    "Step",
    "StepKind",
    "StewardRules",
    "Suits",
    "TalkOver",
    "Titled",
    "Topic",
    "Visiting",
    "Words",
]


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
    categories: tuple[Category, ...] = Field(min_length=1)
    specialities: tuple[Named, ...] = ()
    departments: tuple[Department, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=3)
    coverage: Coverage
    ledger: LedgerRules = LedgerRules()
    visiting: Visiting
    duties: tuple[DutyGroup, ...] = Field(min_length=1)
    special_groups: tuple[Aliased, ...] = ()
    matter_kinds: tuple[MatterKind, ...] = Field(min_length=1)
    escalation: tuple[Rung, ...] = Field(min_length=1)
    activity_days: tuple[ActivityDay, ...] = ()
    teams: tuple[Named, ...] = ()
    stations: tuple[Named, ...] = ()
    posts: tuple[Named, ...] = ()
    points: PointRules = PointRules()
    point_kinds: tuple[PointKind, ...] = Field(default_factory=usual_point_kinds, min_length=1)
    served_groups: tuple[Named, ...] = Field(default_factory=usual_served_groups, min_length=1)
    meetings: tuple[MeetingKind, ...] = ()
    talk_over: tuple[TalkOver, ...] = Field(default_factory=usual_talk_over)
    credit_rules: tuple[CreditRule, ...] = Field(min_length=1)
    assessment: tuple[AssessmentItem, ...] = Field(min_length=1)
    commendations: tuple[Named, ...] = Field(min_length=1)
    papers: tuple[PaperName, ...] = ()
    figures: tuple[Figure, ...] = ()
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

    def serving(self, serves: str) -> tuple[str, ...]:
        """Keys of the categories of stewards who look after families, or after merchants; of all where none is named for it."""
        serving = tuple(category.key for category in self.categories if category.serves == serves)
        return serving or tuple(category.key for category in self.categories)

    def covers(self, category: str) -> str:
        """The level of the unit that a steward of the category stands at."""
        return next((c.covers for c in self.categories if c.key == category and c.covers), self.steward.covers)

    def published(self, figure: str, otherwise: int) -> int:
        """The programme's own count of something, or `otherwise` where it published none."""
        return next((one.n for one in self.figures if one.key == figure), otherwise)

    def level_depth(self, key: str) -> int:
        return [level.key for level in self.levels].index(key)


def _once_each(where: str, keys: Iterable[str]) -> None:
    for key, times in Counter(keys).items():
        if times > 1:
            raise wrong("preset_key_twice", where=where, key=key)


def _keys_are_unique(scheme: Scheme) -> None:
    for prefix, part in (("", scheme), ("visiting.", scheme.visiting)):
        for name in type(part).model_fields:
            value = getattr(part, name)
            if isinstance(value, tuple):
                _once_each(prefix + name, [one.key for one in value if isinstance(one, Named)])
    _once_each("roles", [title.role.value for title in scheme.roles])
    _once_each("points.ways", [words.way for words in scheme.points.ways])
    for meeting in scheme.meetings:
        _once_each(f"meetings.{meeting.key}.parties", [party.key for party in meeting.parties])
    _once_each("papers", [name.paper.value for name in scheme.papers])


def _ranges_are_ranges(scheme: Scheme) -> None:
    c, v = scheme.coverage, scheme.visiting
    for where, least, most in (
        ("coverage.households_max", c.households_min, c.households_max),
        ("coverage.merchants_max", c.merchants_min, c.merchants_max),
        ("visiting.per_month_max", v.per_month_min, v.per_month_max),
    ):
        if most < least:
            raise wrong("preset_range", where=where, key=most)


def _deciders_may_decide(scheme: Scheme) -> None:
    for step in scheme.steps:
        if step.decider not in DECIDERS[step.kind]:
            raise wrong("preset_decider", where=f"steps.{step.key}.decider", key=step.decider.value)


def _levels_exist(scheme: Scheme) -> None:
    levels = {level.key for level in scheme.levels}
    wanted = {"steward.covers": scheme.steward.covers} | {f"steps.{step.key}.level": step.level for step in scheme.steps}
    wanted |= {f"categories.{c.key}.covers": c.covers for c in scheme.categories if c.covers}
    for where, level in wanted.items():
        if level not in levels:
            raise wrong("preset_unknown_level", where=where, key=level)


def _steps_are_in_order(scheme: Scheme) -> None:
    kinds = [step.kind for step in scheme.steps]
    before_the_end = set(kinds[:-2])
    ends_right = kinds[-2:] == [StepKind.ANNOUNCEMENT, StepKind.APPOINTMENT]
    if not ends_right or not before_the_end <= {StepKind.REVIEW, StepKind.OPINIONS}:
        raise wrong("preset_steps_order", where="steps")
    if kinds.count(StepKind.OPINIONS) > 1:
        raise wrong("preset_opinions_twice", where="steps")
    if StepKind.OPINIONS in kinds and not scheme.departments:
        raise wrong("preset_no_departments", where="departments")


def _returns_go_back(scheme: Scheme) -> None:
    earlier: set[str] = {APPLICANT}
    for step in scheme.steps:
        for target in step.may_return_to:
            if target not in earlier:
                raise wrong("preset_return_forward", where=f"steps.{step.key}.may_return_to", key=target)
        if step.kind is StepKind.REVIEW:
            earlier.add(step.key)


def _marks_make_100(scheme: Scheme) -> None:
    total = sum(item.marks for item in scheme.assessment)
    if total != 100:
        raise wrong("preset_marks", where="assessment", total=total)


def _counts_are_published(scheme: Scheme) -> None:
    figures = {figure.key for figure in scheme.figures}
    for kind in scheme.point_kinds:
        if kind.counted_as and kind.counted_as not in figures:
            raise wrong("preset_unknown_figure", where=f"point_kinds.{kind.key}.counted_as", key=kind.counted_as)


def _demo_fits(scheme: Scheme) -> None:
    demo, n_levels = scheme.demo, len(scheme.levels) - 1
    if demo and (len(demo.units) != n_levels or len(demo.unit_names) != n_levels):
        raise wrong("preset_demo_levels", where="demo.units", key=n_levels)


_CHECKS = (
    _keys_are_unique, _levels_exist, _steps_are_in_order, _returns_go_back, _deciders_may_decide, _ranges_are_ranges,
    _marks_make_100, _counts_are_published, _demo_fits,
)  # fmt: skip
