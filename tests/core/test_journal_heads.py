"""The journal's head outside the database: what an old head row, put back with its journal, cannot hide."""

import pytest
import sqlalchemy as sa

from db import audit, journal_heads
from db.engine import reading
from db.engine import session as write_block
from db.settings import settings
from tests.core.test_audit import TeaServed

pytestmark = pytest.mark.both_databases


def serve(engine, number):
    with write_block(engine) as block:
        audit.record(block, None, TeaServed(number))


def keep(engine):
    with reading(engine) as block:
        return journal_heads.keep(block, settings().heads_file)


def gone(engine, *files):
    with reading(engine) as block:
        return journal_heads.no_longer_there(block, files or (settings().heads_file,))


def put_back(engine, n_entries):
    """As somebody does it who writes the database and has kept its head row of before: entries and head agree."""
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            triggers = connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
            for trigger in triggers:
                connection.exec_driver_sql(f'DROP TRIGGER "{trigger}"')
        else:
            connection.exec_driver_sql("ALTER TABLE audit_event DISABLE TRIGGER ALL")
        connection.exec_driver_sql(f"DELETE FROM audit_event WHERE id > {n_entries[0]}")
        head = sa.text("UPDATE audit_head SET last_id = :i, last_hash = :h, seal = :s")
        connection.execute(head, {"i": n_entries[0], "h": n_entries[1], "s": n_entries[2]})


def head_row(engine):
    with engine.connect() as connection:
        return tuple(connection.execute(sa.text("SELECT last_id, last_hash, seal FROM audit_head")).one())


def test_an_old_head_that_was_put_back_is_sound_to_the_journal_and_noticed_by_the_kept_head(engine):
    old = head_row(engine)
    serve(engine, 1)
    keep(engine)
    assert gone(engine) is None
    put_back(engine, old)
    with reading(engine) as block:
        assert audit.verify(block).broken_at is None
    assert gone(engine).last_id == old[0] + 1


def test_a_journal_that_was_written_anew_over_the_cut_end_is_noticed_too(engine):
    old = head_row(engine)
    serve(engine, 1)
    keep(engine)
    put_back(engine, old)
    serve(engine, 2)
    assert gone(engine).last_id == old[0] + 1


def test_a_journal_that_only_grew_holds_every_head(engine):
    for number in range(3):
        serve(engine, number)
        keep(engine)
    assert len(settings().heads_file.read_text().splitlines()) == 3
    assert gone(engine) is None


def test_a_head_is_written_once_while_nothing_happens_and_read_by_its_owner_only(engine):
    assert [bool(keep(engine)), keep(engine)] == [True, None]
    assert settings().heads_file.stat().st_mode & 0o077 == 0


def test_a_line_that_was_made_up_or_damaged_says_nothing(engine):
    line = keep(engine).split(" ")
    forged = [" ".join([line[0], "999", *line[2:]]), " ".join(line[:3]), "", "é ² x y", " ".join(line)[:-1]]
    settings().heads_file.write_text("\n".join(forged), "utf-8")
    assert gone(engine) is None


def test_a_head_beside_a_copy_counts_as_well(engine, tmp_path):
    old, copy = head_row(engine), tmp_path / "copy.sqlite3"
    serve(engine, 1)
    with reading(engine) as block:
        journal_heads.keep(block, journal_heads.beside(copy))
    put_back(engine, old)
    assert gone(engine, journal_heads.beside(copy)).last_id == old[0] + 1
