"""An office of before candidates is brought forward with its applicants as they are."""

import shutil

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from db.engine import session as write_block
from db.migrate import config, migrate
from db.settings import PROJECT
from db.vetting.queries.applications import application_facts
from tests.people import registered
from tests.vetting.candidates_file import line, taken

pytestmark = pytest.mark.both_databases
REVISION = "0007"


@pytest.fixture
def until_candidates(tmp_path_factory):
    """The program's migrations up to this one, and the revision before it."""
    folder = tmp_path_factory.mktemp("scripts") / "migrations"
    shutil.copytree(PROJECT / "db" / "migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
    script = ScriptDirectory.from_config(config(folder=folder))
    later = {one.revision for one in script.iterate_revisions("head", REVISION)}
    for path in (folder / "versions").glob("m0*.py"):
        if path.name[1:5] in later:
            path.unlink()
    return folder, script.get_revision(REVISION).down_revision


def test_an_office_of_before_keeps_its_applicants_and_may_take_candidates(engine, cast, until_candidates):
    folder, before = until_candidates
    with write_block(engine) as block:
        application_id = registered(block, cast)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE candidate"))
        for column in ("employer", "party_organisation"):
            connection.execute(sa.text(f"ALTER TABLE application DROP COLUMN {column}"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :before"), {"before": before})
    migrate(engine, folder=folder)
    with write_block(engine) as block:
        facts = application_facts(block, cast.bob, application_id)
        assert (facts.name, facts.employer, facts.party_organisation) == ("赵建平", "", "")
        assert len(taken(block, cast.bob, line(0))) == 1
