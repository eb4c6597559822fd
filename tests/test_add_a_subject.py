"""CONTRIBUTING.md, "Add a subject": `tests/toy` is one written by that page, and the house takes it in."""

import filecmp
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from db.migrate import config

ROOT = Path(__file__).resolve().parents[1]
TOY = ROOT / "tests" / "toy"
FLOORS = ("components", "db", "pages", "seed", "tests")
OWN = ("db/tea/", "components/tea/", "pages/tea/", "tests/tea/", "seed/demo/tea.py")


def _files(root: Path) -> dict[str, Path]:
    found = (path for floor in FLOORS for path in (root / floor).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(root).as_posix(): path for path in found}


def _add_a_line(file: Path) -> None:
    """The one line of db/subjects.py."""
    before = file.read_text("utf-8")
    after = re.sub(r"^(NAMES = \(.*)\)$", r'\1, "tea")', before, flags=re.MULTILINE)
    assert after != before
    file.write_text(after, "utf-8")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the toy subject added."""
    copy = tmp_path_factory.mktemp("grown") / "house"
    for floor in FLOORS:
        shutil.copytree(ROOT / floor, copy / floor, ignore=shutil.ignore_patterns("toy", "browser", "bench"))
    for name in ("app.py", "pyproject.toml"):
        shutil.copy(ROOT / name, copy / name)
    shutil.copytree(TOY, copy, dirs_exist_ok=True)
    migration = copy / "db" / "migrations" / "versions" / "m9999_tea.py"
    head = ScriptDirectory.from_config(config()).get_current_head() or ""
    migration.write_text(migration.read_text("utf-8").replace("HEAD", head), "utf-8")
    _add_a_line(copy / "db" / "subjects.py")
    return copy


def _tests(house: Path, *words: str) -> str:
    """Runs these tests of the copy in a process of its own; what it said at the end."""
    here = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "RED_STEWARD"))}
    command = [sys.executable, "-m", "pytest", "-m", "not postgres", "-p", "no:cacheprovider", "--tb=short", *words]
    done = subprocess.run(command, cwd=house, env=here, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_outside_its_own_folders_a_subject_changes_one_line_and_adds_its_migration(grown):
    before, after = _files(ROOT), _files(grown)
    touched = [name for name, path in after.items() if name not in before or not filecmp.cmp(path, before[name], shallow=False)]
    outside = [name for name in touched if not name.startswith(OWN)]
    assert len(touched) > 20
    assert sorted(outside) == ["db/migrations/versions/m9999_tea.py", "db/subjects.py"]


# What a subject could break by being there.
RULES = (
    "tests/test_architecture.py::test_inside_db_imports_go_down_the_floors",
    "tests/test_architecture.py::test_a_subject_calls_commands_only_of_itself_and_of_subjects_below",
    "tests/test_architecture.py::test_every_page_is_in_the_menu_exactly_once_with_the_permission_of_its_guard",
    "tests/words/test_catalogues.py",
    "tests/core/test_permissions.py",
    "tests/core/test_migrate.py::test_the_models_are_what_the_migrations_make",
    "tests/core/test_migrate.py::test_no_column_of_a_list_that_grows_is_checked",
    "tests/test_scopes.py::test_no_role_of_another_place_is_shown_anything_by_any_query_and_none_writes[tea-sqlite]",
    "tests/test_commands_of_strangers.py::test_a_command_is_done_for_who_may_and_refused_to_every_role_of_another_place[tea-sqlite]",
)


def test_the_house_does_for_it_what_it_does_for_every_subject_and_none_of_its_rules_is_broken(grown):
    said = _tests(grown, "tests/tea", *RULES)
    assert "skipped" not in said
