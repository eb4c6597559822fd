"""The journal: it grows, it cannot be changed, and a change made behind its back is found at its number."""

from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from db import audit
from db.engine import reading
from db.engine import session as write_block
from tests.core.together import together

pytestmark = pytest.mark.both_databases


@dataclass(frozen=True)
class TeaServed(audit.Event):
    cups: int
    where: str = "茶室"


def disarm(session):
    """Takes away what makes the database itself refuse, as somebody with the file in hand can."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(sa.text("DROP TRIGGER audit_event_no_update"))
        session.execute(sa.text("DROP TRIGGER audit_event_no_delete"))
    else:
        session.execute(sa.text("DROP TRIGGER audit_event_append_only ON audit_event"))


def run(session, statement, **values):
    session.execute(sa.text(statement), values)
    session.expire_all()


def n_entries(session):
    return session.scalar(sa.text("SELECT count(*) FROM audit_event"))


def test_an_event_is_kept_with_who_and_what_and_when(session, cast):
    audit.record(session, cast.bob, TeaServed(3))
    [newest], _ = audit.page(session, offset=0, limit=1)
    assert (newest.user_id, newest.role, newest.action) == (cast.bob.user_id, cast.bob.role, "tea_served")
    assert (newest.detail, newest.at.isoformat()) == ({"cups": 3, "where": "茶室"}, "2026-11-23T01:00:00+00:00")


def test_an_event_of_the_program_has_nobody_behind_it(session):
    audit.record(session, None, TeaServed(1))
    [newest], _ = audit.page(session, offset=0, limit=1)
    assert (newest.user_id, newest.role) == (None, None)


def test_the_journal_is_read_newest_first_in_pages(session):
    for cups in (1, 2, 3):
        audit.record(session, None, TeaServed(cups))
    pages = [audit.page(session, offset=offset, limit=2, action="tea_served") for offset in (0, 2)]
    assert [([row.detail["cups"] for row in rows], total) for rows, total in pages] == [([3, 2], 3), ([1], 3)]


def test_an_untouched_journal_is_sound(session):
    audit.record(session, None, TeaServed(1))
    assert audit.verify(session) == audit.Verdict(n_entries(session), None)


def test_an_event_that_was_rolled_back_leaves_no_gap(engine):
    def serve_and_stumble() -> None:
        with write_block(engine) as block:
            audit.record(block, None, TeaServed(1))
            raise LookupError

    with pytest.raises(LookupError):
        serve_and_stumble()
    with write_block(engine) as block:
        audit.record(block, None, TeaServed(2))
        assert audit.verify(block).broken_at is None


def test_people_who_act_at_once_make_one_unbroken_journal(engine):
    def serve(number: int) -> None:
        with write_block(engine) as block:
            audit.record(block, None, TeaServed(number))

    together(6, serve)
    with write_block(engine) as block:
        _, n_served = audit.page(block, offset=0, limit=1, action="tea_served")
        assert (audit.verify(block).broken_at, n_served) == (None, 6)


def test_an_entry_that_is_added_while_the_journal_is_read_is_no_fault(engine):
    """The check runs on a living office: a sign-in between two of its reads must not look like tampering."""
    added = []

    def add_one_before_the_head_is_read(*execution):
        if "audit_head" in execution[2] and not added:
            added.append(True)
            with write_block(engine) as other:
                audit.record(other, None, TeaServed(1))

    sa.event.listen(engine, "before_cursor_execute", add_one_before_the_head_is_read)
    with reading(engine) as block:
        verdict = audit.verify(block)
    assert (verdict.broken_at, added) == (None, [True])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET detail = '{}' WHERE id = 3",
        "UPDATE audit_event SET user_id = NULL",
        "DELETE FROM audit_event WHERE id = 3",
        "DELETE FROM audit_event",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(session, statement):
    with pytest.raises(DBAPIError, match="append-only"):
        run(session, statement)


def test_the_database_refuses_to_write_over_an_entry(session):
    columns = "id, at, action, detail, hash"
    over = f"INSERT INTO audit_event ({columns}) SELECT {columns} FROM audit_event WHERE id = 3 "
    if session.get_bind().dialect.name == "sqlite":
        over = over.replace("INSERT", "INSERT OR REPLACE")
    else:
        over += "ON CONFLICT (id) DO UPDATE SET detail = '{}'"
    with pytest.raises(DBAPIError, match="append-only"):
        run(session, over)


@pytest.mark.postgres
@pytest.mark.parametrize("session", ["postgres"], indirect=True)
def test_the_database_refuses_to_empty_the_journal_at_one_stroke(session):
    with pytest.raises(DBAPIError, match="append-only"):
        run(session, "TRUNCATE audit_event")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_event SET detail = '{\"user\": 1}' WHERE id = 4",
        "UPDATE audit_event SET user_id = 999 WHERE id = 4",
        "UPDATE audit_event SET at = '2020-01-01 00:00:00' WHERE id = 4",
        "UPDATE audit_event SET action = 'signed_out' WHERE id = 4",
        "UPDATE audit_event SET role = 'leader' WHERE id = 4",
        "UPDATE audit_event SET hash = 'x' WHERE id = 4",
        "DELETE FROM audit_event WHERE id = 4",
    ],
)
def test_the_first_entry_that_was_changed_or_taken_out_is_named(session, tampering):
    disarm(session)
    run(session, tampering)
    assert audit.verify(session) == audit.Verdict(3, 4)


def test_the_first_of_two_changed_entries_is_named(session):
    disarm(session)
    run(session, "UPDATE audit_event SET unit_id = 77 WHERE id IN (5, 8)")
    assert audit.verify(session).broken_at == 5


def test_a_journal_that_was_emptied_whole_is_not_sound(session):
    disarm(session)
    run(session, "DELETE FROM audit_event")
    run(session, "DELETE FROM audit_head")
    assert audit.verify(session) == audit.Verdict(0, 1)


def test_a_first_entry_taken_out_is_named(session):
    disarm(session)
    run(session, "DELETE FROM audit_event WHERE id = 1")
    assert audit.verify(session) == audit.Verdict(0, 1)


def test_entries_that_changed_places_are_named(session):
    disarm(session)
    for before, after in ((4, -4), (5, 4), (-4, 5)):
        run(session, "UPDATE audit_event SET id = :after WHERE id = :before", before=before, after=after)
    assert audit.verify(session).broken_at == 4


def test_a_cut_off_end_is_named(session):
    disarm(session)
    last = n_entries(session)
    run(session, "DELETE FROM audit_event WHERE id > :last", last=last - 2)
    assert audit.verify(session) == audit.Verdict(last - 2, last - 1)


def test_a_journal_that_was_emptied_is_broken_at_its_first_entry(session):
    disarm(session)
    run(session, "DELETE FROM audit_event")
    assert audit.verify(session) == audit.Verdict(0, 1)


def test_a_cut_off_end_is_named_even_when_the_head_was_set_back_to_fit(session):
    """Whoever can cut off the end can write the head row too."""
    disarm(session)
    last = n_entries(session) - 2
    run(session, "DELETE FROM audit_event WHERE id > :last", last=last)
    run(
        session,
        "UPDATE audit_head SET last_id = :last, last_hash = (SELECT hash FROM audit_event WHERE id = :last)",
        last=last,
    )
    assert audit.verify(session) == audit.Verdict(last, last + 1)


def test_a_forged_entry_at_the_end_is_named(session):
    last = n_entries(session)
    columns = "at, user_id, role, unit_id, action, detail, hash"
    run(
        session,
        f"INSERT INTO audit_event (id, {columns}) SELECT :id, {columns} FROM audit_event WHERE id = 3",
        id=last + 1,
    )
    assert audit.verify(session).broken_at == last + 1
