"""Renews the versions that the office installs: the newest that fit together, kept when the whole suite passes with them.

`python -m tests.renew_constraints`. They are resolved for every platform and every Python that the program runs on, whatever
this machine is; the suite runs in an environment of its own. When it fails, the versions stay as they were.
"""

import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "constraints.txt"
HEAD = """\
# The versions that the tests passed with, on every platform: `pip install -c constraints.txt` installs these and no others.
# Renewed by `python -m tests.renew_constraints`, never by hand.
"""


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def python_of_a_new_environment(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def oldest_python() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["requires-python"]).removeprefix(">=")


def resolve(folder: Path) -> str:
    """One line a package; where platforms or Pythons differ, with the marker that says for which."""
    python, found = python_of_a_new_environment(folder / "resolver"), folder / "found.txt"
    run(python, "-m", "pip", "install", "-q", "uv")
    run(
        python, "-m", "uv", "pip", "compile", "-q", "--universal", "--python-version", oldest_python(), "--extra", "test",
        "--no-header", "--no-annotate", "-o", found, "pyproject.toml",
    )  # fmt: skip
    return HEAD + found.read_text("utf-8")


def pass_the_suite(folder: Path) -> None:
    """By the README's own command, in a new environment. Raises `CalledProcessError`."""
    python = python_of_a_new_environment(folder / "tested")
    run(python, "-m", "pip", "install", "-q", "-c", FILE.name, "-e", ".[test]")
    run(python, "-m", "pytest")


def main() -> None:
    before = FILE.read_text("utf-8") if FILE.exists() else ""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        after = resolve(Path(name))
        for line in sorted(set(after.splitlines()) - set(before.splitlines())):
            sys.stdout.write(f"new: {line}\n")
        FILE.write_text(after, "utf-8")
        try:
            pass_the_suite(Path(name))
        except subprocess.CalledProcessError:
            FILE.write_text(before, "utf-8")
            sys.exit("The suite does not pass with the new versions: constraints.txt stays as it was.")


if __name__ == "__main__":
    main()
