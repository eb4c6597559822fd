"""Bringing a database to the program's revision: fresh, newer, broken half way, mended, with child rows."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlmodel import Session

from db.actor import Role
from db.base import GrowingText
from db.engine import engine_for
from db.errors import Refused
from db.migrate import migrate, prepare
from db.office.models import ListKind
from db.office.queries import find_office
from db.settings import PROJECT, SQLITE_NAME
from db.tables import METADATA

pytestmark = pytest.mark.both_databases

HEAD = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "m9001", {before!r}


def upgrade():
"""
ADDS_TEA = """
    op.create_table("tea", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("INSERT INTO tea (id) VALUES (1)")
"""
BREAKS = f"""
    {ADDS_TEA.strip()}
    op.execute("UPDATE app_user SET name = login")
    raise RuntimeError("the kettle is empty")
"""
REBUILDS = """    with op.batch_alter_table('app_user') as batch:
        batch.alter_column('name', type_=sa.String(80))
        batch.add_column(sa.Column('nickname', sa.String(20), nullable=True))
"""


@pytest.fixture
def folder(tmp_path_factory) -> Path:
    """A copy of the program's migrations to add one to."""
    copied = tmp_path_factory.mktemp("scripts") / "migrations"
    shutil.copytree(PROJECT / "db" / "migrations", copied, ignore=shutil.ignore_patterns("__pycache__"))
    return copied


def add_migration(folder: Path, engine, body: str) -> None:
    (folder / "versions" / "m9001_tea.py").write_text(HEAD.format(before=revision(engine)) + body, "utf-8")


def revision(engine) -> str:
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def everything(engine) -> tuple[dict[str, list[str]], dict[str, list[tuple[object, ...]]]]:
    """Columns and rows of every table, and on SQLite the text of every table, index and trigger."""
    with engine.connect() as connection:
        inspector = sa.inspect(connection)
        tables = inspector.get_table_names()
        schema = {t: [f"{c['name']} {c['type']!r} {c['nullable']}" for c in inspector.get_columns(t)] for t in tables}
        if engine.dialect.name == "sqlite":
            schema["sqlite_master"] = [str(row) for row in connection.execute(sa.text("SELECT * FROM sqlite_master"))]
        rows = {t: sorted(map(tuple, connection.execute(sa.text(f'SELECT * FROM "{t}"'))), key=repr) for t in tables}
    return schema, rows


def count(engine, table: str) -> int:
    with engine.connect() as connection:
        return connection.execute(sa.text(f"SELECT count(*) FROM {table}")).scalar_one()


def test_a_fresh_folder_becomes_an_empty_installation_with_a_key(tmp_path, monkeypatch):
    home = tmp_path / "new" / "folder"
    monkeypatch.setenv("RED_STEWARD_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    engine = engine_for.__wrapped__(f"sqlite:///{(home / SQLITE_NAME).as_posix()}")
    prepare(engine)
    with Session(engine) as block:
        assert find_office(block) is None
    engine.dispose()
    assert (home / "red_steward.key").stat().st_size == 32


def test_starting_a_second_time_is_no_trouble(engine):
    before = everything(engine)
    prepare(engine)
    assert everything(engine) == before


def test_the_models_are_what_the_migrations_make(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def checks_of(engine) -> dict[str, str]:
    inspector = sa.inspect(engine)
    return {t: " ".join(check["sqltext"] for check in inspector.get_check_constraints(t)) for t in METADATA.tables}


def columns_of(kind) -> list[sa.Column]:
    return [column for table in METADATA.tables.values() for column in table.columns if isinstance(column.type, kind)]


def test_every_member_of_every_closed_list_passes_the_check_of_its_column(engine):
    checks, closed = checks_of(engine), columns_of(sa.Enum)
    missing = [f"{c.table.name}.{c.name}: {m}" for c in closed for m in c.type.enums if f"'{m}'" not in checks[c.table.name]]
    assert (missing, len(closed) > 20) == ([], True)


def test_no_column_of_a_list_that_grows_is_checked(engine):
    checks, growing = checks_of(engine), columns_of(GrowingText)
    members = [(c, m.value) for c in growing for m in c.type.kind]
    assert [f"{c.table.name}.{c.name}" for c, value in members if f"{c.name} IN ('{value}" in checks[c.table.name]] == []
    assert [
        f"{c.table.name}: {value}" for c, value in members if c.type.kind is Role and f"'{value}'" in checks[c.table.name]
    ] == []
    assert {c.type.kind for c in growing} >= {Role, ListKind}


def test_a_newer_database_is_refused_and_left_alone(engine):
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'm7777'"))
    before = everything(engine)
    with pytest.raises(Refused) as caught:
        prepare(engine)
    assert (caught.value.code, caught.value.params) == ("database_newer", {"revision": "m7777"})
    assert everything(engine) == before


def test_a_migration_that_fails_half_way_leaves_schema_and_data_as_they_were(engine, folder):
    before = everything(engine)
    add_migration(folder, engine, BREAKS)
    with pytest.raises(RuntimeError, match="kettle"):
        migrate(engine, folder=folder)
    assert everything(engine) == before


def test_a_failed_migration_can_be_run_again_once_it_is_mended(engine, folder):
    add_migration(folder, engine, BREAKS)
    with pytest.raises(RuntimeError):
        migrate(engine, folder=folder)
    add_migration(folder, engine, ADDS_TEA)
    migrate(engine, folder=folder)
    assert (revision(engine), count(engine, "tea")) == ("m9001", 1)


def test_rebuilding_a_parent_table_keeps_its_child_rows(engine, folder):
    before = [count(engine, table) for table in ("app_user", "user_role", "unit")]
    add_migration(folder, engine, REBUILDS)
    migrate(engine, folder=folder)
    assert [count(engine, table) for table in ("app_user", "user_role", "unit")] == before
    assert min(before) > 0


def test_after_a_migration_a_row_that_points_nowhere_is_refused_again(engine, folder):
    add_migration(folder, engine, REBUILDS)
    migrate(engine, folder=folder)
    with engine.connect() as connection, pytest.raises(sa.exc.IntegrityError):
        connection.execute(sa.text("DELETE FROM app_user"))


def test_a_copy_of_the_file_is_made_before_it_is_changed(home, folder):
    engine = engine_for.__wrapped__(f"sqlite:///{(home / SQLITE_NAME).as_posix()}")
    old, before = revision(engine), everything(engine)
    add_migration(folder, engine, ADDS_TEA)
    migrate(engine, folder=folder, file=home / SQLITE_NAME)
    engine.dispose()
    [copy] = home.glob(f"red_steward-before-{old}-*.sqlite3")
    copied = engine_for.__wrapped__(f"sqlite:///{copy.as_posix()}")
    assert everything(copied) == before
    copied.dispose()


def test_nothing_is_copied_when_there_is_nothing_to_change(home):
    engine = engine_for.__wrapped__(f"sqlite:///{(home / SQLITE_NAME).as_posix()}")
    migrate(engine, file=home / SQLITE_NAME)
    engine.dispose()
    assert list(home.glob("*-before-*")) == []
