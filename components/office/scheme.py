"""A scheme in words as its page shows them, and its vetting flow as a drawing."""

from components.paper.office import scheme_words
from components.paper.office.scheme_words import Section, decider, kept
from components.wording.markdown import plain
from components.wording.words import language, t
from db.scheme import Scheme, Step, StepKind

_RED, _SOFT, _INK = "#B3202A", "#F6F3EE", "#1F1B16"
_FONT = "Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,sans-serif"


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


def sections(scheme: Scheme) -> list[Section]:
    """Title and lines of every part that the scheme has, as Markdown that shows them as they are."""
    words = scheme_words
    parts = kept([*words.people(scheme), *words.work(scheme), *words.merit(scheme), words.figures(scheme)])
    return [(title, [plain(line) for line in lines]) for title, lines in parts]
