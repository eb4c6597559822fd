"""An office of an older program: the persons looked after by name come to its database, and everything else stays."""

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from db.migrate import prepare
from tests.ledger.households import written
from tests.ledger.named import given_to, person, row_of, with_named
from tests.older import take_back
from tests.vetting.states import a_steward

pytestmark = pytest.mark.both_databases


def _rows(engine):
    with engine.connect() as connection:
        table_names = sorted(set(sa.inspect(connection).get_table_names()) - {"alembic_version"})
        return {t: [dict(row) for row in connection.execute(sa.text(f'SELECT * FROM "{t}"')).mappings()] for t in table_names}


def _lost(before, after):
    """Tables of which something stood there before and does not now; of texts that are sealed meanwhile another test tells."""
    return [t for t, rows in before.items() if rows and _plain(rows, after[t]) != _plain(after[t], rows)]


def _plain(rows, others):
    names = {name for name in rows[0] if name in others[0] and type(rows[0][name]) is type(others[0][name])}
    return sorted(repr(sorted((name, row[name]) for name in names)) for row in rows)


def test_an_older_database_keeps_its_rows_and_takes_persons(engine, cast):
    with Session(engine) as block:
        written(block, cast)
        steward_id = a_steward(block, cast)
        block.commit()
    take_back(engine, "0005")
    before = _rows(engine)
    prepare(engine)
    assert (_lost(before, _rows(engine)), len(before["household"]), len(before["steward"])) == ([], 1, 1)
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
