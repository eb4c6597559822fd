"""What CONTRIBUTING.md promises about modules is what the house asks for."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Add a subject\n")[2].partition("\n## ")[0]
CODE = [path for floor in ("components", "db", "seed", "tests") for path in (ROOT / floor).rglob("*.py")]


def _promised() -> set[tuple[str, str]]:
    """Floor and name: `db/<subject>/models` -> `db`, `models`; `seed/demo/<subject>.py` -> `seed.demo` and none."""
    rows = re.findall(r"^\| `(\S+)/<subject>(?:/(\w+))?(?:\.py)?` \|", PAGE, re.MULTILINE)
    return {(floor.replace("/", "."), name) for floor, name in rows}


def test_the_modules_of_a_subject_that_the_page_names_are_those_that_are_gathered():
    asked = {found for path in CODE for found in re.findall(r'modules\("([\w.]+)"(?:, "(\w+)")?\)', path.read_text("utf-8"))}
    assert _promised() == asked


def test_folders_and_files_that_the_page_names_are_there():
    named = re.findall(r"`((?:components|db|tests)/[\w/.]+)`", PAGE)
    assert len(named) > 3
    assert [place for place in named if not (ROOT / place).exists()] == []
