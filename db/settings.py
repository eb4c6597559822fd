"""Where the data lives, read from the environment at every call so that tests and commands can set it."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
SQLITE_NAME = "red_steward.sqlite3"


@dataclass(frozen=True)
class Settings:
    home: Path
    database_url: str

    @property
    def key_file(self) -> Path:
        return self.home / "red_steward.key"

    @property
    def scheme_folders(self) -> tuple[Path, Path]:
        """The presets that come with the program, then the office's own."""
        return PROJECT / "seed" / "schemes", self.home / "schemes"

    @property
    def database_file(self) -> Path | None:
        """The SQLite file, or None on PostgreSQL."""
        prefix = "sqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None


def settings() -> Settings:
    """Reads RED_STEWARD_HOME and DATABASE_URL; without them everything is in `var/` beside the program."""
    home = Path(os.environ.get("RED_STEWARD_HOME") or PROJECT / "var").resolve()
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{(home / SQLITE_NAME).as_posix()}"
    return Settings(home, url.replace("postgresql://", "postgresql+psycopg://", 1))
