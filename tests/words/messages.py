"""Every message id of the program, and in whose rooms it is said. Found by reading the code: what is handed to `t(...)` as it
stands or through a name (a constant of this module or of one that is imported, a loop over either), the texts of labels and
menu entries, and the tables that subjects declare.

`python -m tests.words.messages` prints the entries that the Chinese catalogues lack, each under the file where it belongs.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from components.wording.words import catalogue_files
from db.subjects import NAMES

ROOT = Path(__file__).resolve().parents[2]
CODE = [ROOT / "app.py", *(path for folder in ("components", "pages", "seed") for path in (ROOT / folder).rglob("*.py"))]
# Whose arguments are messages: place and name of each.
_SAYING = {
    "t": ((0, ""),), "md": ((0, ""),), "say_outcome": ((2, "done"),), "Label": ((0, "text"),),
    "Entry": ((0, "section"), (2, "title")),
}  # fmt: skip
# Tables that subjects declare: their values are messages.
_DECLARED = {"REFUSALS", "ACTIONS", "FIELDS"}


@dataclass(frozen=True)
class Said:
    """`fields` is None where the message comes through a name."""

    message: str
    path: Path
    line: int
    fields: frozenset[str] | None


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def _constants(path: Path) -> dict[str, ast.expr]:
    """What a module says at its first level."""
    found = {}
    for node in _tree(path).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        found |= {target.id: node.value for target in targets if isinstance(target, ast.Name) and node.value}
    return found


@cache
def _imported(path: Path) -> dict[str, Path]:
    """Name -> the module of ours that it was imported from, or that it is."""
    found = {}
    for node in ast.walk(_tree(path)):
        for alias in node.names if isinstance(node, ast.ImportFrom) and node.module else ():
            for module in (f"{node.module}.{alias.name}", node.module):
                file = ROOT / (module.replace(".", "/") + ".py")
                if file.exists():
                    found.setdefault(alias.asname or alias.name, file)
    return found


def _branches(node: ast.expr) -> list[ast.expr]:
    """What an expression may come to: either side, any value of a table, an entry or what stands in for it."""
    match node:
        case ast.IfExp():
            return [node.body, node.orelse]
        case ast.BoolOp() | ast.Dict():
            return node.values
        case ast.Tuple() | ast.List():
            return node.elts
        case ast.BinOp():
            return [node.left, node.right]
        case ast.Subscript():
            return [node.value]
        case ast.Call(func=ast.Attribute(attr="get")):
            return [node.func.value, *node.args[1:]]
    return []


@dataclass(frozen=True)
class _Reader:
    """Follows an expression in one function (or at a module's first level) to the texts that it may be."""

    path: Path
    scope: ast.AST

    def texts(self, node: ast.expr) -> Iterator[str]:
        match node:
            case ast.Constant(value=str() as text) if text:
                yield text
            case ast.Attribute(value=ast.Name(id=module)) if module in (known := _imported(self.path)):
                yield from _Reader(known[module], _tree(known[module])).named(node.attr)
            case ast.Name():
                yield from self.named(node.id)
        for part in _branches(node):
            yield from self.texts(part)

    def named(self, name: str) -> Iterator[str]:
        for loop in ast.walk(self.scope):
            if isinstance(loop, ast.For | ast.comprehension):
                yield from self._of_loop(loop, name)
        if name in (constants := _constants(self.path)):
            yield from self.texts(constants[name])
        elif name in (known := _imported(self.path)) and name in (theirs := _constants(known[name])):
            yield from _Reader(known[name], _tree(known[name])).texts(theirs[name])

    def _of_loop(self, loop: ast.For | ast.comprehension, name: str) -> Iterator[str]:
        parts = loop.target.elts if isinstance(loop.target, ast.Tuple) else [loop.target]
        places = [place for place, part in enumerate(parts) if isinstance(part, ast.Name) and part.id == name]
        rows = _constants(self.path).get(loop.iter.id) if isinstance(loop.iter, ast.Name) else loop.iter
        for row in rows.elts if places and isinstance(rows, ast.Tuple | ast.List) else ():
            if len(parts) == 1:
                yield from self.texts(row)
            elif isinstance(row, ast.Tuple):
                yield from self.texts(row.elts[places[0]])


def _calls(node: ast.AST, scope: ast.AST) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Calls that say something, each with the function around it."""
    for child in ast.iter_child_nodes(node):
        inner = child if isinstance(child, ast.FunctionDef) else scope
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id in _SAYING:
            yield child, scope
        yield from _calls(child, inner)


def _argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    return call.args[place] if place < len(call.args) else given.get(name)


def _said_in(path: Path) -> Iterator[Said]:
    for call, scope in _calls(_tree(path), _tree(path)):
        for place, name in _SAYING[call.func.id]:  # type: ignore[attr-defined]
            first = _argument(call, place, name)
            is_literal = isinstance(first, ast.Constant | ast.IfExp)
            fields = frozenset(keyword.arg or "" for keyword in call.keywords) if is_literal else None
            for text in _Reader(path, scope).texts(first) if first else ():
                yield Said(text, path.relative_to(ROOT), call.lineno, fields)
    for name in _DECLARED & _constants(path).keys():
        table = _constants(path)[name]
        for text in _Reader(path, _tree(path)).texts(table):
            yield Said(text, path.relative_to(ROOT), table.lineno, None)


@cache
def everything_said() -> tuple[Said, ...]:
    return tuple(said for path in CODE for said in _said_in(path))


def all_messages() -> set[str]:
    return {said.message for said in everything_said()}


def room_of(path: Path) -> str:
    """`pages/vetting/queue.py`, `components/vetting/kin.py`, `components/paper/vetting/cards.py` -> `vetting`; else `wording`."""
    subject = path.parts[2 if path.parts[:2] == ("components", "paper") else 1] if len(path.parts) > 2 else ""
    return subject if subject in NAMES and path.parts[0] in ("components", "pages") else "wording"


@cache
def rooms() -> dict[str, set[str]]:
    """Message -> the rooms in which it is said."""
    found: dict[str, set[str]] = {}
    for said in everything_said():
        found.setdefault(said.message, set()).add(room_of(said.path))
    return found


def belongs_to(message: str) -> str:
    """The subject whose catalogue keeps it; `wording` for what is said in several rooms."""
    said_in = rooms()[message]
    return next(iter(said_in)) if len(said_in) == 1 else "wording"


def entries(language: str) -> dict[Path, dict[str, str | tuple[str, ...]]]:
    """Catalogue -> message -> what is said."""
    found = {}
    for path in catalogue_files(language):
        with path.open("rb") as file:
            found[path] = {
                entry.id if isinstance(entry.id, str) else entry.id[0]: entry.string for entry in read_po(file) if entry.id
            }
    return found


def missing(language: str) -> list[str]:
    known = {message for said in entries(language).values() for message, text in said.items() if text}
    return sorted(all_messages() - known)


if __name__ == "__main__":
    import json
    import sys

    for room, message in sorted((belongs_to(message), message) for message in missing("zh_CN")):
        quoted = json.dumps(message, ensure_ascii=False)
        sys.stdout.write(f'# components/{room}/locale/zh_CN.po\nmsgid {quoted}\nmsgstr ""\n\n')
