"""Where nothing is committed, the stage's own PostgreSQL database serves: making a copy takes longer than most tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings
from sqlmodel import Session

from db.engine import engine_for
from db.settings import SQLITE_NAME

# A busy machine is slow now and then, which says nothing about what is claimed.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def _url(request: pytest.FixtureRequest, home: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{(home / SQLITE_NAME).as_posix()}"
    stage = request.getfixturevalue("postgres_stage")
    url = sa.make_url(os.environ["TEST_DATABASE_URL"]).set(drivername="postgresql+psycopg", database=stage)
    return url.render_as_string(hide_password=False)


def _refuse(_connection: sa.Connection) -> None:
    raise AssertionError("a test that commits takes `engine`: other tests read this database too")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def session(request: pytest.FixtureRequest, home: Path) -> Iterator[Session]:
    """One open transaction on both databases; commands write in it, nothing is ever committed."""
    engine = engine_for.__wrapped__(_url(request, home))
    sa.event.listen(engine, "commit", _refuse)
    with Session(engine, expire_on_commit=False) as block:
        yield block
        block.rollback()
    engine.dispose()
