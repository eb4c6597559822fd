"""Five wrong passwords at one place lock a name there for a quarter of an hour, whether or not anybody has it; an address that
tries many names is slowed; whoever is known in a browser is kept out of it by nobody elsewhere."""

from datetime import timedelta

import pytest

from db import audit, clock
from db.engine import engine_for, reading
from db.engine import session as write_block
from db.errors import NotAllowed
from db.office.commands.sign_in import LOCKED_MINUTES, SignIn, check_password, lift_lock, sign_in
from db.office.guards import ADDRESS_ATTEMPTS, ADDRESS_WAITS, ATTEMPTS, NAME_ATTEMPTS, Place, locked_logins
from db.office.known_browsers import place_of, with_mark
from db.office.queries import find_users
from tests.cast import PASSWORD
from tests.core.together import together
from tests.office.doors import fail, knock, stumble

pytestmark = pytest.mark.both_databases

LOCK = timedelta(minutes=LOCKED_MINUTES)


def later(**time):
    return clock.at(clock.now() + timedelta(**time))


def test_each_failure_says_how_many_attempts_are_left(session, cast):
    assert [stumble(session, "bob", 1).n_left for _ in range(4)] == [4, 3, 2, 1]


def test_the_fifth_failure_locks_the_name_for_a_quarter_of_an_hour(session, cast):
    assert stumble(session, "bob").locked_until == clock.now() + LOCK


def test_the_right_password_does_not_open_a_locked_name(engine, cast):
    fail(engine, "bob")
    assert knock(engine, "bob") == SignIn(locked_until=clock.now() + LOCK)


def test_an_unknown_name_is_locked_alike(engine, cast):
    assert fail(engine, "nobody") == fail(engine, "bob")
    assert knock(engine, "nobody") == knock(engine, "bob") == SignIn(locked_until=clock.now() + LOCK)


def test_a_lock_on_one_name_leaves_the_others_alone(engine, cast):
    fail(engine, "alice")
    assert knock(engine, "bob").token


def test_a_lock_survives_a_restart(engine, cast):
    fail(engine, "bob")
    engine.dispose()
    restarted = engine_for.__wrapped__(engine.url.render_as_string(hide_password=False))
    assert knock(restarted, "bob").locked_until
    restarted.dispose()


def test_a_lock_runs_out_with_the_clock(engine, cast):
    fail(engine, "bob")
    with later(minutes=LOCKED_MINUTES - 1):
        assert knock(engine, "bob").token is None
    with later(minutes=LOCKED_MINUTES, seconds=1):
        assert knock(engine, "bob").token


def test_the_administrator_lifts_a_lock(engine, cast):
    fail(engine, "bob")
    with write_block(engine) as block:
        lift_lock(block, cast.ada, user_id=cast.bob.user_id)
    assert knock(engine, "bob").token


def test_nobody_else_lifts_a_lock(session, cast):
    with pytest.raises(NotAllowed):
        lift_lock(session, cast.bob, user_id=cast.bob.user_id)


def test_the_administrator_sees_who_is_locked(session, cast):
    stumble(session, "bob")
    assert [user.login for user in find_users(session, cast.ada, limit=100) if user.is_locked] == ["bob"]


def test_the_right_password_forgets_the_failures_before_it(engine, cast):
    fail(engine, "bob", 4)
    assert knock(engine, "bob").token
    assert fail(engine, "bob", 1).n_left == 4


def test_failures_of_an_hour_ago_are_forgotten(session, cast):
    stumble(session, "bob", 4)
    with later(hours=1):
        assert stumble(session, "bob", 1).n_left == 4


def test_a_lock_is_in_the_journal(session, cast):
    stumble(session, "bob", user_id=cast.bob.user_id)
    [entry], _ = audit.page(session, offset=0, limit=1)
    assert (entry.action, entry.detail) == ("sign_in_locked", {"user": cast.bob.user_id})


def test_a_password_that_was_checked_before_the_lock_does_not_open_the_name_after_it(engine, cast):
    """Else a thousand guesses sent at once would all be looked at before the first failure is counted."""
    with reading(engine) as block:
        check = check_password(block, "bob", PASSWORD)
    fail(engine, "bob")
    with write_block(engine) as block:
        assert sign_in(block, check, device="办公室电脑").token is None


def test_five_failures_at_the_same_moment_lock_the_name(engine, cast):
    names = [f"nobody{n}" for n in range(8)]
    together(5, lambda _number: [fail(engine, name, 1, Place(name)) for name in names])
    with reading(engine) as block:
        assert locked_logins(block, names) == set(names)


HERE, ELSEWHERE = Place("192.0.2.7"), Place("192.0.2.8")


def test_whoever_fails_at_one_address_locks_nobody_out_at_another(engine, cast):
    fail(engine, "bob", place=ELSEWHERE)
    assert knock(engine, "bob", place=ELSEWHERE).locked_until
    assert knock(engine, "bob", place=HERE).token


def test_an_address_that_tries_many_names_waits_after_each_further_one(engine, cast):
    for n in range(ADDRESS_ATTEMPTS):
        fail(engine, f"nobody{n}", 1, HERE)
    assert knock(engine, "bob", place=HERE) == SignIn(locked_until=clock.now() + ADDRESS_WAITS)
    assert knock(engine, "bob", place=ELSEWHERE).token
    with clock.at(clock.now() + ADDRESS_WAITS + timedelta(seconds=1)):
        assert knock(engine, "bob", place=HERE).token
        fail(engine, "nobody", 1, HERE)
        assert knock(engine, "alice", place=HERE).locked_until


def test_one_name_tried_from_many_addresses_is_locked_to_strangers_and_open_to_the_browser_that_knows_it(engine, cast):
    known = place_of(with_mark("", "ada"), "ada", HERE.mark)
    for n in range(NAME_ATTEMPTS):
        fail(engine, "ada", 1, Place(f"192.0.2.{n}"))
    assert knock(engine, "ada", place=Place("198.51.100.1")).locked_until
    assert knock(engine, "ada", place=known).token


def test_a_stranger_at_the_very_address_of_the_administrator_does_not_lock_her_out(engine, cast):
    for name in ("ada", *(f"nobody{n}" for n in range(ADDRESS_ATTEMPTS))):
        fail(engine, name, place=HERE)
    assert knock(engine, "ada", place=HERE).locked_until
    assert knock(engine, "ada", place=place_of(with_mark("", "ada"), "ada", HERE.mark)).token


def test_a_known_browser_has_its_own_five_attempts(engine, cast):
    known = place_of(with_mark("", "bob"), "bob", HERE.mark)
    assert fail(engine, "bob", ATTEMPTS, known).locked_until
    assert knock(engine, "bob", place=known).locked_until


def test_a_mark_is_of_one_person_and_cannot_be_made_up(session, cast):
    marks = with_mark(with_mark("", "bob"), "alice")
    assert not place_of(marks, "bob", "").is_of_strangers
    assert not place_of(marks, " ALICE ", "").is_of_strangers
    nonce = marks.split(".")[0]
    for wrong, login in ((marks, "ada"), (f"{nonce}.", "alice"), (f"{nonce}.é", "alice"), ("~.~", "alice")):
        assert place_of(wrong, login, "192.0.2.7") == HERE


def test_a_browser_keeps_the_marks_of_those_who_came_last(session, cast):
    marks = ""
    for n in range(8):
        marks = with_mark(marks, f"person{n}")
    assert with_mark(marks, "person7") == marks
    assert [place_of(marks, f"person{n}", "").is_of_strangers for n in range(8)] == [True] * 2 + [False] * 6
