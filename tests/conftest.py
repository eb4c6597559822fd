"""A real database for every test: a copy of one that was made once through the commands."""

import os
import pickle
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from filelock import FileLock
from hypothesis import settings as hypothesis_settings
from sqlalchemy.engine import Engine
from sqlmodel import Session

from db import clock
from db.engine import engine as installed_engine
from db.engine import engine_for
from db.engine import session as write_block
from db.migrate import prepare
from db.privacy import KEY_BYTES
from db.settings import KEY_NAME, SQLITE_NAME
from seed.demo import fill_demo
from tests.cast import Cast, set_the_stage

# A busy machine is slow now and then, which says nothing about what is claimed.
hypothesis_settings.register_profile("unhurried", deadline=None)
hypothesis_settings.load_profile("unhurried")
MONDAY = date(2026, 11, 23)
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
CHECKED = "checked: "
# Minutes each; whoever begins one of these last keeps all others waiting.
LONGEST = ("test_a_list_of_applicants_becomes", "test_a_demo_has", "test_after_two_thousand_deeds")
NO_SHARED = "the spreadsheets of ../shared/data are not beside this copy"


@pytest.fixture(scope="session")
def stage() -> Iterator[Path]:
    """A data folder with an office, its units and its cast, made once; `cast.pickle` says who is who."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, pytest.MonkeyPatch.context() as patch:
        home = Path(folder)
        patch.setenv("RED_STEWARD_HOME", folder)
        patch.delenv("DATABASE_URL", raising=False)
        engine = engine_for(f"sqlite:///{(home / SQLITE_NAME).as_posix()}")
        with clock.at(MONDAY):
            prepare(engine)
            with write_block(engine) as block:
                cast = set_the_stage(block)
        engine.dispose()
        (home / "cast.pickle").write_bytes(pickle.dumps(cast))
        yield home


@pytest.fixture(scope="session")
def postgres_stage(stage: Path) -> Iterator[str]:
    """The same office in a PostgreSQL database that tests copy. Its name is the value."""
    url = os.environ.get("TEST_DATABASE_URL")
    if not url:
        pytest.skip("no PostgreSQL: start one and name it, as in TEST_DATABASE_URL=postgresql://me@localhost/postgres")
    name = f"stage_{uuid4().hex[:12]}"
    with pytest.MonkeyPatch.context() as patch, clock.at(MONDAY), tempfile.TemporaryDirectory() as folder:
        # The same key as on the day it was made: no office was set up with it yet.
        (Path(folder) / KEY_NAME).write_bytes((stage / KEY_NAME).read_bytes()[:KEY_BYTES])
        patch.setenv("RED_STEWARD_HOME", folder)
        _on_server(f'CREATE DATABASE "{name}"')
        engine = engine_for(_url_of(name))
        prepare(engine)
        with write_block(engine) as block:
            set_the_stage(block)
        engine.dispose()
    yield name
    _on_server(f'DROP DATABASE "{name}"')


def _url_of(database: str) -> str:
    url = sa.make_url(os.environ["TEST_DATABASE_URL"]).set(drivername="postgresql+psycopg", database=database)
    return url.render_as_string(hide_password=False)


def _on_server(statement: str) -> None:
    server = sa.create_engine(_url_of(sa.make_url(os.environ["TEST_DATABASE_URL"]).database or "postgres"))
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(statement))
    server.dispose()


@pytest.fixture
def home(stage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own data folder, named by RED_STEWARD_HOME."""
    copy_home(stage, tmp_path)
    monkeypatch.setenv("RED_STEWARD_HOME", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The office on both databases. `db.engine.engine()` is this one too."""
    if request.param == "sqlite":
        url = f"sqlite:///{(home / SQLITE_NAME).as_posix()}"
    else:
        name = f"test_{uuid4().hex[:12]}"
        _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{request.getfixturevalue("postgres_stage")}"')
        url = _url_of(name)
        monkeypatch.setenv("DATABASE_URL", url)
    made = engine_for.__wrapped__(url)
    yield made
    made.dispose()
    if request.param == "postgres":
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def lasting(stage: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Any]:
    """One copy of the office for each database, for all tests that roll back what they wrote."""
    made: dict[str, Engine] = {}
    names = []

    def give(kind: str) -> Engine:
        if kind in made:
            return made[kind]
        if kind == "sqlite":
            file = tmp_path_factory.mktemp("lasting") / SQLITE_NAME
            shutil.copy(stage / SQLITE_NAME, file)
            url = f"sqlite:///{file.as_posix()}"
        else:
            template, name = request.getfixturevalue("postgres_stage"), f"test_{uuid4().hex[:12]}"
            _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            names.append(name)
            url = _url_of(name)
        made[kind] = engine_for.__wrapped__(url)
        sa.event.listen(made[kind], "commit", _refuse_commit)
        return made[kind]

    yield give
    for engine in made.values():
        engine.dispose()
    for name in names:
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _refuse_commit(_connection: sa.Connection) -> None:
    raise AssertionError("a test that commits takes `engine`: other tests read this database too")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def session(request: pytest.FixtureRequest, home: Path, lasting: Any) -> Iterator[Session]:
    """One open transaction on both databases; commands write in it, nothing is ever committed."""
    with Session(lasting(request.param), expire_on_commit=False) as block:
        yield block
        block.rollback()


@pytest.fixture
def cast(stage: Path) -> Cast:
    return pickle.loads((stage / "cast.pickle").read_bytes())  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def monday_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program's own clock file: threads and processes that a test starts inherit no `clock.at`, but they read this."""
    file = tmp_path_factory.mktemp("clock") / "monday"
    file.write_text(f"{MONDAY.isoformat()}T09:00:00+08:00", "utf-8")
    return file


@pytest.fixture(autouse=True)
def monday(monday_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It is nine in the morning of Monday, 23 November 2026, for everybody, unless a test sets the clock itself."""
    monkeypatch.setenv("RED_STEWARD_CLOCK", str(monday_file))
    with clock.at(MONDAY):
        yield


@pytest.fixture
def checked(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Says of how many cells a test of a whole table was; the sums stand below the run, also when workers share it."""
    return lambda what, n: record_property(CHECKED + what, n)


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip(NO_SHARED)
    return SHARED


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Callable[..., Path]:
    """A data folder that the first worker fills on the Monday and all others wait for; tests that write take a copy."""
    base = tmp_path_factory.getbasetemp()
    kept = base.parent if hasattr(request.config, "workerinput") else base

    def once(name: str, fill: Callable[[], object]) -> Path:
        home = kept / name
        with FileLock(kept / f"{name}.lock"):
            if not (home / "made").exists():
                _fill(home, fill)
        return home

    return once


def _fill(home: Path, fill: Callable[[], object]) -> None:
    home.mkdir()
    with pytest.MonkeyPatch.context() as patch, clock.at(MONDAY):
        patch.setenv("RED_STEWARD_HOME", str(home))
        patch.delenv("DATABASE_URL", raising=False)
        prepare()
        fill()
        installed_engine().dispose()
    (home / "made").touch()


@pytest.fixture(scope="session")
def demo_home(made_once: Callable[..., Path]) -> Path:
    """The smallest demo."""
    return made_once("demo_jili", lambda: fill_demo("jili"))


def copy_home(made: Path, home: Path) -> None:
    """The database and its key: all there is of an office."""
    home.mkdir(exist_ok=True)
    for name in (SQLITE_NAME, KEY_NAME):
        shutil.copy(made / name, home / name)


def pytest_configure() -> None:
    """A test's passwords guard nothing: what a hash costs an office would cost the suite minutes."""
    os.environ["RED_STEWARD_HASH_COST"] = "4"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--no-skips-of-browser-or-postgres",
        action="store_true",
        help="fail when a test for a browser or for PostgreSQL was skipped (CI)",
    )
    parser.addoption(
        "--everything-on-postgres",
        action="store_true",
        help="each test of a command on PostgreSQL too, not only the engine, queries, scopes and what happens at once",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no worker is left with it at the end; the second database where it tells more."""
    items.sort(key=lambda item: not item.name.startswith(LONGEST))
    if config.getoption("--everything-on-postgres"):
        return
    again = [item for item in items if _runs_again_on_postgres(item)]
    config.hook.pytest_deselected(items=again)
    items[:] = [item for item in items if not _runs_again_on_postgres(item)]


def _runs_again_on_postgres(item: pytest.Item) -> bool:
    given = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    return "postgres" in (given.get("session"), given.get("engine")) and not item.get_closest_marker("both_databases")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many cells the tests of whole tables looked at: a table that shrinks is seen."""
    sums: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", []):
        sums.update({name: n for name, n in report.user_properties if name.startswith(CHECKED)})
    for name, n in sorted(sums.items()):
        terminalreporter.write_line(f"{name}: {n}")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI a machine without Chromium or PostgreSQL proves nothing."""
    if not session.config.getoption("--no-skips-of-browser-or-postgres"):
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    wanted = [r.nodeid for r in skipped if {"browser", "postgres"} & set(r.keywords) and NO_SHARED not in str(r.longrepr)]
    if wanted:
        reporter.write_line(f"skipped in CI: {wanted[:5]}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
