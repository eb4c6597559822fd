"""Reads the code: whatever a command may be called with, it asks who calls. A helper that asks nothing stays in its subject."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from db.subjects import NAMES

ROOT = Path(__file__).resolve().parents[1]
Named = tuple[str, str]
# What asks: a permission, or rows that begin with what the actor may see.
ASKING = {("db.permissions", "require"), ("db.permissions", "allows")}


def _module(path: Path) -> str:
    return path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")


@cache
def _trees(*folders: str) -> dict[str, ast.Module]:
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py")) if "versions" not in path.parts]
    return {_module(path): ast.parse(path.read_text("utf-8")) for path in paths}


def _imported(tree: ast.Module) -> Iterator[tuple[str, Named]]:
    """The name in the module -> where it comes from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("db"):
            yield from ((alias.asname or alias.name, (node.module or "", alias.name)) for alias in node.names)


def _called(node: ast.AST, names: dict[str, Named]) -> Iterator[Named]:
    for call in (one.func for one in ast.walk(node) if isinstance(one, ast.Call)):
        if isinstance(call, ast.Name) and call.id in names:
            yield names[call.id]
        elif isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name) and call.value.id in names:
            yield ".".join(names[call.value.id]), call.attr


def _functions() -> dict[Named, tuple[ast.FunctionDef, set[Named]]]:
    """Every function of `db` with what it calls."""
    found = {}
    for module, tree in _trees("db").items():
        own = {node.name: (module, node.name) for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        names = dict(_imported(tree)) | own
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                found[module, node.name] = node, set(_called(node, names))
    return found


def _that_ask(functions: dict[Named, tuple[ast.FunctionDef, set[Named]]]) -> set[Named]:
    """Those that ask, and those that call one which does."""
    asking = ASKING | {named for named in functions if named[1].startswith("visible_")}
    while more := {named for named, (_, called) in functions.items() if named not in asking and called & asking}:
        asking |= more
    return asking


def _users() -> dict[Named, set[str]]:
    """What is imported -> the modules that do."""
    found: dict[Named, set[str]] = {}
    for module, tree in _trees("db", "components", "pages", "seed").items():
        for _, named in _imported(tree):
            found.setdefault(named, set()).add(module)
    return found


def _is_command(named: Named, node: ast.FunctionDef) -> bool:
    module, name = named
    parts = module.split(".")
    is_public = len(parts) > 2 and parts[1] in NAMES and parts[2] == "commands" and not name.startswith("_")
    # A question beside a command writes nothing.
    return is_public and not name.startswith(("can_", "may_")) and "actor" in {arg.arg for arg in node.args.args}


def test_every_command_asks_who_calls_or_is_called_by_its_own_subject_only(checked):
    functions, users = _functions(), _users()
    asking = _that_ask(functions)
    commands = [named for named, (node, _) in functions.items() if _is_command(named, node)]
    checked("commands with an actor", len(commands))
    assert {("db.ledger.commands.assign", "put_care"), ("db.vetting.commands.moves", "note_change")} <= set(commands)
    open_doors = {}
    for module, name in commands:
        subject = module.split(".")[1]
        at_home = (f"db.{subject}.commands", f"seed.demo.{subject}")
        strangers = [user for user in users.get((module, name), ()) if not user.startswith(at_home)]
        if (module, name) not in asking and strangers:
            open_doors[f"{module}.{name}"] = strangers
    assert open_doors == {}
