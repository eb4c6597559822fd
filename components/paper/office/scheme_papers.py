"""Handbook, pocket guide, rules and flow chart of a scheme, as Word and as PDF: what an office hands to its stewards."""

from typing import Any

from components.paper.documents import BLACK, Paper
from components.paper.office import scheme_words as words
from components.paper.office.scheme_words import Section, in_language, kept
from components.paper.pdf import compiled
from components.wording.scheme_terms import paper_title
from components.wording.words import language, t
from db.actor import Role
from db.scheme import PaperKind, Scheme, StepKind

KINDS = (PaperKind.HANDBOOK, PaperKind.GUIDE, PaperKind.RULES, PaperKind.FLOW_CHART)
_WIDTHS_MM = (14, 76, 40, 26)
_TO_WRITE_ON = "____________"


def _promise(scheme: Scheme) -> Section:
    return t("What a steward promises"), [in_language(scheme.steward.promise_zh, scheme.steward.promise_en)]


def _handbook(scheme: Scheme) -> list[Section]:
    parts = [_promise(scheme), *words.people(scheme), *words.work(scheme)]
    return [*parts, words.figures(scheme), words.note(scheme)]


def _guide(scheme: Scheme) -> list[Section]:
    """Whom to call, what to ask, when to go: a name and a telephone are written in by hand."""
    v = scheme.visiting
    ask = [words.names(part) for part in (scheme.ledger.clear, v.topics, v.sequence)]
    call = [f"{rung.text(language())} {_TO_WRITE_ON}" for rung in scheme.escalation if rung.role is not Role.STEWARD]
    return [
        _promise(scheme),
        (t("Whom to call"), call),
        (t("What to ask"), ask),
        (t("When to go"), [*words.coverage(scheme), *words.days(scheme)]),
        (t("Must-visits"), [rule.text(language()) for rule in v.must_visits]),
        (t("Duties"), words.duties(scheme)),
    ]


def _rules(scheme: Scheme) -> list[Section]:
    climbs = (t("Matters climb"), words.rungs(scheme))
    must = (t("Must-visits"), words.must_visits(scheme))
    return [*words.people(scheme), (t("Coverage and visits"), words.coverage(scheme)), must, climbs, *words.merit(scheme)]


_PARTS = {PaperKind.HANDBOOK: _handbook, PaperKind.GUIDE: _guide, PaperKind.RULES: _rules}


def _parts(kind: PaperKind, scheme: Scheme) -> list[Section]:
    return kept(_PARTS[kind](scheme)) if kind in _PARTS else []


def _steps(scheme: Scheme) -> list[dict[str, Any]]:
    """The flow chart: each step with who takes it, in how many days, and which departments stand side by side."""
    return [
        {
            "name": step.text(language()), "who": words.decider(scheme, step), "days": t("{n} working days", n=step.days),
            "departments": [d.text(language()) for d in scheme.departments] if step.kind is StepKind.OPINIONS else [],
        }
        for step in scheme.steps
    ]  # fmt: skip


def scheme_pdf(kind: PaperKind, scheme: Scheme, *, office: str) -> bytes:
    """A4, fonts embedded; the pocket guide lies across, to be folded in the middle."""
    content = {
        "kind": kind.value, "lang": in_language("zh", "en"), "title": paper_title(scheme, kind), "office": office,
        "programme": in_language(scheme.zh, scheme.en), "steps": _steps(scheme),
        "sections": [{"title": title, "lines": lines} for title, lines in _parts(kind, scheme)],
    }  # fmt: skip
    return compiled("office/scheme.typ", content)


def scheme_docx(kind: PaperKind, scheme: Scheme, *, office: str) -> bytes:
    paper = Paper()
    paper.centred(paper_title(scheme, kind))
    paper.centred(office, font=BLACK, size=14)
    paper.line("")
    for title, lines in _parts(kind, scheme):
        paper.line(title, font=BLACK)
        for line in lines:
            paper.line(line, size=14, indent=True)
    if kind is PaperKind.FLOW_CHART:
        _steps_table(paper, scheme)
    return paper.content()


def _steps_table(paper: Paper, scheme: Scheme) -> None:
    rows = [
        [str(n), "\n".join([step["name"], *step["departments"]]), step["who"], step["days"]]
        for n, step in enumerate(_steps(scheme), 1)
    ]
    paper.table([t("Place in the list"), t("Step"), t("Who decides"), t("Time")], rows, _WIDTHS_MM)
