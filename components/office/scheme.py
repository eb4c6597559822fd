"""A scheme in words as its page shows them, and its vetting flow as a drawing."""

<<<<<<< HEAD
from components.wording.labels import label, role_title
from components.wording.markdown import marked
from components.wording.words import language, listed, t
from db.scheme import ActivityDay, MustVisitRule, Scheme, Step, StepKind, Words
from db.visits.models.duties import MustSource
=======
from components.paper.office import scheme_words
from components.paper.office.scheme_words import Section, decider, kept
from components.ui.errors import plain
from components.wording.words import language, t
from db.scheme import Scheme, Step, StepKind
>>>>>>> words5

_RED, _SOFT, _INK = "#B3202A", "#F6F3EE", "#1F1B16"
_FONT = "Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,sans-serif"


<<<<<<< HEAD
def _text(words: Words) -> str:
    return words.text(language())


def _names(words: Iterable[Words]) -> str:
    return listed([_text(word) for word in words])


=======
>>>>>>> words5
def _node(scheme: Scheme, n: int, step: Step) -> str:
    lines = [step.text(language()), decider(scheme, step), t("{n} working days", n=step.days)]
    if step.kind is StepKind.OPINIONS:
        lines.insert(1, t("{n} departments side by side", n=len(scheme.departments)))
    colour = f'fillcolor="{_RED}" fontcolor="white"' if step is scheme.steps[-1] else f'fillcolor="{_SOFT}"'
    return f"step{n} [label={_quoted(lines)} {colour}]"


def _quoted(lines: list[str]) -> str:
    return '"' + "\\n".join(line.replace("\\", "").replace('"', "'") for line in lines) + '"'


def drawing(scheme: Scheme, *, is_upright: bool) -> str:
    """The vetting flow in Graphviz's language; steps run down on a tablet."""
    direction = "TB" if is_upright else "LR"
    head = f'digraph {{ rankdir={direction}; bgcolor="transparent"; nodesep=0.3; ranksep=0.35;'
    style = f'node [shape=box style="rounded,filled" fontname="{_FONT}" fontsize=14 color="#D9D2C7" fontcolor="{_INK}"];'
    nodes = [_node(scheme, n, step) for n, step in enumerate(scheme.steps)]
    arrows = [f"step{n} -> step{n + 1}" for n in range(len(nodes) - 1)]
    return " ".join([head, style, 'edge [color="#7A6F63"];', "; ".join([*nodes, *arrows]), "}"])


<<<<<<< HEAD
def _steps(scheme: Scheme) -> list[str]:
    return [
        t("{step}: {who}, {n} working days", step=_text(step), who=role_title(step.decider, scheme, language()), n=step.days)
        for step in scheme.steps
    ]


def _day(day: ActivityDay) -> str:
    weekdays = "一二三四五六日" if language().startswith("zh") else ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    weekday = weekdays[(day.weekday or 1) - 1]
    when = {
        "weekly": t("every week, day {weekday}", weekday=weekday),
        "monthly": t("on day {day} of every month", day=str(day.day)),
        "monthly_weekday": t("on weekday {weekday} number {nth} of every month", weekday=weekday, nth=str(day.nth)),
    }[day.rule]
    return f"{_text(day)}：{when}" + (t(", at every door") if day.is_knock_day else "")


def _coverage(scheme: Scheme) -> list[str]:
    c, v = scheme.coverage, scheme.visiting
    extra = c.extra_zh if language().startswith("zh") else c.extra_en
    lines = [t("{least} to {most} households a steward", least=c.households_min, most=c.households_max), extra]
    if c.merchants_max:
        lines.append(t("{least} to {most} shops a merchant steward", least=c.merchants_min, most=c.merchants_max))
    lines.append(t("{least} to {most} visits a month", least=v.per_month_min, most=v.per_month_max))
    if v.full_rounds_per_year:
        lines.append(t("every household at least {n} times a year", n=v.full_rounds_per_year))
    return [line for line in lines if line]


def _people(scheme: Scheme) -> list[Section]:
    rules = [
        t("Term: {n} years", n=scheme.steward.term_years),
        t("At least {n} years old", n=scheme.steward.min_age),
        t("Announced for {n} working days", n=scheme.announcement.days),
    ]
    departments = [f"{_text(d)}：{listed([label(field) for field in d.fields])}" for d in scheme.departments]
    return [
        (t("Levels"), [_names(scheme.levels)]),
        (t("Who registers, and how"), [_names(scheme.categories), _names(scheme.entry_ways), *rules]),
        (t("Steps of vetting"), _steps(scheme)),
        (t("Departments asked"), departments),
    ]


def _work(scheme: Scheme) -> list[Section]:
    v = scheme.visiting
    places = (scheme.teams, scheme.stations, scheme.posts, scheme.meetings)
    return [
        (t("Coverage and visits"), _coverage(scheme)),
        (t("Ways, occasions and topics of visiting"), [_names(part) for part in (v.forms, v.occasions, v.topics, v.sequence)]),
        (t("Must-visits"), _must_visits(scheme)),
        (t("Duties"), [marked("**{group}**：{items}", group=_text(group), items=_names(group.items)) for group in scheme.duties]),
        (t("Matters"), [t("{kind}: {n} days", kind=_text(kind), n=kind.days) for kind in scheme.matter_kinds]),
        (t("Matters climb"), [t("{rung}: {n} days", rung=_text(rung), n=rung.days) for rung in scheme.escalation]),
        (t("Days of activity"), [_day(day) for day in scheme.activity_days]),
        (t("Teams, stations, posts, meetings"), [_names(part) for part in places]),
        (t("Special groups and specialities"), [_names(scheme.special_groups), _names(scheme.specialities)]),
    ]


def _merit(scheme: Scheme) -> list[Section]:
    return [
        (t("Service credits"), [t("{rule}: {n} credits", rule=_text(rule), n=rule.credits) for rule in scheme.credit_rules]),
        (t("Assessment: 100 marks"), [t("{item}: {n} marks", item=_text(item), n=item.marks) for item in scheme.assessment]),
        (t("Commendation"), [_names(scheme.commendations)]),
    ]


=======
>>>>>>> words5
def sections(scheme: Scheme) -> list[Section]:
    """Title and lines of every part that the scheme has, as Markdown that shows them as they are."""
    words = scheme_words
    parts = kept([*words.people(scheme), *words.work(scheme), *words.merit(scheme), words.figures(scheme)])
    return [(title, [plain(line) for line in lines]) for title, lines in parts]
