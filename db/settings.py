"""Where the data lives, read from the environment at every call so that tests and commands can set it."""

import os
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
SQLITE_NAME = "red_steward.sqlite3"
KEY_NAME = "red_steward.key"
# A quarter of a second on an office PC.
HASH_COST = 12
LEAST_HASH_COST = 4


@dataclass(frozen=True)
class Settings:
    home: Path
    database_url: str

    @cached_property
    def key_file(self) -> Path:
        return self.home / KEY_NAME

    @property
    def heads_file(self) -> Path:
        """Where the journal ended, line by line (`db/journal_heads.py`)."""
        return self.home / "red_steward.heads"

    @property
    def scheme_folders(self) -> tuple[Path, Path]:
        """The presets that come with the program, then the office's own."""
        return PROJECT / "seed" / "schemes", self.home / "schemes"

    @property
    def database_file(self) -> Path | None:
        """The SQLite file, or None on PostgreSQL."""
        prefix = "sqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None


def home_given() -> str:
    """What tells one installation's key from another's; asked for every encrypted value, so no more than one look."""
    return os.environ.get("RED_STEWARD_HOME") or ""


def hash_cost() -> int:
    """bcrypt's cost, each step twice as long. Nothing but a number of at least bcrypt's own least is taken."""
    given = os.environ.get("RED_STEWARD_HASH_COST") or ""
    return max(LEAST_HASH_COST, int(given)) if given.isdecimal() else HASH_COST


def settings() -> Settings:
    """Reads RED_STEWARD_HOME and DATABASE_URL; without them everything is in `var/` beside the program."""
    return _settings(home_given(), os.environ.get("DATABASE_URL") or "")


@lru_cache(maxsize=64)
def _settings(home_given: str, url_given: str) -> Settings:
    # Asked for every encrypted value: looking the folder up on the disk each time would cost more than the encryption.
    home = Path(home_given or PROJECT / "var").resolve()
    url = url_given or f"sqlite:///{(home / SQLITE_NAME).as_posix()}"
    return Settings(home, url.replace("postgresql://", "postgresql+psycopg://", 1))
