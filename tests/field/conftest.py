"""Two offices in which the field files are brought in on the command line, as somebody at a terminal does it."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from db.engine import engine, reading
from seed.__main__ import main
from tests.core.workbooks import xlsx

FILES = Path(__file__).parent / "files"
PLACES = {
    "nanzheng": [["社区（村）", "小区（网格）", "楼栋"], ["松风社区", "松风苑", "1号楼"]],
    "jili": [["社区（村）", "网格（片区）", "微网格"], ["北城社区", "第1网格", "1号微网格"]],
}


@dataclass(frozen=True)
class Outcome:
    code: int
    lines: list[str]
    error: str

    @property
    def counts(self) -> tuple[int, int, int]:
        """Rows, accepted, problems."""
        return tuple(int(part.split()[1]) for part in self.lines[-1].split(" · "))  # type: ignore[return-value]

    def said_at(self, cell: str) -> str:
        return "\n".join(line for line in self.lines if line.startswith(f"{cell} "))


class Office:
    def __init__(self, folder: Path, capsys: Any) -> None:
        self.folder, self.capsys = folder, capsys

    def run(self, *words: object) -> Outcome:
        code, said = main(list(map(str, words))), self.capsys.readouterr()
        return Outcome(code, said.out.splitlines(), said.err)

    def bring(self, kind: str, file: str | bytes, *more: object, name: str = "list.xlsx") -> Outcome:
        """A field file by its name, or one that the test has made."""
        path = FILES / file if isinstance(file, str) else self.folder / name
        if isinstance(file, bytes):
            path.write_bytes(file)
        return self.run("import", kind, path, *more)

    def all(self, statement: Any) -> list[Any]:
        with reading() as s:
            return [tuple(row) for row in s.execute(statement)]


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A data folder for each of the two presets, made once."""
    made = {}
    for preset, places in PLACES.items():
        home = made[preset] = tmp_path_factory.mktemp(preset)
        (home / "password.txt").write_text("a-good-password\n")
        (home / "units.xlsx").write_bytes(xlsx(*places))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("RED_STEWARD_HOME", str(home))
            patch.delenv("DATABASE_URL", raising=False)
            set_up = "office", "--preset", preset, "--name", "示范镇", "--admin", "admin", "--password-file"
            assert main([*set_up, str(home / "password.txt")]) == 0
            assert main(["import", "units", str(home / "units.xlsx")]) == 0
            engine().dispose()
    return made


def _office(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Iterator[Office]:
    shutil.copytree(home, tmp_path / "home")
    monkeypatch.setenv("RED_STEWARD_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    yield Office(tmp_path, capsys)
    engine().dispose()


@pytest.fixture
def nanzheng(furnished, tmp_path, monkeypatch, capsys):
    """Where people apply: 松风社区, 松风苑, 1号楼."""
    yield from _office(furnished["nanzheng"], tmp_path, monkeypatch, capsys)


@pytest.fixture
def jili(furnished, tmp_path, monkeypatch, capsys):
    """Where households are listed: 北城社区, 第1网格, 1号微网格."""
    yield from _office(furnished["jili"], tmp_path, monkeypatch, capsys)
