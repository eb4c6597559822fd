"""Free text that invites personal facts is sealed in its column, on both databases; what was written before, too."""

import pytest
import sqlalchemy as sa

from db.base import Base
from db.engine import session as write_block
from db.errors import Refused
from db.ledger.models.households import Household
from db.migrate import migrate, prepare
from db.privacy import Sealed, create_key
from db.settings import settings
from db.vetting.models.applications import Application
from tests.ledger.households import written
from tests.older import take_back
from tests.people import registered

pytestmark = pytest.mark.both_databases
REMARK, NEEDS = "老伴卧床，腿脚不便", "需要助餐"
INVITING = {"remark", "occupation", "speciality", "recommender", "needs", "need", "note", "care", "objector", "finding"}


@pytest.fixture
def ids(engine, cast) -> tuple[int, int]:
    """An application and a household with free text."""
    with write_block(engine) as block:
        return registered(block, cast, remark=REMARK), written(block, cast, needs=NEEDS, contact="晚饭后")


def raw(engine, table: str, column: str) -> list[object]:
    with engine.connect() as connection:
        return list(connection.scalars(sa.text(f"SELECT {column} FROM {table}")))


def texts(engine, ids) -> tuple[str, str, str]:
    with write_block(engine) as block:
        application, household = block.get_one(Application, ids[0]), block.get_one(Household, ids[1])
        return application.remark, household.needs, household.contact


def test_no_column_that_invites_personal_facts_is_left_open():
    office = {("calendar_change", "note"), ("scheme_version", "note")}
    open_ones = {
        (table.name, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.name in INVITING and not isinstance(column.type, Sealed)
    }
    assert open_ones - office == set()


def test_what_is_written_from_now_on_is_sealed_and_reads_as_it_was(engine, ids):
    assert texts(engine, ids) == (REMARK, NEEDS, "晚饭后")
    stored = [
        bytes(value)
        for table, column in (("application", "remark"), ("household", "needs"))
        for value in raw(engine, table, column)
    ]
    assert [value for value in stored if REMARK.encode() in value or NEEDS.encode() in value] == []


def test_what_an_older_program_wrote_is_sealed_at_the_update_and_reads_as_it_was(engine, ids):
    take_back(engine, "0011")
    assert raw(engine, "application", "remark") == [REMARK]
    prepare(engine)
    assert texts(engine, ids) == (REMARK, NEEDS, "晚饭后")
    assert [value for value in raw(engine, "application", "remark") if isinstance(value, str)] == []


def test_with_another_office_s_key_nothing_is_sealed_and_the_start_is_refused(engine, ids, tmp_path, monkeypatch):
    take_back(engine, "0011")
    (tmp_path / "another").mkdir()
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("RED_STEWARD_HOME", str(tmp_path / "another"))
        create_key(settings().key_file)
        # A sealed file does not even open.
        with pytest.raises((Refused, sa.exc.DatabaseError), match="key_wrong|not a database"):
            migrate(engine)
    assert raw(engine, "application", "remark") == [REMARK]
    prepare(engine)
    assert texts(engine, ids) == (REMARK, NEEDS, "晚饭后")
