"""An office of before candidates is brought forward with its applicants as they are."""

import pytest
import sqlalchemy as sa

from db.engine import session as write_block
from db.migrate import migrate
from db.vetting.queries.applications import application_facts
from tests.older import with_free_text_unsealed
from tests.people import registered
from tests.vetting.candidates_file import line, taken

pytestmark = pytest.mark.both_databases


def test_an_office_of_before_keeps_its_applicants_and_may_take_candidates(engine, cast):
    with write_block(engine) as block:
        application_id = registered(block, cast)
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE candidate"))
        for column in ("employer", "party_organisation"):
            connection.execute(sa.text(f"ALTER TABLE application DROP COLUMN {column}"))
        with_free_text_unsealed(connection)
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0006'"))
    migrate(engine)
    with write_block(engine) as block:
        facts = application_facts(block, cast.bob, application_id)
        assert (facts.name, facts.employer, facts.party_organisation) == ("赵建平", "", "")
        assert len(taken(block, cast.bob, line(0))) == 1
