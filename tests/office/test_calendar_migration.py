"""An office of before the calendar remembered is brought forward: its days hold, with who set them and when."""

import shutil
from datetime import date

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from db import clock
from db.calendar import changed_days, work_calendar
from db.engine import session as write_block
from db.migrate import config, migrate
from db.office.commands.calendar import set_day
from db.settings import PROJECT
from db.vetting.queries.announcements import find_announcement
from tests.people import announced
from tests.vetting.states import cleared

pytestmark = pytest.mark.both_databases
REVISION = "0009"
THURSDAY, SPORTS_DAY = date(2026, 11, 26), date(2026, 12, 11)


@pytest.fixture
def until_this_one(tmp_path_factory):
    """The program's migrations up to this one, and the revision before it."""
    folder = tmp_path_factory.mktemp("scripts") / "migrations"
    shutil.copytree(PROJECT / "db" / "migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
    script = ScriptDirectory.from_config(config(folder=folder))
    later = {one.revision for one in script.iterate_revisions("head", REVISION)}
    for path in (folder / "versions").glob("m0*.py"):
        if path.name[1:5] in later:
            path.unlink()
    return folder, script.get_revision(REVISION).down_revision


def _as_before(engine, revision: str) -> None:
    """Days without a past; the second of them is not in the journal."""
    said = {"day": THURSDAY, "is_working": False, "note": "停电"}, {"day": SPORTS_DAY, "is_working": False, "note": ""}
    columns = "day DATE PRIMARY KEY, is_working BOOLEAN NOT NULL, note VARCHAR(60) NOT NULL"
    with engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE calendar_change"))
        connection.execute(sa.text(f"CREATE TABLE calendar_day ({columns})"))
        for row in said:
            put = "INSERT INTO calendar_day (day, is_working, note) VALUES (:day, :is_working, :note)"
            connection.execute(sa.text(put).bindparams(sa.bindparam("day", type_=sa.Date)), row)
        for table, column in (("announcement", "first_ends_on"), ("letter", "first_reply_by"), ("must_visit", "n_days")):
            connection.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN {column}"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_an_office_of_before_keeps_its_days_and_what_hangs_keeps_its_end(engine, cast, until_this_one):
    folder, before = until_this_one
    with write_block(engine) as block:
        set_day(block, cast.bob, day=THURSDAY, is_working=False, note="停电")
        announcement_id, set_at = announced(block, cast, cleared(block, cast)), clock.now()
    _as_before(engine, before)
    migrate(engine, folder=folder)
    with write_block(engine) as block:
        days = [(row.day, row.is_working, row.note, row.made_by) for row in changed_days(block)]
        assert days == [(SPORTS_DAY, False, "", None), (THURSDAY, False, "停电", cast.bob.user_id)]
        assert changed_days(block)[1].made_at == set_at
        assert not work_calendar(block).is_working(THURSDAY)
        row = find_announcement(block, cast.alice, announcement_id)
        assert row.first_ends_on == row.ends_on == date(2026, 12, 1)


def test_what_the_office_said_of_a_day_is_refused_by_the_database_when_it_is_changed(engine, cast):
    with write_block(engine) as block:
        set_day(block, cast.bob, day=THURSDAY, is_working=False)
    for statement in ("UPDATE calendar_change SET is_working = true", "DELETE FROM calendar_change"):
        with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="append-only"):
            connection.execute(sa.text(statement))
