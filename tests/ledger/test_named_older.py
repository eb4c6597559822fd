"""An office of an older program: the persons looked after by name come to its database, and everything else stays."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from db.migrate import prepare
from tests.ledger.households import written
from tests.ledger.named import given_to, person, row_of, with_named
from tests.older import SEALED_SINCE_0010, with_free_text_unsealed
from tests.vetting.states import a_steward

pytestmark = pytest.mark.both_databases
NEW = ("named_draft", "named_visit", "named_care", "named_member")


def _made_older(engine):
    """As the program left it before there were such persons, nor candidates, who came after them."""
    with engine.begin() as connection:
        for table in (*NEW, "candidate"):
            connection.execute(sa.text(f"DROP TABLE {table}"))
        for column in ("employer", "party_organisation"):
            connection.execute(sa.text(f"ALTER TABLE application DROP COLUMN {column}"))
        with_free_text_unsealed(connection)
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0005'"))


def _rows(engine):
    with engine.connect() as connection:
        # Later migrations add to these.
        tables = sorted(set(sa.inspect(connection).get_table_names()) - {"alembic_version", "application", "candidate", *NEW})
        return {t: sorted(map(repr, connection.execute(sa.select(*_columns(connection, t))))) for t in tables}


def _columns(connection, table):
    """Of those that are sealed meanwhile another test tells."""
    here = sa.Table(table, sa.MetaData(), autoload_with=connection)
    return [column for column in here.columns if column.name not in SEALED_SINCE_0010.get(table, ())]


def test_an_older_database_keeps_its_rows_and_takes_persons(engine, cast):
    with Session(engine) as block:
        written(block, cast)
        steward_id = a_steward(block, cast)
        block.commit()
    _made_older(engine)
    before = _rows(engine)
    prepare(engine)
    assert (_rows(engine), len(before["household"]), len(before["steward"])) == (before, 1, 1)
    with Session(engine) as block:
        with_named(block, cast)
        member_id = person(block, cast)
        given_to(block, cast, member_id, steward_id)
        block.commit()
        assert row_of(block, member_id).version == 2


def test_a_person_has_one_steward_at_a_time_in_the_database_too(engine, cast):
    """The index of the migration itself, whatever a command might forget."""
    with Session(engine) as block:
        with_named(block, cast)
        member_id, steward_id = person(block, cast), a_steward(block, cast)
        given_to(block, cast, member_id, steward_id)
        again = "INSERT INTO named_care (member_id, steward_id, from_on, given_by, given_at)"
        again += f" SELECT {member_id}, steward_id, from_on, given_by, given_at FROM named_care"
        with pytest.raises(sa.exc.IntegrityError):
            block.execute(sa.text(again))
