"""What the README promises is what the program has."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from db.settings import KEY_NAME, SQLITE_NAME
from seed.__main__ import _arguments, main
from tests.core.test_copies import N_FRESH, n_fresh, write_fresh_rows

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SOURCES = [ROOT / "app.py", *(p for folder in ("components", "db", "seed", "tests") for p in (ROOT / folder).rglob("*.py"))]


def _first_cells(after: str) -> list[str]:
    """The first column of the table under a heading."""
    part = README.partition(f"## {after}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `(.+?)` \|", part, re.MULTILINE)


def test_every_variable_that_the_program_reads_is_in_the_readme_and_no_other():
    read = {name for path in SOURCES for name in re.findall(r"""environ(?:\.get\(|\[)["'](\w+)""", path.read_text("utf-8"))}
    assert set(_first_cells("Data, and how to move it")) == read


@pytest.mark.parametrize("line", _first_cells("Commands"))
def test_a_command_of_the_readme_is_understood(line):
    words = shlex.split(re.sub(r"\[(.+?)\]", r"\1", line))
    assert words[:3] == ["python", "-m", "seed"]
    assert callable(_arguments().parse_args(words[3:]).work)


def test_every_verb_of_the_program_is_in_the_readme():
    [verbs] = [action.choices for action in _arguments()._actions if action.choices]
    assert {line.split()[3] for line in _first_cells("Commands")} == set(verbs)


def test_files_and_pictures_that_it_names_are_there():
    for place in re.findall(r"\]\((?!http)(.+?)\)", README):
        assert (ROOT / place).exists(), place
    assert SQLITE_NAME in README


def test_the_test_command_is_the_one_that_ci_calls():
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert 'pip install -c constraints.txt -e ".[test]" && python -m pytest' in README
    assert '-e ".[test]"' in ci
    assert re.search(r"^python -m pytest", ci, re.MULTILINE)


def test_moving_an_office_as_it_prescribes_loses_nothing(home, tmp_path, monkeypatch, capsys):
    """30 rows written a moment ago; then what the README says, word for word, with a folder and the file that it makes."""
    part = README.partition("## Data, and how to move it\n")[2].partition("\n## ")[0]
    backing_up, restoring = [shlex.split(line)[3:] for line in re.findall(r"^python -m seed .+$", part, re.MULTILINE)]
    write_fresh_rows()
    folder, other = tmp_path / "stick", tmp_path / "other machine"
    assert main([str(folder) if word == "FOLDER" else word for word in backing_up]) == 0
    [file] = folder.iterdir()
    other.mkdir()
    shutil.copy(home / KEY_NAME, other / KEY_NAME)
    monkeypatch.setenv("RED_STEWARD_HOME", str(other))
    assert main([str(file) if word == "FILE" else word for word in restoring]) == 0
    assert (n_fresh(other), main(["check"])) == (N_FRESH, 0)
    assert str(file) in capsys.readouterr().out
