"""A scheme in words, part by part: for its page and for what is printed from it. Plain text, never markup."""

from collections.abc import Iterable, Sequence

from components.wording.labels import label, role_title
from components.wording.words import language, listed, t
from db.scheme import ActivityDay, Figure, MustVisitRule, Scheme, Step, Words
from db.visits.models.duties import MustSource

Section = tuple[str, list[str]]


def names(words: Iterable[Words]) -> str:
    return listed([word.text(language()) for word in words])


def in_language(zh: str, en: str) -> str:
    return zh if language().startswith("zh") else en


def kept(parts: Sequence[Section]) -> list[Section]:
    """Only what the scheme has."""
    filled = [(title, [line for line in lines if line]) for title, lines in parts]
    return [(title, lines) for title, lines in filled if lines]


def _said(name: Words, text: str) -> str:
    return t("{name}: {text}", name=name.text(language()), text=text)


def decider(scheme: Scheme, step: Step) -> str:
    return role_title(step.decider, scheme, language())


def _steps(scheme: Scheme) -> list[str]:
    return [
        t("{step}: {who}, {n} working days", step=step.text(language()), who=decider(scheme, step), n=step.days)
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
    return _said(day, when + (t(", at every door") if day.is_knock_day else ""))


def coverage(scheme: Scheme) -> list[str]:
    c, v = scheme.coverage, scheme.visiting
    lines = [
        t("{least} to {most} households a steward", least=c.households_min, most=c.households_max),
        in_language(c.extra_zh, c.extra_en),
    ]
    if c.named:
        whom = c.named.text(language())
        lines.append(t("{name}: at most {n} a steward, by name, beside the households", name=whom, n=c.named.most))
    if c.merchants_max:
        lines.append(t("{least} to {most} shops a merchant steward", least=c.merchants_min, most=c.merchants_max))
    lines.append(t("{least} to {most} visits a month", least=v.per_month_min, most=v.per_month_max))
    if v.full_rounds_per_year:
        lines.append(t("every household at least {n} times a year", n=v.full_rounds_per_year))
    return lines


def _arises(rule: MustVisitRule) -> str:
    after_visits = [t("after a visit about {what}", what=label(about)) for about in rule.about]
    return listed([*map(label, rule.arises), *after_visits] or [label(MustSource.BY_HAND)])


def must_visits(scheme: Scheme) -> list[str]:
    """Each rule with why it arises and by when."""
    return [
        t("{rule}: {why}; within {n} working days", rule=rule.text(language()), why=_arises(rule), n=rule.days)
        for rule in scheme.visiting.must_visits
    ]


def days(scheme: Scheme) -> list[str]:
    return [_day(day) for day in scheme.activity_days]


def rungs(scheme: Scheme) -> list[str]:
    return [t("{rung}: {n} days", rung=rung.text(language()), n=rung.days) for rung in scheme.escalation]


def duties(scheme: Scheme) -> list[str]:
    return [_said(group, names(group.items)) for group in scheme.duties]


def _points(scheme: Scheme) -> list[str]:
    lists: dict[str, Sequence[Words]] = {"stations": scheme.stations, "posts": scheme.posts}
    kinds = [(kind, lists.get(kind.offers)) for kind in scheme.point_kinds]
    offered = [_said(kind, names(offers)) if offers else kind.text(language()) for kind, offers in kinds]
    ways = t("Staffed by: {ways}", ways=names(scheme.points.ways)) if scheme.points.ways else ""
    return [*offered, t("Serve: {groups}", groups=names(scheme.served_groups)), ways]


def _meetings(scheme: Scheme) -> list[str]:
    kinds = [_said(kind, names(kind.parties)) for kind in scheme.meetings]
    return [*kinds, t("Always talked over: {kinds}", kinds=names(scheme.talk_over)) if scheme.talk_over else ""]


def people(scheme: Scheme) -> list[Section]:
    rules = [
        t("Term: {n} years", n=scheme.steward.term_years),
        t("At least {n} years old", n=scheme.steward.min_age),
        t("Announced for {n} working days", n=scheme.announcement.days),
    ]
    departments = [_said(d, listed([label(field) for field in d.fields])) for d in scheme.departments]
    return [
        (t("Levels"), [names(scheme.levels)]),
        (t("Who registers, and how"), [names(scheme.categories), names(scheme.entry_ways), *rules]),
        (t("Steps of vetting"), _steps(scheme)),
        (t("Departments asked"), departments),
    ]


def work(scheme: Scheme) -> list[Section]:
    v = scheme.visiting
    kinds = [t("{kind}: {n} days", kind=kind.text(language()), n=kind.days) for kind in scheme.matter_kinds]
    return [
        (t("Coverage and visits"), coverage(scheme)),
        (t("Ways, occasions and topics of visiting"), [names(part) for part in (v.forms, v.occasions, v.topics, v.sequence)]),
        (t("Must-visits"), must_visits(scheme)),
        (t("Duties"), duties(scheme)),
        (t("Matters"), kinds),
        (t("Matters climb"), rungs(scheme)),
        (t("Days of activity"), days(scheme)),
        (t("Teams"), [names(scheme.teams)]),
        (t("Volunteer service points"), _points(scheme)),
        (t("Meetings"), _meetings(scheme)),
        (t("Special groups and specialities"), [names(scheme.special_groups), names(scheme.specialities)]),
    ]


def merit(scheme: Scheme) -> list[Section]:
    credits = [t("{rule}: {n} credits", rule=rule.text(language()), n=rule.credits) for rule in scheme.credit_rules]
    marks = [t("{item}: {n} marks", item=item.text(language()), n=item.marks) for item in scheme.assessment]
    return [
        (t("Service credits"), credits),
        (t("Assessment: 100 marks"), marks),
        (t("Commendation"), [names(scheme.commendations)]),
    ]


def _count(figure: Figure) -> str:
    return t("at least {n}", n=figure.n) if figure.is_at_least else f"{figure.n:,}"


def figures(scheme: Scheme) -> Section:
    return t("Figures that the programme published"), [_said(figure, _count(figure)) for figure in scheme.figures]


def note(scheme: Scheme) -> Section:
    return t("What was not published"), [in_language(scheme.note_zh, scheme.note_en)]
