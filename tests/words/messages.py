"""Every message id of the program: what the code hands to `t(...)`, and the tables of sentences and labels.

`python -m tests.words.messages` prints the entries that the Chinese catalogue lacks, ready to be filled in.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

from components.home import home
from components.ledger import coverage, field_names, household, households
from components.ledger import tasks as ledger_tasks
from components.office import journal, users
from components.shell import menu
from components.vetting.decide_bar import _ASKS
from components.visits import month_picker, overview_lists
from components.wording.labels import LABELS
from components.wording.presets import PRESET_REASONS
from components.wording.refusals import SENTENCES
from components.wording.sheet_problems import IN_SHEETS

ROOT = Path(__file__).resolve().parents[2]
CODE = [ROOT / "app.py", *(path for folder in ("components", "pages", "seed") for path in (ROOT / folder).rglob("*.py"))]


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("t", "say_outcome"):
            yield node


def _literal(call: ast.Call) -> ast.expr | None:
    place = {"t": 0, "say_outcome": 2}[call.func.id]  # type: ignore[attr-defined]
    return call.args[place] if place < len(call.args) else None


def literal_messages() -> dict[str, tuple[Path, int, frozenset[str]]]:
    """Message -> where it stands, and the names of its parameters."""
    found = {}
    for path in CODE:
        for call in _calls(ast.parse(path.read_text("utf-8"))):
            first = _literal(call)
            texts = [first] if isinstance(first, ast.Constant) else []
            if isinstance(first, ast.IfExp):
                texts = [branch for branch in (first.body, first.orelse) if isinstance(branch, ast.Constant)]
            for text in texts:
                names = frozenset(keyword.arg or "" for keyword in call.keywords)
                found[text.value] = (path.relative_to(ROOT), call.lineno, names)
    return found


def table_messages() -> set[str]:
    """Message ids that stand in tables and reach `t` through a variable."""
    return {
        *SENTENCES.values(), *PRESET_REASONS.values(), *IN_SHEETS.values(), *journal.ACTIONS.values(),
        *journal.FIELDS.values(), *home._IDLE.values(), home._NOTHING, *_ASKS.values(), users.PASSWORD_HINT,
        *households._STATES.values(), *coverage._WHICH.values(),
        *field_names.NAMES.values(), *field_names.OF_PERSON.values(), *ledger_tasks.SENTENCES,
        *(title for title, *_ in household._POPOVERS),
        *month_picker._CHOICES.values(), *overview_lists.VIEWS.values(),
        *(label.text for label in LABELS.values()), *(entry.title for entry in menu.MENU),
        *(entry.section for entry in menu.MENU if entry.section), "today", "yesterday", "tomorrow",
    }  # fmt: skip


def all_messages() -> set[str]:
    return {*literal_messages(), *table_messages()}


def missing(language: str) -> list[str]:
    with (ROOT / "components" / "wording" / "locale" / f"{language}.po").open("rb") as file:
        known = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in read_po(file) if entry.string}
    return sorted(all_messages() - known)


if __name__ == "__main__":
    import json
    import sys

    for message in missing("zh_CN"):
        sys.stdout.write(f'msgid {json.dumps(message, ensure_ascii=False)}\nmsgstr ""\n\n')
