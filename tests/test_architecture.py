"""Tests that read the code: who imports whom, guards, the menu, budgets, session keys, SQL only in db."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from components.shell.menu import MENU
from components.ui import pieces
from components.ui.pieces import Place
from db import subjects

ROOT = Path(__file__).resolve().parents[1]
# A function may be this long, a page, a component, a module of db, a test file (style.md, point 15).
FUNCTION, PAGE, COMPONENT, MODULE, TEST = 25, 80, 200, 300, 300
SUBJECTS = subjects.NAMES


def _files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "migrations/versions" not in path.as_posix()]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def _imports(path: Path) -> list[tuple[int, str]]:
    return list(_imported(path))


def _imported(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _forbidden(paths: list[Path], is_forbidden) -> list[str]:
    return sorted({f"{_name(p)}:{line} imports {name}" for p in paths for line, name in _imports(p) if is_forbidden(p, name)})


def _top(name: str) -> str:
    return name.split(".")[0]


def test_db_knows_no_other_floor_and_no_screen():
    foreign = {"streamlit", "altair", "pandas", "components", "pages", "seed", "app", "starlette", "streamlit_authenticator"}
    assert _forbidden(_files("db"), lambda _, name: _top(name) in foreign) == []


def test_components_import_neither_pages_nor_seed():
    assert _forbidden(_files("components"), lambda _, name: _top(name) in {"pages", "seed", "app"}) == []


def test_pages_import_neither_each_other_nor_seed():
    assert _forbidden(_files("pages"), lambda _, name: _top(name) in {"pages", "seed", "app"}) == []


# Home and the public pages show what every subject has to show.
MAY_USE_ANY_ROOM = {"home", "public"}


def _room(parts: tuple[str, ...]) -> str:
    """The subject whose room of components a module lies in: `components/visits`, `components/paper/visits`."""
    return next((part for part in parts[1:3] if part in SUBJECTS), "") if parts[0] == "components" else ""


def test_a_room_of_components_is_used_by_its_own_subject_only():
    def from_another_room(path: Path, name: str) -> bool:
        floor, *rest = path.relative_to(ROOT).parts
        own = _room((floor, *rest)) if floor == "components" else rest[0]
        room = _room(tuple(name.split(".")))
        return bool(room) and own != room and not MAY_USE_ANY_ROOM & {own, rest[0]}

    assert _forbidden(_files("components", "pages"), from_another_room) == []


def test_what_lies_in_ui_knows_no_subject_but_the_office():
    above = tuple(f"db.{subject}" for subject in SUBJECTS[1:])

    def knows_one(_, name: str) -> bool:
        return name.startswith(above) or bool(_room(tuple(name.split("."))))

    assert _forbidden(_files("components/ui"), knows_one) == []


def test_every_place_for_pieces_of_others_is_drawn_once_and_has_its_pieces():
    paths = [path for path in _files("components", "pages") if path.name != "pieces.py"]
    drawn = [name for path in paths for name in re.findall(r"\bPlace\.([A-Z_]+)", path.read_text("utf-8"))]
    assert sorted(drawn) == sorted(place.name for place in Place)
    assert [place for place in Place if not list(pieces.of(place))] == []


def test_seed_imports_db_and_of_components_only_what_needs_no_screen():
    def with_screen(_, name: str) -> bool:
        if _top(name) in {"pages", "app", "streamlit"}:
            return True
        path = ROOT / (name.replace(".", "/") + ".py")
        return _top(name) == "components" and path.exists() and "streamlit" in {_top(n) for _, n in _imports(path)}

    assert _forbidden(_files("seed"), with_screen) == []


def test_only_auth_imports_streamlit_authenticator():
    paths = [path for path in _files("components", "pages", "db", "seed") if path.name not in ("auth.py", "warm_up.py")]
    assert _forbidden(paths, lambda _, name: _top(name) == "streamlit_authenticator") == []


# Inside db: core modules < models < queries < commands; and subjects call each other's commands only downwards.


def _floor(name: str) -> int:
    """0 for the core; in a subject 1 models and rules without a database, 2 queries, 3 commands, 4 what it declares."""
    parts = name.split(".")
    if len(parts) < 2 or parts[1] not in SUBJECTS:
        return 0
    kind = parts[2] if len(parts) > 2 else ""
    return {"subject": 4, "commands": 3, "queries": 2}.get(kind, 1)


# These modules of the core look after the installation as a whole: they may know the subjects.
ABOVE_THE_SUBJECTS = {"db/migrate.py", "db/tables.py", "db/migrations/env.py"}
# Readers of spreadsheets look things up: they stand beside the queries.
BESIDE_QUERIES = {
    "db.office.unit_import", "db.vetting.applicant_import", "db.vetting.steward_import", "db.vetting.candidate_import",
    "db.ledger.household_import", "db.ledger.compared", "db.ledger.list_columns", "db.ledger.list_rows", "db.office.sessions",
}  # fmt: skip


def _module(path: Path) -> str:
    return _name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _level(name: str) -> int:
    return 2 if any(name.startswith(beside) for beside in BESIDE_QUERIES) else _floor(name)


def test_inside_db_imports_go_down_the_floors():
    def upwards(path: Path, name: str) -> bool:
        if not name.startswith("db.") or _name(path) in ABOVE_THE_SUBJECTS:
            return False
        return _level(name) > _level(_module(path))

    assert _forbidden(_files("db"), upwards) == []


def test_a_subject_calls_commands_only_of_itself_and_of_subjects_below():
    def climbs(path: Path, name: str) -> bool:
        parts, own = name.split("."), _module(path).split(".")
        if len(parts) < 3 or parts[0] != "db" or parts[2] != "commands" or own[1] not in SUBJECTS:
            return False
        return SUBJECTS.index(parts[1]) > SUBJECTS.index(own[1])

    assert _forbidden(_files("db"), climbs) == []


def test_no_sql_outside_db():
    outside = _files("components", "pages", "seed")
    named = _forbidden(outside, lambda _, name: name in ("sqlmodel.select", "sqlalchemy.text", "db.sql", "sqlmodel.text"))
    allowed = {"seed/demo/cast.py"}
    assert [found for found in named if found.split(":")[0] not in allowed] == []
    verbs = re.compile(r"\b(SELECT .* FROM|INSERT INTO|DELETE FROM|UPDATE \w+ SET)\b")
    assert [_name(p) for p in outside if verbs.search(p.read_text("utf-8"))] == []


def _first_statement(path: Path) -> str:
    body = ast.parse(path.read_text("utf-8")).body
    rest = [node for node in body[1:] if not isinstance(node, ast.Import | ast.ImportFrom)]
    # Names of constants may stand between the imports and the guard.
    rest = [node for node in rest if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.List))]
    return ast.unparse(rest[0])


PAGES = [path for path in _files("pages") if path.name != "main.py"]


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_every_page_begins_with_its_guard(path):
    guard = _first_statement(path)
    if "public" in path.parts or path.name == "not_found.py":
        assert guard == "auth.public_page()"
    else:
        assert re.fullmatch(r"actor = auth\.require_page\([A-Z]\w+Permission\.[A-Z_]+\)", guard)


# Shown by the hall itself: before there is an office, and where an address has no page.
BY_THE_HALL = {"public/set_up.py", "home/not_found.py"}


def test_every_page_is_in_the_menu_exactly_once_with_the_permission_of_its_guard():
    listed = {entry.page: entry.permission for entry in MENU}
    assert len(listed) == len(MENU)
    in_code = {}
    for path in PAGES:
        name = path.relative_to(ROOT / "pages").as_posix()
        if name not in BY_THE_HALL:
            found = re.search(r"Permission\.([A-Z_]+)", _first_statement(path))
            in_code[name] = found[1] if found else None
    assert {page: permission and permission.name for page, permission in listed.items()} == in_code


def test_pages_are_left_through_one_place_only():
    calls = re.compile(r"st\.(switch_page|page_link)\(")
    paths = [path for path in _files("components", "pages") if path.name != "moves.py"]
    assert [_name(path) for path in paths if calls.search(path.read_text("utf-8"))] == []


def test_addresses_of_pages_differ():
    addresses = [entry.address for entry in MENU]
    assert len(set(addresses)) == len(addresses)


def test_only_state_names_session_keys():
    found = [
        f"{_name(path)}:{number}"
        for path in _files("components", "pages")
        if path.name != "state.py"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if "session_state" in line
    ]
    assert found == []


def test_only_one_module_reads_the_address_bar():
    """What stands there comes from anybody: there is one way to read a number, a key, a member of an enum, a unit."""
    paths = [path for path in _files("components", "pages") if path.name != "query_params.py"]
    assert [_name(path) for path in paths if "st.query_params" in path.read_text("utf-8")] == []


def test_whoever_sets_the_language_sets_it_back():
    """A test that leaves another one behind makes strangers fail, on some days and in some orders."""
    paths = _files("components", "pages", "db", "seed", "tests")
    setting = {_name(path) for path in paths if "speak_through(" in path.read_text("utf-8")} - {_name(Path(__file__))}
    assert setting == {"components/ui/state.py", "components/wording/words.py", "tests/speaking.py"}


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            documented = ast.get_docstring(node) and node.body[0]
            first = documented.end_lineno + 1 if documented else node.lineno  # type: ignore[union-attr, operator]
            yield f"{_name(path)}:{node.lineno} {node.name}", (node.end_lineno or 0) - first + 1


def test_functions_stay_within_their_budget():
    paths = [ROOT / "app.py", *_files("components", "pages", "db", "seed")]
    assert [name for path in paths for name, n_lines in _functions(path) if n_lines > FUNCTION] == []


@pytest.mark.parametrize(
    ("folder", "budget"), [("pages", PAGE), ("components", COMPONENT), ("db", MODULE), ("seed", MODULE), ("tests", TEST)]
)
def test_files_stay_within_their_budget(folder, budget):
    over = {_name(path): n for path in _files(folder) if (n := len(path.read_text("utf-8").splitlines())) > budget}
    assert over == {}


def test_the_hall_stays_short():
    assert len((ROOT / "pages" / "main.py").read_text("utf-8").splitlines()) <= 60


def test_no_bare_print_and_no_todo_is_left_in_the_product():
    paths = [ROOT / "app.py", *_files("components", "pages", "db", "seed")]
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
    assert [_name(path) for path in paths if marks.search(path.read_text("utf-8"))] == []


def test_only_the_writers_of_status_touch_it():
    """Application.status is written in moves.py, Steward.status in steward_moves.py, and where a row is made."""
    writers = {"moves.py", "steward_moves.py"}
    in_a_statement = r"update\((Application|Steward)\)[^\x00]{0,300}?values\([^)]*\bstatus="
    pattern = re.compile(r"(application|row|case|steward)\.status = |" + in_a_statement)
    found = [_name(path) for path in _files("db/vetting") if path.name not in writers and pattern.search(path.read_text("utf-8"))]
    assert found == []
