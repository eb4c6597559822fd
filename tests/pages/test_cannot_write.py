"""Reading never depends on writing: with the disk full or another writer busy, whoever is signed in sees their pages."""

import asyncio
import json
from contextlib import contextmanager

import pytest

from components.shell import routes
from components.shell.menu import MENU
from components.wording.refusals import SENTENCES
from components.wording.words import CHINESE, catalogue
from db import engine as engines
from db import writing
from db.actor import Role
from db.faults import _SAID
from tests.inside import inside
from tests.pages.conftest import FIRST_OF_EACH, drawn, start_program, turn_to

resource = pytest.importorskip("resource", reason="no limits on this system")
# The first page of the log does not fit: as on a full disk, nothing is written any more.
HARDLY_ANYTHING = 2048
FAULTS = {catalogue(CHINESE)[SENTENCES[code]] for _, code in _SAID}
LOGINS = {"clerk": Role.CLERK, "admin": Role.ADMINISTRATOR, "steward": Role.STEWARD}


@contextmanager
def full_disk(_home):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (HARDLY_ANYTHING, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def another_writer(home):
    with inside(home) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def seen_long_ago(home) -> None:
    """The next page wants to note that the person is there, and that this day has been looked at."""
    with inside(home) as database:
        database.execute("UPDATE auth_session SET seen_at = '2026-11-22 00:00:00'")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engines._refused_at.clear()


@pytest.mark.parametrize("login", LOGINS)
def test_on_a_full_disk_every_page_of_a_role_opens(lived_in, login):
    test = start_program(login)
    for page in [entry.page for entry in MENU if entry.permission is None or LOGINS[login] in entry.permission.roles]:
        seen_long_ago(lived_in)
        with full_disk(lived_in):
            turn_to(test, page, login, **FIRST_OF_EACH)
        # One that asks for what this demo has not may say so.
        assert (page, list(test.exception), FAULTS & {error.value for error in test.error}) == (page, [], set())


@pytest.mark.parametrize("login", LOGINS)
def test_beside_another_writer_the_home_page_opens(lived_in, login):
    test = start_program(login)
    seen_long_ago(lived_in)
    with another_writer(lived_in):
        test.run()
    assert (list(test.exception), list(test.error), "sign_out" in {button.key for button in test.button}) == ([], [], True)


def health() -> tuple[int, dict[str, str]]:
    writing._known["until"] = 0.0
    answer = asyncio.run(routes.health(None))
    return answer.status_code, json.loads(answer.body)


def test_the_health_of_the_installation_says_when_nothing_can_be_written(lived_in):
    assert health() == (200, {"status": "ok"})
    with full_disk(lived_in):
        assert health() == (503, {"status": "cannot_write", "writing": "disk_full"})
    with another_writer(lived_in):
        assert health() == (200, {"status": "ok", "writing": "database_busy"})
    assert health() == (200, {"status": "ok"})


def _page_on_a_full_disk() -> None:
    import sqlalchemy as sa

    from components.ui.errors import show_unexpected
    from db.engine import session

    try:
        with session() as s:
            s.connection().exec_driver_sql("PRAGMA query_only=ON")
            s.execute(sa.text("UPDATE office SET name = name"))
    except Exception as error:
        show_unexpected(error)


def test_a_known_fault_that_nobody_caught_has_its_sentence_instead_of_a_number(lived_in):
    test = drawn(_page_on_a_full_disk)
    assert [error.value for error in test.error] == [catalogue(CHINESE)[SENTENCES["database_readonly"]]]
    engines.engine().dispose()
