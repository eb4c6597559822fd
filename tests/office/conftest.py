"""What the office's tests share beside the cast: an installation that nobody has set up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from db.engine import engine_for
from db.migrate import prepare
from db.settings import SQLITE_NAME


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A first start: tables and a key, no office."""
    folder: Path = tmp_path_factory.mktemp("fresh")
    monkeypatch.setenv("RED_STEWARD_HOME", str(folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    engine = engine_for.__wrapped__(f"sqlite:///{(folder / SQLITE_NAME).as_posix()}")
    prepare(engine)
    yield engine
    engine.dispose()
