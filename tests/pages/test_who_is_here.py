"""The harness of the page tests: where sign-in refuses, whatever the reason, no test of a page can pass."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from db import clock
from db.engine import session
from db.office.models import AuthSession, User, UserRole
from tests.conftest import MONDAY
from tests.pages.conftest import turn_to

TESTS = Path(__file__).resolve().parents[1]
HOME = "home/home.py"


def _sessions_end(s):
    s.execute(sa.update(AuthSession).values(ended_at=clock.now()))


def _everybody_is_closed(s):
    s.execute(sa.update(User).values(is_closed=True))


def _nobody_has_a_role(s):
    s.execute(sa.update(AuthSession).values(role_id=None))
    s.execute(sa.delete(UserRole))


@pytest.mark.parametrize("refuse", [_sessions_end, _everybody_is_closed, _nobody_has_a_role])
@pytest.mark.parametrize("login", ["clerk", "steward"])
def test_a_page_opened_after_sign_in_was_refused_proves_nothing(open_page, refuse, login):
    test = open_page(HOME, login)
    with session() as s:
        refuse(s)
    with pytest.raises(AssertionError):
        turn_to(test, HOME, login)


def test_a_clock_that_the_scripts_thread_does_not_see_is_noticed(open_page, monkeypatch, tmp_path):
    """The sign-in of a Monday, looked at by a script on Wednesday: how these tests once passed on the sign-in form."""
    file = tmp_path / "wednesday"
    file.write_text(f"{MONDAY + timedelta(days=2)}T09:00:00+08:00", "utf-8")
    monkeypatch.setenv("RED_STEWARD_CLOCK", str(file))
    with pytest.raises(AssertionError, match="clerk"):
        open_page(HOME, "clerk")


@pytest.mark.parametrize(("signed_in", "expected"), [("clerk", "admin"), ("clerk", None)])
def test_a_page_of_somebody_else_is_not_taken_for_the_persons(open_page, signed_in, expected):
    test = open_page(HOME, signed_in)
    with pytest.raises(AssertionError):
        turn_to(test, HOME, expected)


def test_the_page_says_that_the_clock_is_set_to_the_day_of_the_tests(open_page):
    said = [warning.value for warning in open_page(HOME, "clerk").warning]
    assert [text for text in said if "2026年11月23日" in text] != []


def test_no_test_opens_a_page_past_the_proof():
    """`AppTest` and `switch_page` stand in one place; browsers come in by `Seat.sign_in`, which looks who is there."""
    past = [
        path.relative_to(TESTS).as_posix()
        for path in TESTS.rglob("*.py")
        if "bench" not in path.parts and re.search(r"AppTest\.from_|\.switch_page\(", path.read_text("utf-8"))
    ]
    assert sorted(past) == ["pages/conftest.py"]
