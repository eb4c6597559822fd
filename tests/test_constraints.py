"""What a fresh machine installs is what was tested: every version is pinned, and the README's commands ask for the pins."""

import re
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
WANTED = [Requirement(text) for text in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]]
LINES = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
PINS = [Requirement(line) for line in LINES]


def _pinned(pin: Requirement) -> str:
    [one] = pin.specifier
    assert one.operator == "==", pin
    return one.version


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: wanted.name)
def test_a_dependency_is_pinned_at_or_above_its_lower_bound(wanted):
    name = canonicalize_name(wanted.name)
    found = [_pinned(pin) for pin in PINS if pin.name == name]
    assert found, f"{name} is not in constraints.txt: run python -m tests.renew_constraints"
    assert all(one in wanted.specifier for one in found), f"{name}: {found} is not {wanted.specifier}"


def test_whatever_the_dependencies_themselves_need_is_pinned_too():
    """Followed through what is installed here; what another platform needs is in the file with its marker."""
    pinned, waiting, seen = {pin.name for pin in PINS}, list(WANTED), set()
    while waiting:
        one = waiting.pop()
        key = (canonicalize_name(one.name), frozenset(one.extras))
        if key in seen:
            continue
        seen.add(key)
        needs = [Requirement(text) for text in requires(one.name) or ()]
        waiting += [n for n in needs if not n.marker or any(n.marker.evaluate({"extra": e}) for e in ("", *one.extras))]
    assert {name for name, _ in seen} - pinned == set()


def test_what_only_windows_needs_is_pinned_as_well():
    windows = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}
    for_windows = {pin.name for pin in PINS if not pin.marker or pin.marker.evaluate(windows)}
    assert {"colorama", "tzdata", "watchdog"} <= for_windows


def test_both_commands_of_the_readme_install_what_is_pinned():
    readme = (ROOT / "README.md").read_text("utf-8")
    commands = re.findall(r"^pip install .*", readme, re.MULTILINE)
    assert len(commands) == 2
    assert all(command.startswith("pip install -c constraints.txt -e ") for command in commands)


def test_the_readme_names_the_oldest_python_that_the_program_runs_on():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"Python {PROJECT['requires-python'].removeprefix('>=')}" in readme
