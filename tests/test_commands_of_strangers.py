"""Of every subject: each command is in its table, is done for who may, and refused to every role of another place."""

import ast
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from db.subjects import NAMES
from tests.scoping import Scopes, Trial, functions, others_here, strangers
from tests.test_scopes import TABLES

ROOT = Path(__file__).resolve().parents[1]


def _commands_of(subject: str) -> ModuleType | None:
    name = f"db.{subject}.commands"
    return import_module(name) if find_spec(f"db.{subject}") and find_spec(name) else None


@pytest.fixture(params=[subject for subject in NAMES if _commands_of(subject)])
def subject(request) -> str:
    return request.param


@pytest.fixture
def scopes(subject) -> Scopes:
    return TABLES[subject]


@pytest.fixture
def trials(scopes, session, cast) -> Iterator[tuple[str, Trial]]:
    """One after another: after each the database is what it was."""

    def each() -> Iterator[tuple[str, Trial]]:
        things = scopes.make(session, cast)
        for name, command in scopes.commands.items():
            point = session.begin_nested()
            yield name, Trial(session, cast, things, command)
            point.rollback()
            session.expire_all()

    return each()


def test_every_command_that_takes_an_actor_is_in_the_table_of_its_subject(subject, scopes):
    """What an actor is judged by without the database is asked by these; it needs no entry."""
    package = _commands_of(subject)
    taking = {name for name, parameters in functions(package) if "actor" in parameters}
    tried = {name.partition(":")[0] for name in scopes.commands}
    known = scopes.inner | scopes.of_oneself
    assert (taking - tried - known, (tried | known) - taking, tried & known) == (set(), set(), set())


def test_no_page_calls_what_leaves_looking_at_the_actor_to_a_command(subject, scopes):
    package, wrong = f"db.{subject}.commands", []
    for path in (path for floor in ("components", "pages") for path in sorted((ROOT / floor).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package):
                modules = {one.asname or one.name for one in node.names} if node.module == package else set()
                wrong += [f"{path}:{node.lineno} {one.name}" for one in node.names if one.name in scopes.inner and not modules]
                wrong += [f"{path}:{node.lineno} {name}" for name in _called_on(path, modules) & scopes.inner]
    assert wrong == []


def _called_on(path: Path, modules: set[str]) -> set[str]:
    nodes = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Attribute)]
    return {node.attr for node in nodes if isinstance(node.value, ast.Name) and node.value.id in modules}


def test_a_command_is_done_for_who_may_and_refused_to_every_role_of_another_place(trials, session, cast, checked):
    """The first half keeps the second from passing because the call itself is wrong."""
    wrong, who = [], [*strangers(session, cast), *others_here(session, cast)]
    n_cells = 0
    for name, trial in trials:
        if said := trial.by_one_who_may():
            wrong.append((name, trial.command.by, said))
        tried = {(stranger.role.value, stranger.unit_path): trial.by_a_stranger(stranger) for stranger in who}
        wrong += [(name, *where, said) for where, said in tried.items() if said]
        n_cells += len(tried) + 1
    checked("commands x strangers", n_cells)
    assert not wrong, "\n".join(map(repr, wrong))
